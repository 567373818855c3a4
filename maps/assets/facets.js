/** So many words of a filter are shown at first; the rest when asked for. */
const FIRST_WORDS = 8;

/** So many words more are shown at a time. */
const MORE_WORDS = 200;

/** Every bit of `fails`: a tally that passes over it counts all incidents. */
const EVERY_FILTER = 0xffff;

/**
 * What the filters of words are called, and whether they stand open at first.
 * @type {{filter: string, title: string, open: boolean}[]}
 */
const FACETS = [
  { filter: "kind", title: "Kind", open: true },
  { filter: "direction", title: "Direction", open: true },
  { filter: "country", title: "Country", open: false },
  { filter: "precision", title: "How exact the place is", open: false },
  { filter: "status", title: "Status", open: false },
];

/**
 * Words of columns that a reader is told in other words.
 * @type {Object<string, string>}
 */
const PLAIN_WORDS = {
  "precision:site": "Exact spot",
  "precision:near": "Near a named place",
  "precision:settlement": "Town or village",
  "precision:adm2": "District",
  "precision:adm1": "Province",
  "precision:area": "Region",
  "precision:country": "Country",
  "precision:water": "At sea",
  "status:draft": "Draft, not checked yet",
  "status:active": "Checked",
  "status:merged_into": "Merged into another",
  "status:withdrawn": "Withdrawn",
};

/**
 * A word of a filter as a reader sees it.
 * @param {Incidents} incidents
 * @param {string} filter
 * @param {string} word
 * @returns {string}
 */
function wordLabel({ data }, filter, word) {
  if (word === NOT_GIVEN) return filter === "precision" ? "Place not known" : "Not given";
  if (filter === "kind") return data.kinds[word]?.label ?? word;
  if (filter === "country") return data.country_names[word] ?? word;
  return PLAIN_WORDS[`${filter}:${word}`] ?? word;
}

/**
 * A part of the panel: `sync` shows what is chosen, at once; `count` counts anew, later.
 * @typedef {{node: HTMLElement, sync: () => void, count: () => void}} Section
 */

/**
 * A filter of words, each with a switch and how many incidents it would show.
 * @param {{filter: string, title: string, open: boolean}} facet
 * @param {Incidents} incidents
 * @param {Filters} filters
 * @returns {Section|null} null where there is nothing to choose
 */
function makeFacet({ filter, title, open }, incidents, filters) {
  if (!incidents.table.has(filter)) return null;
  const words = filters.words(filter);
  const bit = FILTERS[/** @type {keyof typeof FILTERS} */ (filter)];
  const state = { view: NaN, order: /** @type {number[]} */ ([]), limit: FIRST_WORDS };
  /** @type {Map<number, WordRow>} */
  const rows = new Map();
  const list = el("div", { class: filter === "kind" ? null : "no-sample" });
  const more = el("button", { type: "button", class: "rest" });
  more.onclick = () => {
    state.limit = state.limit < state.order.length ? state.limit + MORE_WORDS : FIRST_WORDS;
    count();
  };
  const heading = el("span", { class: "off-count" });
  const summary = el("summary", {}, title, heading);
  const box = el("div", { role: "group", "aria-label": title }, list, more);
  const node = /** @type {HTMLDetailsElement} */ (
    el("details", { class: `facet facet-${filter}`, open }, summary, box)
  );
  node.addEventListener("toggle", count);

  /** Orders the words by how many incidents there are, after the view has changed. */
  function order() {
    if (state.view === incidents.view) return;
    state.view = incidents.view;
    const totals = filters.tally(filter, EVERY_FILTER);
    state.order = words.map((_, i) => i).filter((i) => totals[i] > 0);
    state.order.sort((a, b) => totals[b] - totals[a]);
  }

  function count() {
    order();
    node.hidden = state.order.length < 2 && (filter !== "kind" || state.order.length === 0);
    if (node.hidden || !node.open) return;
    const counts = filters.tally(filter, bit);
    const shown = state.order.filter((i, at) => at < state.limit || filters.off[filter].has(words[i]));
    if (filter === "kind") shown.sort((a, b) => familyRank(a) - familyRank(b));
    const nodes = shown.map((i) => {
      const row = rows.get(i) ?? wordRow(incidents, filters, filter, words[i]);
      rows.set(i, row);
      row.tally.textContent = counts[i].toLocaleString("en");
      row.node.classList.toggle("none", counts[i] === 0);
      return row.node;
    });
    if (nodes.some((one, at) => list.children[at] !== one) || list.childElementCount !== nodes.length) {
      list.replaceChildren(...nodes);
    }
    more.hidden = state.order.length <= FIRST_WORDS;
    more.textContent = moreText(state.order.length, shown.length);
    sync();
  }

  /** @param {number} place */
  function familyRank(place) {
    return incidents.familyOf(words[place]);
  }

  function sync() {
    const off = filters.off[filter];
    for (const [i, { box: switched }] of rows) switched.checked = !off.has(words[i]);
    heading.textContent = off.size ? `${off.size} off` : "";
  }

  count();
  return { node, sync, count };
}

/**
 * @param {number} all
 * @param {number} shown
 * @returns {string}
 */
function moreText(all, shown) {
  if (shown >= all) return "Show fewer";
  return all - shown > MORE_WORDS ? `Show ${MORE_WORDS} more of ${all}` : `Show all ${all}`;
}

/**
 * @typedef {{node: HTMLElement, box: HTMLInputElement, tally: HTMLElement}} WordRow
 */

/**
 * One word of a filter: a switch, and a button that shows it alone.
 * @param {Incidents} incidents
 * @param {Filters} filters
 * @param {string} filter
 * @param {string} word
 * @returns {WordRow}
 */
function wordRow(incidents, filters, filter, word) {
  const label = wordLabel(incidents, filter, word);
  const sample = filter === "kind" ? symbol(FAMILIES[incidents.familyOf(word)], { size: 18 }) : null;
  const one = row(`${filter}:${word}`, label, sample, (on) => filters.switchWord(filter, word, on));
  const only = el("button", { type: "button", class: "only", "aria-label": `Only ${label}` }, "only");
  only.onclick = () => filters.only(filter, word);
  const node = el("div", { class: "choice" }, one.node, only);
  one.node.ondblclick = () => filters.only(filter, word);
  return { node, box: one.box, tally: one.tally };
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
