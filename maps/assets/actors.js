/** Most actors that are suggested at a time. */
const MOST_SUGGESTED = 12;

/**
 * Perpetrators and targets, and who of them each word of the two columns names.
 * @typedef {{names: string[], lower: string[], of: number[][][]}} Actors
 */

/**
 * @param {Table} table
 * @returns {Actors}
 */
function actorsOf(table) {
  /** @type {Map<string, number>} */
  const known = new Map();
  const place = (/** @type {string} */ name) => {
    if (!known.has(name)) known.set(name, known.size);
    return known.get(name);
  };
  const of = ["perpetrator", "target"].map((column) =>
    table.values(column).map((value) => [...new Set(actorsIn(value))].map(place)),
  );
  const names = [...known.keys()];
  return { names, lower: names.map(folded), of };
}

/**
 * How many incidents each actor takes part in, among those that pass all other filters.
 * @param {Actors} actors
 * @param {Incidents} incidents
 * @param {Filters} filters
 * @returns {Uint32Array}
 */
function tallyActors(actors, incidents, filters) {
  const counts = new Uint32Array(actors.names.length);
  const [by, against] = ["perpetrator", "target"].map((name) => incidents.column(name));
  const { fails } = filters;
  for (let row = 0; row < fails.length; row += 1) {
    if (fails[row] & ~FILTERS.actor) continue;
    const first = by[row] < 0 ? null : actors.of[0][by[row]];
    const second = against[row] < 0 ? null : actors.of[1][against[row]];
    if (first) for (const actor of first) counts[actor] += 1;
    if (second) for (const actor of second) if (!first?.includes(actor)) counts[actor] += 1;
  }
  return counts;
}

/**
 * A field in which a reader types and chooses one actor.
 * @param {Incidents} incidents
 * @param {Filters} filters
 * @returns {Section|null} null where no actor is told
 */
function makeActorChoice(incidents, filters) {
  const actors = actorsOf(incidents.table);
  if (actors.names.length < 2) return null;
  const input = /** @type {HTMLInputElement} */ (el("input", {
    type: "text", id: "actor", role: "combobox", autocomplete: "off", "aria-autocomplete": "list",
    "aria-expanded": "false", "aria-controls": "actor-list", placeholder: "Anyone",
  }));
  const list = el("ul", { id: "actor-list", role: "listbox", "aria-label": "Actors" });
  list.hidden = true;
  const clear = el("button", { type: "button", class: "clear-field", "aria-label": "Clear actor" }, "×");
  const box = el("div", { class: "field" }, el("label", { for: "actor" }, "Who, on either side"));
  box.append(el("div", { class: "entry" }, input, clear), list);
  /** @type {Uint32Array|null} counts, until a filter changes */
  let counts = null;
  let active = -1;

  function suggest() {
    counts ??= tallyActors(actors, incidents, filters);
    const known = counts;
    const words = folded(input.value).split(/\s+/).filter(Boolean);
    const found = actors.names.map((_, i) => i)
      .filter((i) => known[i] > 0 && words.every((word) => actors.lower[i].includes(word)))
      .sort((a, b) => known[b] - known[a] || (actors.lower[a] < actors.lower[b] ? -1 : 1))
      .slice(0, MOST_SUGGESTED);
    list.replaceChildren(...found.map((i, at) => suggestion(actors.names[i], known[i], at)));
    const nobody = { class: "nobody", role: "option", "aria-disabled": "true" };
    if (!found.length) list.append(el("li", nobody, "Nobody of that name"));
    open(true);
    activate(-1);
  }

  /**
   * @param {string} name
   * @param {number} count
   * @param {number} at
   * @returns {HTMLElement}
   */
  function suggestion(name, count, at) {
    const tally = el("span", { class: "tally" }, count.toLocaleString("en"));
    const option = el("li", { role: "option", id: `actor-${at}` }, outside(name, "span", "row-text"), tally);
    option.dataset.actor = name;
    option.onmousedown = (event) => event.preventDefault(); // the field keeps the focus
    option.onclick = () => choose(name);
    return option;
  }

  /** @param {boolean} shown */
  function open(shown) {
    list.hidden = !shown;
    input.setAttribute("aria-expanded", String(shown));
    if (!shown) activate(-1);
  }

  /** @param {number} place among the suggestions, -1 for none */
  function activate(place) {
    active = place;
    suggestions().forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
    const option = suggestions()[place];
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  /** @returns {HTMLElement[]} */
  function suggestions() {
    return [...list.querySelectorAll("[data-actor]")].map((node) => /** @type {HTMLElement} */ (node));
  }

  /** @param {string|null} name */
  function choose(name) {
    input.value = name ?? "";
    open(false);
    filters.setActor(name);
  }

  input.oninput = () => {
    if (!input.value && filters.actor !== null) choose(null);
    suggest();
  };
  input.onfocus = () => input.select();
  input.onclick = suggest;
  input.onblur = () => {
    open(false);
    input.value = filters.actor ?? "";
  };
  input.onkeydown = (event) => {
    const places = suggestions().length + 1; // the last stands for none
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : places - 1;
      if (list.hidden) suggest();
      else activate(((active + 1 + step) % places) - 1);
    } else if (event.key === "Enter" && !list.hidden && places > 1) {
      choose(suggestions()[Math.max(active, 0)].dataset.actor);
    } else if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      open(false);
    }
  };
  clear.onclick = () => {
    choose(null);
    input.focus();
  };

  function sync() {
    counts = null;
    clear.hidden = filters.actor === null;
    if (document.activeElement !== input) input.value = filters.actor ?? "";
  }

  sync();
  return { node: box, sync, count: () => {} };
}
