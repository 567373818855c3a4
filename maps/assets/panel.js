/**
 * What the switches for parts of the map are called.
 * @type {Object<string, string>}
 */
const PART_NAMES = {
  arcs: "Arcs from country of origin",
  areas: "Areas of uncertainty",
  borders: "Borders",
  provinces: "Provinces",
  names: "Place names",
};

/**
 * The panel: legend and layer switches in one, and the list of incidents.
 * @param {Data} data
 * @param {Switches} switches
 * @param {{open: (id: string, opener: HTMLElement) => void, home: () => void}} actions
 * @returns {{node: HTMLElement, collapse: (closed: boolean) => void, update: () => void}}
 */
function makePanel(data, switches, actions) {
  const count = el("p", { class: "count", role: "status" });
  const list = incidentList(data.marks, actions.open);
  const body = el(
    "div",
    { class: "panel-body", id: "panel-body" },
    count,
    ...kindSwitches(data.marks, switches),
    directionSwitches(data.marks, switches),
    partSwitches(data, switches),
    howToRead(data.marks),
    unlocated(data.marks, actions.open),
    list.node,
  );
  const toggleButton = el(
    "button",
    { type: "button", class: "panel-toggle", "aria-expanded": "true", "aria-controls": body.id },
    "Legend and layers",
  );
  const home = el("button", { type: "button", class: "home" }, "All");
  home.setAttribute("aria-label", "Show all incidents on the map");
  home.onclick = actions.home;
  const bar = el("div", { class: "panel-bar" }, toggleButton, home);
  const node = el("section", { class: "panel", "aria-label": "Legend and layers" }, bar, body);
  const collapse = (/** @type {boolean} */ closed) => {
    body.hidden = closed;
    toggleButton.setAttribute("aria-expanded", String(!closed));
    node.classList.toggle("collapsed", closed);
  };
  toggleButton.onclick = () => collapse(!body.hidden);
  return {
    node,
    collapse,
    update() {
      const shown = data.marks.filter((mark) => switches.shows(mark));
      const off = shown.filter((mark) => mark.lon === null).length;
      const rest = off ? `, ${off} of them without a place` : "";
      count.textContent = `${shown.length} of ${plural(data.marks.length, "incident")}${rest}`;
      list.update(switches);
    },
  };
}

/**
 * One row of the legend: a switch, its symbol, its name and how many there are.
 * @param {Switches} switches
 * @param {string} name of the switch
 * @param {string} text
 * @param {Node|null} sample
 * @param {number|null} count
 * @returns {HTMLElement}
 */
function row(switches, name, text, sample, count) {
  const box = /** @type {HTMLInputElement} */ (el("input", { type: "checkbox", checked: true }));
  box.dataset.switch = name;
  box.onchange = () => switches.set(name, box.checked);
  const tally = count === null ? null : el("span", { class: "tally" }, String(count));
  const shown = el("span", { class: "sample" }, ...(sample ? [sample] : []));
  return el("label", { class: "row" }, box, shown, outside(text, "span", "row-text"), tally);
}

/**
 * @param {string} title
 * @param {...(Node|null)} children
 * @returns {HTMLElement|null} null where there is nothing inside
 */
function group(title, ...children) {
  if (!children.some((child) => child !== null)) return null;
  return el("fieldset", {}, el("legend", {}, title), ...children);
}

/**
 * Values of a field with the items that have them, in order of first appearance.
 * @template T
 * @param {T[]} items
 * @param {(item: T) => string} field
 * @returns {Map<string, T[]>}
 */
function byField(items, field) {
  /** @type {Map<string, T[]>} */
  const found = new Map();
  for (const item of items) {
    const key = field(item);
    const alike = found.get(key);
    if (alike) alike.push(item);
    else found.set(key, [item]);
  }
  return found;
}

/**
 * @param {Mark[]} marks
 * @param {Switches} switches
 * @returns {(HTMLElement|null)[]}
 */
function kindSwitches(marks, switches) {
  const families = Object.keys(OUTLINES);
  const rank = (/** @type {[string, Mark[]]} */ [, [mark]]) => families.indexOf(drawnFamily(mark.family));
  const kinds = [...byField(marks, kindSwitch)].sort((a, b) => rank(a) - rank(b));
  const rows = (/** @type {boolean} */ wanted) =>
    kinds
      .filter(([name]) => (name === "diplomacy") === wanted)
      .map(([name, of]) => {
        const text = wanted ? "Diplomatic steps" : of[0].kind_label;
        return row(switches, name, text, symbol(of[0].family, { size: 18 }), of.length);
      });
  return [group("Incidents", ...rows(false)), group("Diplomacy", ...rows(true))];
}

/**
 * @param {Mark[]} marks
 * @param {Switches} switches
 * @returns {HTMLElement|null}
 */
function directionSwitches(marks, switches) {
  const rows = [...byField(marks, (mark) => mark.direction)]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([text, of]) => row(switches, `direction ${text}`, text, null, of.length));
  const node = group("Direction", ...rows);
  node?.classList.add("no-sample");
  return node;
}

/**
 * @param {Data} data
 * @param {Switches} switches
 * @returns {HTMLElement}
 */
function partSwitches(data, switches) {
  const areas = data.marks.filter((mark) => mark.lon !== null && !mark.exact).length;
  /** @type {Object<string, number>} */
  const counts = {
    arcs: data.arcs.length,
    areas,
    borders: data.borders.length,
    provinces: data.provinces.length,
    names: data.labels.length,
  };
  const rows = MAP_PARTS.filter((part) => counts[part]).map((part) =>
    row(switches, part, PART_NAMES[part], partSample(part), counts[part]),
  );
  const crossed = data.borders
    .filter((border) => border.crossed)
    .map((border) => {
      const sample = el("span", { class: "sample" }, lineSample("border crossed"));
      return el("p", { class: "row note" }, sample, outside(border.name, "span", "row-text"));
    });
  return group("On the map", ...rows, ...crossed);
}

/**
 * @param {string} part
 * @returns {Node|null}
 */
function partSample(part) {
  if (part === "arcs") {
    const path = svg("path", { d: "M2 12Q9 3 15 6.5", class: "arc" });
    const head = svg("path", { d: "M19 9 13 8.6 15.6 4Z", class: "arrow-sample" });
    return svg("svg", { viewBox: "0 0 20 16", width: 20, height: 16 }, path, head);
  }
  if (part === "areas") {
    const disc = svg("circle", { cx: 10, cy: 8, r: 7, class: "area" });
    return svg("svg", { viewBox: "0 0 20 16", width: 20, height: 16 }, disc);
  }
  if (part === "names") return el("span", { class: "name-sample" }, "Aa");
  return lineSample(part === "borders" ? "border" : "province");
}

/**
 * @param {string} className
 * @returns {SVGElement}
 */
function lineSample(className) {
  const line = svg("path", { d: "M0 8H26", class: className });
  return svg("svg", { viewBox: "0 0 26 16", width: 26, height: 16 }, line);
}

/**
 * Says what the symbols mean, as far as they occur.
 * @param {Mark[]} marks
 * @returns {HTMLElement}
 */
function howToRead(marks) {
  const note = (/** @type {Node} */ sample, /** @type {string} */ text) =>
    el("p", { class: "row note" }, el("span", { class: "sample" }, sample), text);
  const notes = [note(symbol("other", { size: 18 }), "Solid: the town or site is known")];
  if (marks.some((mark) => !mark.exact)) {
    const hollow = symbol("other", { solid: false, size: 18 });
    notes.push(note(hollow, "Hollow: somewhere in the dashed area"));
  }
  if (marks.some((mark) => mark.differing.length)) {
    const badge = svg("svg", { viewBox: "0 -14 14 14", width: 16, height: 16 }, differsBadge());
    notes.push(note(badge, "Accounts differ"));
  }
  if (marks.some((mark) => mark.status === "draft")) {
    const draft = symbol("other", { draft: true, size: 18 });
    notes.push(note(draft, "Faint: draft, not checked yet"));
  }
  if (marks.some((mark) => mark.killed_low)) {
    const sizes = el("span", { class: "sizes" }, symbol("other", { size: 12 }));
    sizes.append(symbol("other", { size: 20 }));
    notes.push(note(sizes, "Larger: more people killed (least claimed)"));
  }
  return group("How to read it", ...notes);
}

/**
 * @param {Mark} mark
 * @param {(id: string, opener: HTMLElement) => void} open
 * @returns {HTMLElement}
 */
function incidentButton(mark, open) {
  const text = el("span", {}, outside(mark.title), el("small", {}, outside(mark.date_label)));
  const look = { solid: mark.exact, size: 16 };
  const button = el("button", { type: "button", class: "incident" }, symbol(mark.family, look), text);
  button.setAttribute("aria-haspopup", "dialog");
  button.onclick = () => open(mark.id, button);
  return button;
}

/**
 * Incidents that no place is known of: they are not on the map, so they stand here.
 * @param {Mark[]} marks
 * @param {(id: string, opener: HTMLElement) => void} open
 * @returns {HTMLElement|null}
 */
function unlocated(marks, open) {
  const lost = marks.filter((mark) => mark.lon === null || mark.lat === null);
  if (!lost.length) return null;
  const items = lost.map((mark) => el("li", {}, incidentButton(mark, open)));
  const heading = el("h2", {}, `Without a place (${lost.length})`);
  return el("section", { class: "unlocated" }, heading, el("ul", {}, ...items));
}

/**
 * All incidents as a list, for those who read rather than look.
 * @param {Mark[]} marks
 * @param {(id: string, opener: HTMLElement) => void} open
 * @returns {{node: HTMLElement, update: (switches: Switches) => void}}
 */
function incidentList(marks, open) {
  const items = marks.map((mark) => {
    const item = el("li", {}, incidentButton(mark, open));
    return { mark, item };
  });
  const list = el("ul", {}, ...items.map(({ item }) => item));
  const node = el("details", { class: "all" }, el("summary", {}, "List of incidents"), list);
  return {
    node,
    update(switches) {
      for (const { mark, item } of items) item.hidden = !switches.shows(mark);
    },
  };
}
