/**
 * What of the world is on the screen: a place x, y of the world from 0 to 1 lies at
 * (x * scale - left, y * scale - top) pixels from the map's corner.
 * @typedef {{scale: number, left: number, top: number, width: number, height: number,
 *   zoom: number}} Sight
 */

/**
 * @param {L.Map} map
 * @returns {Sight}
 */
function sightOf(map) {
  const { x: width, y: height } = map.getSize();
  const { x: left, y: top } = map.getPixelBounds().min;
  const zoom = map.getZoom();
  const scale = 256 * 2 ** zoom;
  return { scale, left, top, width, height, zoom };
}

/**
 * Where a place of the world lies on the screen.
 * @param {Sight} sight
 * @param {number} x
 * @param {number} y
 * @returns {{x: number, y: number}} pixels from the map's corner
 */
function onScreen(sight, x, y) {
  return { x: x * sight.scale - sight.left, y: y * sight.scale - sight.top };
}

/** @returns {number} dots to a pixel; paper shows more of them than a screen */
function density() {
  const paper = document.documentElement.classList.contains("printing") ? 3 : 1;
  return Math.max(window.devicePixelRatio || 1, paper);
}

/**
 * A canvas as large as the map that stays put while the map moves under it.
 * @param {L.Map} map
 * @param {string} name
 * @param {number} height its place among the panes
 * @returns {(sight: Sight) => CanvasRenderingContext2D} clears it and gives what to draw with
 */
function makeCanvas(map, name, height) {
  const pane = map.createPane(name);
  pane.style.zIndex = String(height);
  pane.style.pointerEvents = "none";
  const canvas = /** @type {HTMLCanvasElement} */ (
    el("canvas", { class: "leaflet-zoom-hide", "aria-hidden": "true" })
  );
  pane.append(canvas);
  const context = canvas.getContext("2d");
  return ({ width, height: tall }) => {
    const dense = density();
    const [across, down] = [Math.round(width * dense), Math.round(tall * dense)];
    if (canvas.width !== across || canvas.height !== down) {
      [canvas.width, canvas.height] = [across, down];
      [canvas.style.width, canvas.style.height] = [`${width}px`, `${tall}px`];
    }
    L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
    context.setTransform(dense, 0, 0, dense, 0, 0);
    context.clearRect(0, 0, width, tall);
    return context;
  };
}

/** Colours of the style sheet, read once and again when the reader changes to dark or light. */
const ink = {
  /** @type {Map<string, string>} */
  known: new Map(),

  /**
   * @param {string} name such as "text" or "strike"
   * @returns {string}
   */
  of(name) {
    const known = this.known.get(name);
    if (known) return known;
    const found = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
    this.known.set(name, found);
    return found;
  },
};
