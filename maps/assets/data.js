/**
 * What the page carries besides its columns.
 *
 * @typedef {{text: string, lon: number, lat: number, kind: string, rank: number,
 *   local?: string|null}} Label
 *
 * @typedef {{type: string, coordinates: any}} Geometry  GeoJSON, in lon lat
 *
 * @typedef {{code: string, name: string}} Country
 *
 * @typedef {{geometry: Geometry, crossed: boolean, name: string, left: Country, right: Country,
 *   off_m: number}} Border  the countries on either side of its lines, and how far those may lie
 *   off the border itself
 *
 * @typedef {{name: string, geometry: Geometry}} Band  land near a border
 *
 * @typedef {{labels: Label[], world: Geometry[], countries: (Country & {geometry: Geometry})[],
 *   provinces: Geometry[], borders: Border[], bands: Band[], attribution: string[],
 *   tiles: {url: string, subdomains: string, max_zoom: number}|null}} GroundData
 *
 * @typedef {{rule: string, name: string, text: string, only: boolean}} ViewData
 *   a rule that is not the map's own; with `only`, incidents that it has no row for are left out
 *
 * @typedef {GroundData & {title: string, rule: string, rule_text: string, made: string,
 *   tables: Object<string, TableSpec>, views: ViewData[], split: [string, string]|null,
 *   kinds: Object<string, {label: string, family: string}>, country_names: Object<string, string>,
 *   middles: Object<string, [number, number]>, fields: string[],
 *   bounds: [number, number, number, number]|null,
 *   view: [number, number, number, number]|null, shapes: Geometry[]}} Data
 */

/**
 * Unpacks the data that the page carries: JSON, deflated, in base64.
 * @returns {Promise<any>} each page says what its data is
 */
async function readData() {
  return JSON.parse(new TextDecoder().decode(await readBytes("data")), (_, value) =>
    value !== null && value.steps && value.per_degree ? unpacked(value) : value,
  );
}

/**
 * A geometry from the steps between its points, as `maps/_deltas.py` writes them.
 * @param {{type: string, per_degree: number, steps: any}} packed
 * @returns {Geometry}
 */
function unpacked({ type, per_degree: unit, steps }) {
  const lineOf = (/** @type {number[]} */ line) => {
    const points = [];
    let [lon, lat] = [0, 0];
    for (let i = 0; i < line.length; i += 2) {
      lon += line[i];
      lat += line[i + 1];
      points.push([lon / unit, lat / unit]);
    }
    return points;
  };
  const nested = (/** @type {any} */ part) =>
    part.length === 0 || typeof part[0] === "number" ? lineOf(part) : part.map(nested);
  const coordinates = nested(steps);
  return { type, coordinates: type === "Point" ? coordinates[0] : coordinates };
}
