/**
 * What the switches for parts of the map are called.
 * @type {Object<string, string>}
 */
const PART_NAMES = {
  arcs: "Arcs from country of origin",
  areas: "Areas of uncertainty",
  borders: "Borders",
  bands: "Border region (50 km)",
  provinces: "Provinces",
  names: "Place names",
};

/**
 * The panel: legend, filters and layer switches in one.
 * @param {Data} data
 * @param {Incidents} incidents
 * @param {Filters} filters
 * @param {Switches} switches
 * @param {{open: (row: number, opener: HTMLElement) => void, home: () => void}} actions
 * @returns {{node: HTMLElement, collapse: (closed: boolean) => void, update: () => void}}
 */
function makePanel(data, incidents, filters, switches, actions) {
  const count = el("p", { class: "count", role: "status" });
  const groups = [wordGroup("Kind", "kind", incidents, filters), wordGroup("Direction", "direction", incidents, filters)];
  const body = el(
    "div",
    { class: "panel-body", id: "panel-body" },
    count,
    ...groups.map((one) => one.node),
    partSwitches(data, switches),
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
      count.textContent = `${filters.countShown()} of ${plural(incidents.count, "incident")}`;
      groups.forEach((one) => one.update());
    },
  };
}

/**
 * One row of the legend: a switch, its symbol, its name and how many there are.
 * @param {string} name of the switch
 * @param {string} text
 * @param {Node|null} sample
 * @param {(on: boolean) => void} change
 * @returns {{node: HTMLElement, tally: HTMLElement, box: HTMLInputElement}}
 */
function row(name, text, sample, change) {
  const box = /** @type {HTMLInputElement} */ (el("input", { type: "checkbox", checked: true }));
  box.dataset.filter = name;
  box.onchange = () => change(box.checked);
  const tally = el("span", { class: "tally" });
  const shown = el("span", { class: "sample" }, ...(sample ? [sample] : []));
  const node = el("label", { class: "row" }, box, shown, outside(text, "span", "row-text"), tally);
  return { node, tally, box };
}

/**
 * @param {string} title
 * @param {string} filter
 * @param {Incidents} incidents
 * @param {Filters} filters
 */
function wordGroup(title, filter, incidents, filters) {
  const rows = filters.words(filter).map((word) => {
    const label = filter === "kind" ? (incidents.data.kinds[word]?.label ?? word) : word;
    const sample = filter === "kind" ? symbol(FAMILIES[incidents.familyOf(word)], { size: 18 }) : null;
    return row(`${filter}:${word}`, label, sample, (on) => filters.switchWord(filter, word, on));
  });
  return {
    node: group(title, ...rows.map((one) => one.node)),
    update() {
      const bit = FILTERS[/** @type {keyof FILTERS} */ (filter)];
      filters.tally(filter, bit).forEach((count, i) => {
        rows[i].tally.textContent = String(count);
        rows[i].node.hidden = false;
      });
    },
  };
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
 * @param {Data} data
 * @param {Switches} switches
 * @returns {HTMLElement}
 */
function partSwitches(data, switches) {
  const rows = MAP_PARTS.map(
    (part) => row(`part:${part}`, PART_NAMES[part], partSample(part), (on) => switches.set(part, on)).node,
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
  if (part === "bands") {
    const band = svg("rect", { x: 1, y: 2, width: 18, height: 12, class: "band" });
    return svg("svg", { viewBox: "0 0 20 16", width: 20, height: 16 }, band);
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
