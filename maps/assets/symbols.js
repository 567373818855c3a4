/**
 * Outline of each family's symbol, about (0, 0) and some 16 units across.
 * @type {Object<string, string>}
 */
const OUTLINES = {
  strike: "M0-9 8.5 6.5H-8.5Z",
  bombing: burst(8, 9.5, 5),
  fighting: "M-7-7H7V7H-7Z",
  unrest: "M0 9-8.5-6.5H8.5Z",
  diplomacy: "M-7 10V-9.5H-4.5L9-5-4.5-.5V10Z",
  other: "M0-8A8 8 0 0 1 0 8 8 8 0 0 1 0-8Z",
};

/**
 * A star with many points.
 * @param {number} points
 * @param {number} outer
 * @param {number} inner
 * @returns {string}
 */
function burst(points, outer, inner) {
  const corners = [];
  for (let i = 0; i < points * 2; i += 1) {
    const angle = (Math.PI * i) / points - Math.PI / 2;
    const radius = i % 2 ? inner : outer;
    const corner = [radius * Math.cos(angle), radius * Math.sin(angle)];
    corners.push(corner.map((value) => value.toFixed(2)).join(" "));
  }
  return `M${corners.join("L")}Z`;
}

/**
 * The family that a mark is drawn with.
 * @param {string} family
 * @returns {string}
 */
function drawnFamily(family) {
  return Object.hasOwn(OUTLINES, family) ? family : "other";
}

/**
 * Symbol of a family: solid for a place that is known, hollow for an area.
 * @param {string} family
 * @param {{solid?: boolean, differs?: boolean, draft?: boolean, size?: number}} [look]
 *   size in pixels
 * @returns {SVGElement}
 */
function symbol(family, { solid = true, differs = false, draft = false, size = 22 } = {}) {
  const drawn = drawnFamily(family);
  const classes = ["symbol", `family-${drawn}`, solid ? "solid" : "hollow"];
  if (draft) classes.push("draft");
  const shape = svg("path", { d: OUTLINES[drawn], class: "outline" });
  const box = { class: classes.join(" "), viewBox: "-12 -12 24 24", width: size, height: size };
  const picture = svg("svg", { ...box, "aria-hidden": "true", focusable: "false" }, shape);
  if (differs) picture.append(differsBadge());
  return picture;
}

/**
 * The sign for "accounts differ": two bars, struck through.
 * @returns {SVGElement}
 */
function differsBadge() {
  return svg(
    "g",
    { class: "badge", transform: "translate(7 -7)" },
    svg("circle", { r: 5 }),
    svg("path", { d: "M-2.6-1.2H2.6M-2.6 1.2H2.6M1.6-3-1.6 3" }),
  );
}

/** How high a symbol stands above a spot that is known, in pixels. */
const NEEDLE = 16;

/**
 * Size of a symbol in pixels: its surface grows with the least number of dead.
 * @param {number} killed
 * @returns {number}
 */
function symbolSize(killed) {
  return Math.round(Math.min(38, 21 + 1.6 * Math.sqrt(killed)));
}

/** @type {Map<string, HTMLCanvasElement>} symbols drawn once, to be stamped */
const sprites = new Map();

/**
 * A symbol as a picture, one and a half times its size across.
 * @param {{family: string, solid: boolean, draft: boolean, size: number}} look
 * @returns {HTMLCanvasElement}
 */
function sprite({ family, solid, draft, size }) {
  const dense = density();
  const key = `${family} ${solid} ${draft} ${size} ${dense}`;
  const known = sprites.get(key);
  if (known) return known;
  const box = 1.5 * size;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = Math.ceil(box * dense);
  const pen = canvas.getContext("2d");
  pen.scale(canvas.width / box, canvas.height / box);
  pen.translate(box / 2, box / 2);
  pen.scale(size / 24, size / 24);
  pen.globalAlpha = draft ? 0.5 : 1;
  pen.lineJoin = "round";
  const outline = new Path2D(OUTLINES[family]);
  pen.strokeStyle = solid ? ink.of("halo") : ink.of(family);
  pen.fillStyle = solid ? ink.of(family) : ink.of("halo");
  pen.lineWidth = solid ? 3.2 : 2.2;
  if (solid) pen.stroke(outline);
  pen.fill(outline);
  if (!solid) pen.stroke(outline);
  sprites.set(key, canvas);
  return canvas;
}
