/** Radius of the Earth in kilometres: mean, at the equator; and its flattening. */
const EARTH = { mean: 6371.0088, equator: 6378.137, flattening: 1 / 298.257223563 };

/** Pieces of a border longer than this, in degrees, are cut: they bend, and chords do not. */
const LONGEST_DEG = 0.2;

/** How many pieces of a border are passed over at once where all lie too far off. */
const CHUNK = 32;

/** Farther off than this, in kilometres, no border is told. */
const TOLD_UP_TO_KM = 1000;

/** So near to a border, in kilometres, its line tells the country: outlines are coarser. */
const LINE_TELLS_KM = 25;

/**
 * Says at the foot of the map where the pointer is: place, country, and how far from the border.
 * @param {L.Map} map
 * @param {GroundData} data
 * @returns {{node: HTMLElement}}
 */
function makeReadout(map, data) {
  const node = el("p", { class: "readout", hidden: true });
  /** @type {((lon: number, lat: number) => Whereabouts)|null} made when first asked */
  let find = null;
  /** @type {L.LatLng|null} */
  let at = null;
  let waiting = false;
  function show() {
    waiting = false;
    node.hidden = at === null;
    if (at === null) return;
    find ??= finder(data);
    node.textContent = whereText(at.lng, at.lat, find(at.lng, at.lat));
  }
  function moved(/** @type {L.LeafletMouseEvent} */ event) {
    at = event.type === "mouseout" ? null : event.latlng.wrap();
    if (!waiting) requestAnimationFrame(show);
    waiting = true;
  }
  map.on("mousemove click mouseout", /** @type {any} */ (moved));
  return { node };
}

/**
 * @typedef {{country: Country|null, border: Border|null, km: number}} Whereabouts
 *   `border` is the nearest of the country, or of all where no country is known
 *
 * @typedef {{border: Border, ends: Float64Array, flat: Float64Array, balls: Float64Array}} Line
 *   for each piece its two ends, in kilometres from the middle of the Earth (six numbers) and in
 *   lon lat (four); for each chunk of pieces the ball about it (four)
 *
 * @typedef {{line: Line, piece: number, share: number, squared: number}} Foot
 *   a point of a line: how far along which piece, and its squared distance
 */

/**
 * Makes what tells the country and the nearest border of a place.
 * @param {GroundData} data
 * @returns {(lon: number, lat: number) => Whereabouts}
 */
function finder(data) {
  const outlines = data.countries.flatMap(outlinesOf);
  const lines = data.borders.map(lineOf);
  const ground = groundBox(data, outlines);
  return (lon, lat) => {
    const at = onEarth(lon, lat);
    const close = nearest(lines, at);
    const bySide = close !== null && kilometres(close) < LINE_TELLS_KM ? sideOf(close, lon, lat) : null;
    const country = bySide ?? countryAt(outlines, lon, lat);
    const own = country && lines.filter(({ border: { left, right } }) =>
      left.code === country.code || right.code === country.code);
    const foot = own ? nearest(own, at) : close;
    const km = foot === null ? Infinity : kilometres(foot);
    const known = km < Math.min(TOLD_UP_TO_KM, kilometresInside(ground, lon, lat));
    return { country, border: known ? foot.line.border : null, km };
  };
}

/**
 * What the readout says. A line that is simplified is not told as if it were exact.
 * @param {number} lon
 * @param {number} lat
 * @param {Whereabouts} whereabouts
 * @returns {string} such as "27.37° N 62.33° E · in Iran, 23 km from the border with Pakistan"
 */
function whereText(lon, lat, { country, border, km }) {
  const degrees = (/** @type {number} */ value, /** @type {string} */ names) =>
    `${Math.abs(value).toFixed(2)}° ${names[value < 0 ? 1 : 0]}`;
  const point = `${degrees(lat, "NS")} ${degrees(lon, "EW")}`;
  const inside = country ? `in ${country.name}` : null;
  if (border === null) return inside ? `${point} · ${inside}` : point;
  const { left, right } = border;
  const other = country && (left.code === country.code ? right : left);
  const which = other ? `the border with ${other.name}` : `the border of ${left.name} and ${right.name}`;
  const far = `${distanceText(km, border.off_m / 1000)} from ${which}`;
  return `${point} · ${inside ? `${inside}, ${far}` : far}`;
}

/**
 * A distance with no more digits than it bears.
 * @param {number} km
 * @param {number} off how far the line may lie off, in kilometres
 * @returns {string}
 */
function distanceText(km, off) {
  if (off <= 0.2) {
    if (km < 0.15) return "less than 0.2 km";
    return km < 4.95 ? `${km.toFixed(1)} km` : `${Math.round(km).toLocaleString("en")} km`;
  }
  const step = off <= 1.5 ? 1 : off <= 4 ? 5 : 10 * Math.ceil(off / 15);
  const least = Math.ceil((2 * off) / step) * step;
  if (km < least) return `less than about ${least + step} km`;
  return `about ${(Math.round(km / step) * step).toLocaleString("en")} km`;
}

/**
 * A place in three dimensions, on the ellipsoid of WGS 84.
 * @param {number} lon
 * @param {number} lat
 * @returns {[number, number, number]} kilometres from the middle of the Earth
 */
function onEarth(lon, lat) {
  const [x, y] = [(lon * Math.PI) / 180, (lat * Math.PI) / 180];
  const squared = EARTH.flattening * (2 - EARTH.flattening);
  const upright = EARTH.equator / Math.sqrt(1 - squared * Math.sin(y) ** 2);
  const out = upright * Math.cos(y);
  return [out * Math.cos(x), out * Math.sin(x), upright * (1 - squared) * Math.sin(y)];
}

/**
 * Over the ground rather than through it.
 * @param {Foot} foot
 * @returns {number}
 */
function kilometres({ squared }) {
  return 2 * EARTH.mean * Math.asin(Math.min(Math.sqrt(squared) / (2 * EARTH.mean), 1));
}

/**
 * A border as short straight pieces, in chunks.
 * @param {Border} border
 * @returns {Line}
 */
function lineOf(border) {
  const { type, coordinates } = border.geometry;
  const flat = (type === "LineString" ? [coordinates] : coordinates).flatMap(piecesOf);
  const ends = [];
  for (let i = 0; i < flat.length; i += 2) ends.push(...onEarth(flat[i], flat[i + 1]));
  const balls = [];
  for (let i = 0; i < ends.length; i += 6 * CHUNK) balls.push(...ballAbout(ends.slice(i, i + 6 * CHUNK)));
  const [e, f, b] = [ends, flat, balls].map((numbers) => Float64Array.from(numbers));
  return { border, ends: e, flat: f, balls: b };
}

/**
 * The straight pieces of a line, lon lat of one end after the other.
 * @param {[number, number][]} points
 * @returns {number[]}
 */
function piecesOf(points) {
  const found = [];
  for (let i = 1; i < points.length; i += 1) {
    const [[x, y], [toX, toY]] = [points[i - 1], points[i]];
    const parts = Math.max(1, Math.ceil(Math.max(Math.abs(toX - x), Math.abs(toY - y)) / LONGEST_DEG));
    const [stepX, stepY] = [(toX - x) / parts, (toY - y) / parts];
    for (let n = 0; n < parts; n += 1) {
      found.push(x + n * stepX, y + n * stepY, x + (n + 1) * stepX, y + (n + 1) * stepY);
    }
  }
  return found;
}

/**
 * @param {number[]} ends
 * @returns {number[]} its middle, and its radius
 */
function ballAbout(ends) {
  const sides = [0, 1, 2].map((axis) => {
    const values = ends.filter((_, i) => i % 3 === axis);
    return [Math.min(...values), Math.max(...values)];
  });
  const radius = Math.hypot(...sides.map(([low, high]) => (high - low) / 2));
  return [...sides.map(([low, high]) => (low + high) / 2), radius];
}

/**
 * @param {Line[]} lines
 * @param {[number, number, number]} at
 * @returns {Foot|null} the nearest point of all lines
 */
function nearest(lines, [x, y, z]) {
  /** @type {Foot|null} */
  let best = null;
  let squared = Infinity;
  for (const line of lines) {
    const { ends, balls } = line;
    for (let ball = 0; ball < balls.length; ball += 4) {
      const away = Math.hypot(balls[ball] - x, balls[ball + 1] - y, balls[ball + 2] - z);
      const least = Math.max(away - balls[ball + 3], 0);
      if (least * least >= squared) continue;
      const first = (ball / 4) * CHUNK;
      const last = Math.min(first + CHUNK, ends.length / 6);
      for (let piece = first; piece < last; piece += 1) {
        const at = piece * 6;
        const [px, py, pz] = [x - ends[at], y - ends[at + 1], z - ends[at + 2]];
        const dx = ends[at + 3] - ends[at];
        const dy = ends[at + 4] - ends[at + 1];
        const dz = ends[at + 5] - ends[at + 2];
        const along = (px * dx + py * dy + pz * dz) / (dx * dx + dy * dy + dz * dz || 1);
        const share = Math.min(Math.max(along, 0), 1);
        const off = (px - share * dx) ** 2 + (py - share * dy) ** 2 + (pz - share * dz) ** 2;
        if (off >= squared) continue;
        squared = off;
        best = { line, piece, share, squared };
      }
    }
  }
  return best;
}

/**
 * The country on whose side of a line a place lies.
 * @param {Foot} foot the point of the line that is nearest to the place
 * @param {number} lon
 * @param {number} lat
 * @returns {Country|null} null where that is the end of the line, which has no sides
 */
function sideOf({ line, piece, share }, lon, lat) {
  const { flat, border } = line;
  const aside = (/** @type {number} */ at) => {
    const squeeze = Math.cos((lat * Math.PI) / 180);
    const [dx, dy] = [(flat[at + 2] - flat[at]) * squeeze, flat[at + 3] - flat[at + 1]];
    return (dx * (lat - flat[at + 1]) - dy * (lon - flat[at]) * squeeze) / (Math.hypot(dx, dy) || 1);
  };
  let found = aside(piece * 4);
  if (share === 0 || share === 1) {
    // At a corner, the piece that the place lies farther aside of tells.
    const corner = piece * 4 + 2 * share;
    const other = share ? piece * 4 + 4 : piece * 4 - 4;
    const met = share ? other : other + 2;
    if (flat[met] !== flat[corner] || flat[met + 1] !== flat[corner + 1]) return null;
    if (Math.abs(aside(other)) > Math.abs(found)) found = aside(other);
  }
  return found > 0 ? border.left : border.right;
}

/**
 * @typedef {{country: Country, rings: [number, number][][],
 *   box: [number, number, number, number]}} Outline  one polygon, and the box about it
 */

/**
 * @param {Country & {geometry: Geometry}} country
 * @returns {Outline[]}
 */
function outlinesOf(country) {
  const { type, coordinates } = country.geometry;
  const polygons = type === "Polygon" ? [coordinates] : coordinates;
  return polygons.map((/** @type {[number, number][][]} */ rings) => ({
    country: { code: country.code, name: country.name },
    rings,
    box: boxAbout(rings[0]),
  }));
}

/**
 * @param {[number, number][]} points
 * @returns {[number, number, number, number]} west, south, east, north
 */
function boxAbout(points) {
  const box = /** @type {[number, number, number, number]} */ ([Infinity, Infinity, -Infinity, -Infinity]);
  for (const [x, y] of points) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

/**
 * @param {Outline[]} outlines
 * @param {number} lon
 * @param {number} lat
 * @returns {Country|null}
 */
function countryAt(outlines, lon, lat) {
  for (const { country, rings, box: [west, south, east, north] } of outlines) {
    if (lon < west || lon > east || lat < south || lat > north) continue;
    if (rings.filter((ring) => encloses(ring, lon, lat)).length % 2) return country;
  }
  return null;
}

/**
 * @param {[number, number][]} ring
 * @param {number} lon
 * @param {number} lat
 * @returns {boolean}
 */
function encloses(ring, lon, lat) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [[x, y], [fromX, fromY]] = [ring[i], ring[j]];
    if (y > lat !== fromY > lat && lon < ((fromX - x) * (lat - y)) / (fromY - y) + x) inside = !inside;
  }
  return inside;
}

/**
 * The box whose borders the page carries; beyond it lie others that it does not know of.
 * @param {GroundData} data
 * @param {Outline[]} outlines
 * @returns {[number, number, number, number]}
 */
function groundBox(data, outlines) {
  const corners = outlines.flatMap(({ box }) => [[box[0], box[1]], [box[2], box[3]]]);
  const points = data.borders.flatMap(({ geometry: { type, coordinates } }) =>
    type === "LineString" ? coordinates : coordinates.flat());
  return boxAbout(/** @type {[number, number][]} */ ([...corners, ...points]));
}

/**
 * How far a place lies within a box.
 * @param {[number, number, number, number]} box
 * @param {number} lon
 * @param {number} lat
 * @returns {number} kilometres, negative outside
 */
function kilometresInside([west, south, east, north], lon, lat) {
  const across = 111 * Math.cos((lat * Math.PI) / 180);
  const round = east - west > 350;
  const sideways = round ? Infinity : Math.min(lon - west, east - lon) * across;
  const upright = Math.min(south < -50 ? Infinity : lat - south, north > 70 ? Infinity : north - lat);
  return Math.min(sideways, upright * 111);
}
