/**
 * Prints the map on one page: title, rule, map, legend, the open card, credits. The map is drawn
 * anew in the size of the paper, in light colours, and as it was once that is done.
 * @param {L.Map} map
 * @param {Incidents} incidents
 * @param {Filters} filters
 * @param {{main: HTMLElement, shown: () => number|null, redraw: () => void}} page
 * @returns {{print: () => void}}
 */
function makePrinting(map, incidents, filters, { main, shown, redraw }) {
  const root = document.documentElement;
  /** @type {{centre: L.LatLng, zoom: number, paper: HTMLElement, unfreeze: () => void}|null} */
  let before = null;

  function enter() {
    if (before) return;
    const [centre, zoom, bounds] = [map.getCenter(), map.getZoom(), map.getBounds()];
    root.classList.add("printing");
    const paper = el("div", { class: "paper" }, paperLegend(incidents, filters));
    main.after(paper);
    const row = shown();
    if (row !== null) paper.append(paperCard(incidents, row));
    if (row !== null) shorten(paper);
    inColour(() => map.fitBounds(bounds, { animate: false }));
    before = { centre, zoom, paper, unfreeze: stillCanvases(map.getContainer()) };
  }

  function leave() {
    if (!before) return;
    const { centre, zoom, paper, unfreeze } = before;
    before = null;
    unfreeze();
    paper.remove();
    root.classList.remove("printing");
    inColour(() => map.setView(centre, zoom, { animate: false, reset: true }));
  }

  /** @param {() => void} fit places the map, whose size has changed */
  function inColour(fit) {
    ink.known.clear();
    sprites.clear();
    map.invalidateSize({ animate: false, pan: false });
    fit();
    redraw();
  }

  window.addEventListener("beforeprint", enter);
  window.addEventListener("afterprint", leave);
  const onPaper = window.matchMedia("print");
  onPaper.addEventListener("change", () => (onPaper.matches ? enter() : leave()));
  return { print: () => window.print() };
}

/**
 * Puts a still copy of each canvas in its place. A canvas drawn for print alone, Chromium prints
 * stroke by stroke, and the stroke that clears it hides what lies below.
 * @param {HTMLElement} box
 * @returns {() => void} takes the copies away again
 */
function stillCanvases(box) {
  const drawn = [...box.querySelectorAll("canvas")].filter(({ width, height }) => width && height);
  const copies = drawn.map((canvas) => {
    const { width, height } = canvas;
    const copy = /** @type {HTMLCanvasElement} */ (canvas.cloneNode());
    const still = new OffscreenCanvas(width, height);
    still.getContext("2d").drawImage(canvas, 0, 0);
    copy.getContext("bitmaprenderer").transferFromImageBitmap(still.transferToImageBitmap());
    canvas.after(copy);
    canvas.hidden = true;
    return copy;
  });
  return () => {
    drawn.forEach((canvas) => { canvas.hidden = false; });
    copies.forEach((copy) => copy.remove());
  };
}

/**
 * The kinds that are shown with their symbols and counts, and how to read the map.
 * @param {Incidents} incidents
 * @param {Filters} filters
 * @returns {HTMLElement}
 */
function paperLegend(incidents, filters) {
  const kinds = incidents.table.values("kind");
  const items = [...filters.tally("kind", 0)]
    .map((count, code) => ({ count, kind: kinds[code] }))
    .filter(({ count, kind }) => count > 0 && kind !== undefined)
    .sort((a, b) => incidents.familyOf(a.kind) - incidents.familyOf(b.kind) || b.count - a.count)
    .map(({ count, kind }) => {
      const text = outside(incidents.data.kinds[kind]?.label ?? kind, "span");
      const sample = symbol(FAMILIES[incidents.familyOf(kind)], { size: 14 });
      return el("li", {}, sample, text, ` ${count.toLocaleString("en")}`);
    });
  const how = "Solid: a known place. Hollow: somewhere in the dashed area. Larger: more killed. "
    + "Ring: independent sources. ≠: accounts differ. Number: so many incidents.";
  const count = el("p", { class: "paper-count" }, outside(paperText(incidents, filters)));
  return el("section", { class: "paper-legend" }, count, el("ul", {}, ...items), el("p", {}, how));
}

/**
 * How many incidents the paper shows, and which filters leave out the rest.
 * @param {Incidents} incidents
 * @param {Filters} filters
 * @returns {string}
 */
function paperText(incidents, filters) {
  const { off, actor, toll, query, period, undated } = filters.state();
  const told = [
    ...Object.entries(off ?? {}).map(([name, words]) => `${name}: ${words.length} not shown`),
    actor && `actor: ${actor}`,
    toll && `at least ${toll} killed`,
    query && `text: “${query}”`,
    period && daysText(Math.max(period.from, -FOREVER), Math.min(period.to, FOREVER)),
    undated === false && "dated ones only",
  ].filter(Boolean);
  const by = told.length ? ` Filters: ${told.join("; ")}.` : "";
  const shown = filters.countShown().toLocaleString("en");
  return `${shown} of ${plural(incidents.count, "incident")} shown.${by}`;
}

/**
 * The card of an incident for paper: facts, and who says what in one line each.
 * @param {Incidents} incidents
 * @param {number} row
 * @returns {HTMLElement}
 */
function paperCard(incidents, row) {
  const mark = incidents.mark(row);
  const sample = symbol(mark.family, { solid: mark.exact, size: 14 });
  const title = el("h2", {}, sample, outside(mark.title));
  const claims = [...byField(mark.claims, ({ field, value }) => `${field} ${value}`).values()];
  const parts = [
    title,
    ruleLine(incidents, row),
    facts(factsOf(incidents, mark, "more"), [], newCard()),
    sourceLine(mark.source),
    mark.differing.length ? differLine(mark.differing) : null,
    claims.length ? el("ul", {}, ...claims.map(paperClaims)) : null,
  ];
  return el("section", { class: "paper-card" }, ...parts);
}

/**
 * Those who say the same, in one line.
 * @param {ClaimLine[]} alike
 * @returns {HTMLElement}
 */
function paperClaims(alike) {
  const [{ field, value }] = alike;
  const line = el("li", {}, el("b", {}, outside(field)), " ", outside(value), ": ");
  alike.forEach((claim, i) => {
    const by = claim.publisher && claim.publisher !== claim.claimant ? ` (${claim.publisher})` : "";
    line.append(i ? ", " : "", outside(claim.claimant), " ", verbOf(claim), outside(by, "small"));
  });
  return line;
}

/**
 * Leaves out claims at the end of a card that has no room for them, and says how many.
 * @param {HTMLElement} paper
 */
function shorten(paper) {
  const card = paper.querySelector(".paper-card");
  const list = card.querySelector("ul");
  const over = () =>
    card.scrollHeight > card.clientHeight + 1 || card.scrollWidth > card.clientWidth + 1;
  if (!list || !over()) return;
  const note = el("li", { class: "rest" });
  list.append(note);
  let left = 0;
  while (over() && list.children.length > 1) {
    list.children[list.children.length - 2].remove();
    left += 1;
    note.textContent = `and ${plural(left, "line")} more on the page itself`;
  }
}
