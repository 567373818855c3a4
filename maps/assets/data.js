/**
 * What the page carries. Fields bear the names that `maps/layers.py` gives and explains.
 *
 * @typedef {{field: string, value: string, claimant: string, verb: string, quote: string|null,
 *   paraphrased: boolean, publisher: string, source_title: string|null, url: string|null,
 *   published: string|null, differs: boolean}} ClaimLine
 *
 * @typedef {{to: string, title: string, type: string}} LinkLine
 *
 * @typedef {{id: string, title: string, kind: string, kind_label: string, family: string,
 *   status: string, direction: string, lon: number|null, lat: number|null, place: string,
 *   mention: string|null, precision: string|null, precision_label: string|null,
 *   radius_m: number|null, exact: boolean, shape: number|null, date: string|null,
 *   date_label: string, killed: string|null, killed_low: number|null, injured: string|null,
 *   perpetrator: string|null, target: string|null, weapon: string|null, border: string|null,
 *   sources: number, differing: string[], claims: ClaimLine[], links: LinkLine[]}} Mark
 *   `shape` is a place in `Data.shapes`, null where there is no area to draw.
 *
 * @typedef {{incident: string, origin: string, direction: string, family: string,
 *   points: [number, number][]}} Arc
 *
 * @typedef {{text: string, lon: number, lat: number, kind: string, rank: number}} Label
 *
 * @typedef {{type: string, coordinates: any}} Geometry  GeoJSON, in lon lat
 *
 * @typedef {{geometry: Geometry, crossed: boolean, name: string}} Border
 *
 * @typedef {{labels: Label[], world: Geometry[], countries: Geometry[], provinces: Geometry[],
 *   borders: Border[], attribution: string[],
 *   tiles: {url: string, subdomains: string, max_zoom: number}|null}} GroundData
 *
 * @typedef {GroundData & {title: string, rule_text: string, made: string, marks: Mark[],
 *   arcs: Arc[], bounds: [number, number, number, number]|null,
 *   view: [number, number, number, number]|null, shapes: Geometry[]}} Data
 */

/**
 * Unpacks the data that the page carries: JSON, deflated, in base64.
 * @returns {Promise<any>} each page says what its data is
 */
async function readData() {
  const packed = document.getElementById("incidentmap-data").textContent.trim();
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const unpacking = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(unpacking).text());
}
