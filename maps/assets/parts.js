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
 * Switches for the parts of the map.
 * @param {Data} data
 * @param {Switches} switches
 * @returns {Section}
 */
function makePartSwitches(data, switches) {
  const there = MAP_PARTS.filter((part) => part !== "bands" || data.bands.length > 0);
  const rows = there.map((part) => {
    const one = row(`part:${part}`, PART_NAMES[part], partSample(part), (on) => switches.set(part, on));
    return { part, ...one };
  });
  const crossed = data.borders
    .filter((border) => border.crossed)
    .map((border) => {
      const sample = el("span", { class: "sample" }, lineSample("border crossed"));
      return el("p", { class: "row note" }, sample, outside(border.name, "span", "row-text"));
    });
  const node = el("details", { class: "facet parts" }, el("summary", {}, "Parts of the map"));
  node.append(el("div", { role: "group", "aria-label": "Parts of the map" }, ...rows.map((one) => one.node), ...crossed));
  const sync = () => rows.forEach(({ part, box }) => { box.checked = switches.on(part); });
  return { node, sync, count: () => {} };
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
