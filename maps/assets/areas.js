/** Up to so many incidents, the areas of all that are shown are drawn, also of those clustered. */
const MOST_AREAS = 2000;

/** A disc larger than this is drawn by its true outline on the map, not as a circle. */
const LARGE_M = 100000;

/** Metres round the earth. */
const ROUND_M = 40075016.7;

/**
 * Draws the areas that incidents are claimed to lie in, each once however many share it.
 * @param {CanvasRenderingContext2D} pen
 * @param {Sight} sight
 * @param {Incidents} incidents
 * @param {Iterable<number>} rows
 * @param {(number|null)[]} strong incidents whose area is drawn stronger
 */
function drawAreas(pen, sight, incidents, rows, strong) {
  /** @type {Map<string, {row: number, strong: boolean}>} */
  const areas = new Map();
  for (const row of rows) {
    if (!incidents.located(row)) continue;
    const key = areaKey(incidents, row);
    if (key === null) continue;
    const before = areas.get(key);
    areas.set(key, { row, strong: strong.includes(row) || Boolean(before?.strong) });
  }
  for (const area of areas.values()) {
    const path = areaPath(sight, incidents, area.row);
    if (path === null) continue;
    pen.globalAlpha = area.strong ? 0.1 : 0.045;
    pen.fillStyle = ink.of("text");
    pen.fill(path, "evenodd");
    pen.globalAlpha = 1;
    pen.strokeStyle = ink.of(area.strong ? "text" : "soft");
    pen.lineWidth = area.strong ? 2 : 1.2;
    pen.setLineDash([5, 4]);
    pen.stroke(path);
    pen.setLineDash([]);
  }
}

/**
 * What tells one area from another; null for an incident at a known spot.
 * @param {Incidents} incidents
 * @param {number} row
 * @returns {string|null}
 */
function areaKey(incidents, row) {
  const shape = incidents.number("shape", row);
  if (shape !== null) return `shape ${shape}`;
  const radius = incidents.number("radius_m", row);
  if (!radius || incidents.text("precision", row) === "site") return null;
  return `${incidents.x[row]} ${incidents.y[row]} ${radius}`;
}

/**
 * @param {Sight} sight
 * @param {Incidents} incidents
 * @param {number} row
 * @returns {Path2D|null} null where it would not be seen
 */
function areaPath(sight, incidents, row) {
  const shape = incidents.number("shape", row);
  if (shape !== null) return geometryPath(sight, incidents.data.shapes[shape]);
  const radius = incidents.number("radius_m", row);
  const [lon, lat] = [incidents.number("lon", row), incidents.number("lat", row)];
  if (radius > LARGE_M) {
    return geometryPath(sight, { type: "Polygon", coordinates: [ringAbout(lon, lat, radius)] });
  }
  const { x, y } = onScreen(sight, incidents.x[row], incidents.y[row]);
  const pixels = (radius * sight.scale) / (ROUND_M * Math.cos((lat * Math.PI) / 180));
  if (pixels < 6) return null;
  const path = new Path2D();
  path.arc(x, y, pixels, 0, 2 * Math.PI);
  return path;
}

/**
 * @param {Sight} sight
 * @param {Geometry} geometry
 * @returns {Path2D}
 */
function geometryPath(sight, { type, coordinates }) {
  const path = new Path2D();
  /** @type {[number, number][][][]} */
  const polygons = type === "Polygon" ? [coordinates] : coordinates;
  for (const ring of polygons.flat()) {
    ring.forEach(([east, north], i) => {
      const x = (east / 360 + 0.5) * sight.scale - sight.left;
      const y = worldY(north) * sight.scale - sight.top;
      if (i === 0) path.moveTo(x, y);
      else path.lineTo(x, y);
    });
    path.closePath();
  }
  return path;
}

/**
 * The disc about a point, as places at one distance from it over the ground.
 * @param {number} lon
 * @param {number} lat
 * @param {number} radius metres
 * @returns {[number, number][]}
 */
function ringAbout(lon, lat, radius) {
  const angle = (2 * Math.PI * radius) / ROUND_M;
  const north = (lat * Math.PI) / 180;
  return Array.from({ length: 65 }, (_, i) => {
    const bearing = (2 * Math.PI * i) / 64;
    const to = Math.asin(
      Math.sin(north) * Math.cos(angle) + Math.cos(north) * Math.sin(angle) * Math.cos(bearing),
    );
    const turn = Math.atan2(
      Math.sin(bearing) * Math.sin(angle) * Math.cos(north),
      Math.cos(angle) - Math.sin(north) * Math.sin(to),
    );
    return [lon + (turn * 180) / Math.PI, (to * 180) / Math.PI];
  });
}
