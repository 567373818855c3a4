/**
 * The panel: the legend, which is a set of filters too, and the list of incidents.
 * @param {Data} data
 * @param {Incidents} incidents
 * @param {Filters} filters
 * @param {Switches} switches
 * @param {{home: () => void, view: HTMLElement, list: HTMLElement}} parts `home` shows all
 *   incidents on the map; `view` and `list` are put at the panel's head and foot
 * @returns {{node: HTMLElement, collapse: (closed: boolean) => void, update: () => void}}
 */
function makePanel(data, incidents, filters, switches, { home, view, list }) {
  const tally = el("p", { class: "count", role: "status" });
  const clear = el("button", { type: "button", class: "clear-filters" }, "Clear filters");
  clear.onclick = () => {
    filters.restore({});
    toggle.focus();
  };
  const sections = [
    makeTextSearch(incidents, filters),
    ...FACETS.map((facet) => makeFacet(facet, incidents, filters)),
    makeActorChoice(incidents, filters),
    makeTollChoice(incidents, filters),
    makePartSwitches(data, switches),
    makeHowToRead(incidents),
  ].filter((section) => section !== null);
  const body = el("div", { class: "panel-body", id: "panel-body" });
  body.append(view, el("div", { class: "count-line" }, tally, clear), ...sections.map((one) => one.node), list);
  const toggle = el(
    "button",
    { type: "button", class: "panel-toggle", "aria-expanded": "true", "aria-controls": body.id },
    "Legend and filters",
  );
  const all = el("button", { type: "button", class: "home" }, "All");
  all.setAttribute("aria-label", "Show all incidents on the map");
  all.onclick = home;
  const bar = el("div", { class: "panel-bar" }, toggle, all);
  const node = el("section", { class: "panel", "aria-label": "Legend and filters" }, bar, body);
  const recount = later(120, count);

  /** @param {boolean} closed */
  function collapse(closed) {
    body.hidden = closed;
    toggle.setAttribute("aria-expanded", String(!closed));
    node.classList.toggle("collapsed", closed);
    if (!closed) count();
  }

  /** Counts anew what each choice would show. */
  function count() {
    tally.textContent = shownText(incidents, filters);
    if (!body.hidden) sections.forEach((section) => section.count());
  }

  function sync() {
    clear.hidden = Object.keys(filters.state()).length === 0;
    sections.forEach((section) => section.sync());
  }

  function update() {
    sync();
    recount.now();
  }

  toggle.onclick = () => collapse(!body.hidden);
  filters.listeners.push(sync, recount);
  switches.listeners.push(sync);
  update();
  return { node, collapse, update };
}

/**
 * @param {Incidents} incidents
 * @param {Filters} filters
 * @returns {string} such as "8 of 8 incidents, 1 of them without a place"
 */
function shownText(incidents, filters) {
  const [{ x }, { fails }] = [incidents, filters];
  let [shown, lost] = [0, 0];
  for (let row = 0; row < fails.length; row += 1) {
    if (fails[row] !== 0) continue;
    shown += 1;
    if (x[row] < 0) lost += 1;
  }
  const rest = lost ? `, ${lost.toLocaleString("en")} of them without a place` : "";
  return `${shown.toLocaleString("en")} of ${plural(incidents.count, "incident")}${rest}`;
}
