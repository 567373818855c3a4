/**
 * Says what the symbols mean, as far as they occur; written when it is first opened.
 * @param {Incidents} incidents
 * @returns {Section}
 */
function makeHowToRead(incidents) {
  const list = el("ul", {});
  const node = /** @type {HTMLDetailsElement} */ (
    el("details", { class: "facet how-to" }, el("summary", {}, "How to read it"), list)
  );
  node.addEventListener("toggle", () => {
    if (node.open && !list.childElementCount) list.append(...readingNotes(incidents));
  });
  return { node, sync: () => {}, count: () => {} };
}

/**
 * @param {Incidents} incidents
 * @returns {HTMLElement[]}
 */
function readingNotes(incidents) {
  const { table } = incidents;
  const precisions = table.values("precision");
  const any = (/** @type {string} */ name, /** @type {number} */ least) =>
    table.has(name) && incidents.column(name).some((value) => value >= least);
  /** @type {[boolean, Node, string][]} */
  const notes = [
    [true, symbol("other", { size: 18 }), "Solid: the town or site is known"],
    [precisions.includes("site"), needleSample(), "On a needle: the exact spot, at its foot"],
    [
      precisions.some((precision) => !EXACT.includes(precision)) || !precisions.length,
      symbol("other", { solid: false, size: 18 }),
      "Hollow: the place is known roughly, or it is not said how exactly",
    ],
    [any("radius_m", 1) || any("shape", 0), areaSample(), "Dashed: the area that it lies in"],
    [any("sources", 2), ringSample(), "Ring: a piece for each independent source, up to six"],
    [any("differing", 1), badgeSample(), "Accounts differ"],
    [
      table.values("status").includes("draft"),
      symbol("other", { draft: true, size: 18 }),
      "Faint: draft, not checked yet",
    ],
    [any("killed_low", 1), sizesSample(), "Larger: more people killed (least claimed)"],
    [hasLooseDates(incidents), el("span", { class: "loose-sample" }), "Lighter: date not exact"],
    [incidents.count > 10, clusterSample(), "Number in a circle: so many incidents, their kinds in its ring"],
  ];
  return notes
    .filter(([occurs]) => occurs)
    .map(([, sample, text]) => el("li", { class: "row note" }, el("span", { class: "sample" }, sample), text));
}

/**
 * @param {...SVGElement} parts
 * @returns {SVGElement}
 */
function samplePicture(...parts) {
  const box = { viewBox: "-12 -12 24 24", width: 20, height: 20, "aria-hidden": "true" };
  return svg("svg", box, ...parts);
}

/** @returns {SVGElement} */
function needleSample() {
  const leg = svg("path", { d: "M0-4V11", class: "leg" });
  const head = svg("g", { transform: "translate(0 -5) scale(.7)", class: "symbol solid family-other" });
  head.append(svg("path", { d: OUTLINES.other, class: "outline" }));
  return samplePicture(leg, svg("circle", { cy: 10, r: 1.8, class: "foot-sample" }), head);
}

/** @returns {SVGElement} */
function areaSample() {
  return samplePicture(svg("circle", { r: 10, class: "area" }));
}

/** @returns {SVGElement} */
function ringSample() {
  const head = svg("g", { transform: "scale(.7)", class: "symbol solid family-other" });
  head.append(svg("path", { d: OUTLINES.other, class: "outline" }));
  return samplePicture(head, svg("circle", { r: 9.5, class: "ring-sample" }));
}

/** @returns {SVGElement} */
function badgeSample() {
  return svg("svg", { viewBox: "0 -14 14 14", width: 16, height: 16, "aria-hidden": "true" }, differsBadge());
}

/** @returns {HTMLElement} */
function sizesSample() {
  return el("span", { class: "sizes" }, symbol("other", { size: 12 }), symbol("other", { size: 20 }));
}

/** @returns {SVGElement} */
function clusterSample() {
  const text = svg("text", { class: "cluster-count", "text-anchor": "middle", y: 3.5 });
  text.append("12");
  return samplePicture(svg("circle", { r: 9.5, class: "cluster-sample" }), text);
}
