/** Most arcs on one picture; beyond that they would only hide each other. */
const MOST_ARCS = 300;

/**
 * Draws a great circle to each incident that came from another country than it lies in, from the
 * middle of that country, with a head that points at the incident.
 * @param {CanvasRenderingContext2D} pen
 * @param {Sight} sight
 * @param {Incidents} incidents
 * @param {Item[]} items
 */
function drawArcs(pen, sight, incidents, items) {
  const from = items.filter((item) => item.count === 1 && arcOrigin(incidents, item.row));
  if (from.length > MOST_ARCS) return;
  for (const item of from) {
    const start = arcOrigin(incidents, item.row);
    const end = /** @type {[number, number]} */ ([
      incidents.number("lon", item.row), incidents.number("lat", item.row),
    ]);
    const way = greatCircle(start, end).map(([lon, lat]) => ({
      x: (lon / 360 + 0.5) * sight.scale - sight.left,
      y: worldY(lat) * sight.scale - sight.top,
    }));
    way[way.length - 1] = { x: item.x, y: item.y };
    pen.strokeStyle = ink.of(FAMILIES[incidents.family[item.row]]);
    drawWay(pen, way, item.size / 2 + 3);
  }
}

/**
 * Where the arc of an incident starts; null where it crossed no border.
 * @param {Incidents} incidents
 * @param {number} row
 * @returns {[number, number]|null} lon, lat
 */
function arcOrigin(incidents, row) {
  const origin = incidents.text("origin", row);
  const country = incidents.text("country", row);
  if (origin === null || country === null || origin === country) return null;
  return incidents.data.middles[origin] ?? null;
}

/**
 * A line with a head that stops short of its end.
 * @param {CanvasRenderingContext2D} pen  its stroke style is the colour
 * @param {Point[]} way pixels
 * @param {number} short pixels to keep free at the end
 */
function drawWay(pen, way, short) {
  pen.lineWidth = 1.5;
  pen.globalAlpha = 0.6;
  pen.beginPath();
  way.forEach(({ x, y }, i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y)));
  pen.stroke();
  pen.globalAlpha = 1;
  const end = way[way.length - 1];
  const before = way.findLast(({ x, y }) => Math.hypot(end.x - x, end.y - y) > short + 10);
  if (!before) return;
  const angle = Math.atan2(end.y - before.y, end.x - before.x);
  pen.save();
  pen.translate(end.x, end.y);
  pen.rotate(angle);
  pen.fillStyle = pen.strokeStyle;
  pen.beginPath();
  pen.moveTo(-short, 0);
  pen.lineTo(-short - 10, -4.5);
  pen.lineTo(-short - 10, 4.5);
  pen.fill();
  pen.restore();
}

/**
 * The shortest way over the ground; longitudes run past 180 rather than jump.
 * @param {[number, number]} start lon, lat
 * @param {[number, number]} end
 * @returns {[number, number][]}
 */
function greatCircle(start, end) {
  const [a, b] = [onSphere(start), onSphere(end)];
  const angle = Math.acos(Math.min(Math.max(a[0] * b[0] + a[1] * b[1] + a[2] * b[2], -1), 1));
  if (angle < 1e-6) return [start, end];
  /** @type {[number, number][]} */
  const way = [];
  for (let i = 0; i <= 48; i += 1) {
    const [p, q] = [Math.sin((1 - i / 48) * angle), Math.sin((i / 48) * angle)];
    const [x, y, z] = [0, 1, 2].map((axis) => (p * a[axis] + q * b[axis]) / Math.sin(angle));
    let lon = (Math.atan2(y, x) * 180) / Math.PI;
    if (way.length) lon += 360 * Math.round((way[way.length - 1][0] - lon) / 360);
    way.push([lon, (Math.asin(Math.min(Math.max(z, -1), 1)) * 180) / Math.PI]);
  }
  return way;
}

/**
 * @param {[number, number]} place lon, lat in degrees
 * @returns {[number, number, number]}
 */
function onSphere([lon, lat]) {
  const [l, b] = [(lon * Math.PI) / 180, (lat * Math.PI) / 180];
  return [Math.cos(b) * Math.cos(l), Math.cos(b) * Math.sin(l), Math.sin(b)];
}

/**
 * The path of a chain of incidents: what answered what, in the order of time.
 * @param {CanvasRenderingContext2D} pen
 * @param {Sight} sight
 * @param {Incidents} incidents
 * @param {number[]} rows
 * @param {number|null} current
 */
function drawChain(pen, sight, incidents, rows, current) {
  const stops = rows.filter((row) => incidents.located(row));
  for (let i = 1; i < stops.length; i += 1) {
    const [a, b] = [stops[i - 1], stops[i]].map((row) => ({
      row, ...onScreen(sight, incidents.x[row], incidents.y[row]),
    }));
    if (Math.hypot(a.x - b.x, a.y - b.y) < 4) continue;
    pen.setLineDash([2, 5]);
    pen.lineCap = "round";
    pen.strokeStyle = ink.of(b.row === current || a.row === current ? "text" : "soft");
    drawWay(pen, bent(a, b), 14);
    pen.setLineDash([]);
    pen.lineCap = "butt";
  }
}

/**
 * A bow from one point to another, so that the way there and back are two lines.
 * @param {Point} a
 * @param {Point} b
 * @returns {Point[]}
 */
function bent(a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  return Array.from({ length: 17 }, (_, i) => {
    const t = i / 16;
    const off = 0.36 * t * (1 - t);
    return { x: a.x + t * dx - off * dy, y: a.y + t * dy + off * dx };
  });
}
