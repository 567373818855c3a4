/**
 * A box on the screen, in pixels.
 * @typedef {{left: number, top: number, right: number, bottom: number}} Box
 */

/**
 * Zoom from which a kind of name is shown at all.
 * @type {Object<string, number>}
 */
const NAMES_FROM = { border: 4, country: 2, named: 2, province: 5.5, city: 4.5, town: 6.5 };

/**
 * Names of places. The more important come first; a name that finds no room is left out. Below a
 * name stands what the place is called in its own script, where there is room for that as well.
 * @param {L.Map} map
 * @param {GroundData} data
 * @returns {{update: (switches: Switches, taken: Box[]) => void}}
 */
function drawNames(map, data) {
  const pane = map.createPane("names");
  pane.style.zIndex = "560";
  pane.style.pointerEvents = "none";
  pane.setAttribute("aria-hidden", "true");
  pane.classList.add("leaflet-zoom-hide");
  const names = [...data.labels].sort((a, b) => a.rank - b.rank || (a.text < b.text ? -1 : 1));
  const items = [...borderNames(data.borders), ...names.map(placeName)];

  return {
    update(switches, taken) {
      pane.replaceChildren();
      const size = map.getSize();
      const view = { left: 0, top: 0, right: size.x, bottom: size.y };
      const boxes = [...taken];
      const shown = [];
      for (const item of items) {
        if (!switches.on(item.kind === "border" ? "borders" : "names")) continue;
        if (map.getZoom() < (NAMES_FROM[item.kind] ?? 5)) continue;
        const spot = freeSpot(map, item, view, boxes);
        if (spot === null) continue;
        const room = grown(spot.box, 3);
        boxes.push(room);
        if (item.dot) boxes.push(dotAt(spot.at));
        const name = written(map, item, spot);
        pane.append(name);
        if (item.local) shown.push({ item, spot, room, name });
      }
      for (const { item, spot, room, name } of shown) {
        const box = below(item, spot);
        const others = boxes.filter((other) => other !== room);
        if (!within(box, view) || others.some((other) => overlap(box, other))) continue;
        boxes.push(grown(box, 2));
        name.append(pinned(map, middleOf(box), outside(item.local, "span", "name name-local")));
      }
    },
  };
}

/**
 * @typedef {{text: string, kind: string, width: number, height: number, dot: boolean,
 *   spots: L.LatLng[], local?: string, localWidth?: number}} Name  `spots` are where it may stand,
 *   best first; `local` is the name in the script of the place
 */

/**
 * @param {Label} label
 * @returns {Name}
 */
function placeName(label) {
  const dot = label.kind === "city" || label.kind === "town";
  const name = { ...measured(label.text, label.kind), dot, spots: [L.latLng(label.lat, label.lon)] };
  if (!label.local) return name;
  return { ...name, local: label.local, localWidth: measured(label.local, "local").width };
}

/**
 * Names of the borders that were crossed, which may stand anywhere along the line.
 * @param {Border[]} borders
 * @returns {Name[]}
 */
function borderNames(borders) {
  return borders
    .filter((border) => border.crossed)
    .map((border) => {
      /** @type {[number, number][][]} */
      const parts = border.geometry.type === "LineString"
        ? [border.geometry.coordinates]
        : border.geometry.coordinates;
      /** @type {[number, number][]} */
      const longest = parts.reduce((a, b) => (b.length > a.length ? b : a));
      const spots = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9].map((share) => {
        const [lon, lat] = longest[Math.floor(share * (longest.length - 1))];
        return L.latLng(lat, lon);
      });
      return { ...measured(border.name, "border"), dot: false, spots };
    });
}

/** Measures how wide a name comes out. */
const pen = document.createElement("canvas").getContext("2d");

/**
 * @param {string} text
 * @param {string} kind
 * @returns {{text: string, kind: string, width: number, height: number}}
 */
function measured(text, kind) {
  /** @type {Object<string, string>} */
  const fonts = {
    border: "600 11", country: "600 14", named: "600 12.5", province: "500 11.5", city: "500 12",
    local: "10.5",
  };
  const font = fonts[kind] ?? "11.5";
  pen.font = `${font}px system-ui, sans-serif`;
  const spread = kind === "country" ? 1.16 : kind === "province" ? 1.08 : 1.03;
  return { text, kind, width: pen.measureText(text).width * spread + 4, height: 16 };
}

/**
 * The first place where a name collides with nothing.
 * @param {L.Map} map
 * @param {Name} item
 * @param {Box} view
 * @param {Box[]} boxes
 * @returns {{box: Box, at: L.Point}|null}
 */
function freeSpot(map, item, view, boxes) {
  const { width: w, height: h } = item;
  /** @type {(x: number, y: number) => [number, number][]} */
  const beside = (x, y) => [[w / 2 + x, 0], [-w / 2 - x, 0], [0, -y], [0, y]];
  const middle = /** @type {[number, number][]} */ ([
    [0, 0], [0, -20], [0, 20], [w / 2, 0], [-w / 2, 0],
  ]);
  /** @type {Object<string, [number, number][]>} */
  const apart = { border: beside(12, 16), named: beside(16, 22) };
  const besides = item.dot ? beside(5, 12) : (apart[item.kind] ?? middle);
  for (const spot of item.spots) {
    const at = map.latLngToContainerPoint(spot);
    if (item.dot && boxes.some((other) => overlap(dotAt(at), other))) continue;
    for (const [dx, dy] of besides) {
      const box = around(at.x + dx, at.y + dy, w, h);
      if (within(box, view) && !boxes.some((other) => overlap(box, other))) return { box, at };
    }
  }
  return null;
}

/**
 * Where the name in the script of the place belongs: right under the other, flush with it on the
 * side of the dot.
 * @param {Name} item
 * @param {{box: Box, at: L.Point}} spot
 * @returns {Box}
 */
function below(item, { box, at }) {
  const [over, width] = [box.right - box.left, item.localWidth];
  let x = middleOf(box).x;
  if (item.dot && box.left >= at.x) x -= (over - width) / 2;
  if (item.dot && box.right <= at.x) x += (over - width) / 2;
  return around(x, box.bottom + 6.5, width, 13);
}

/**
 * @param {Box} box
 * @returns {L.Point}
 */
function middleOf(box) {
  return L.point((box.left + box.right) / 2, (box.top + box.bottom) / 2);
}

/**
 * @param {L.Map} map
 * @param {Name} item
 * @param {{box: Box, at: L.Point}} spot
 * @returns {HTMLElement}
 */
function written(map, item, { box, at }) {
  const name = outside(item.text, "span", `name name-${item.kind}`);
  const both = el("div", { class: "name-box" }, pinned(map, middleOf(box), name));
  if (item.dot) both.append(pinned(map, at, el("span", { class: "dot" })));
  return both;
}

/**
 * An element that stands at a point of the map.
 * @param {L.Map} map
 * @param {L.Point} at pixels from the map's corner
 * @param {HTMLElement} what
 * @returns {HTMLElement}
 */
function pinned(map, at, what) {
  const holder = el("span", { class: "pinned" }, what);
  L.DomUtil.setPosition(holder, map.containerPointToLayerPoint(at));
  return holder;
}

/**
 * @param {L.Point} at
 * @returns {Box}
 */
function dotAt(at) {
  return around(at.x, at.y, 6, 6);
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 * @returns {Box}
 */
function around(x, y, width, height) {
  const [w, h] = [width / 2, height / 2];
  return { left: x - w, top: y - h, right: x + w, bottom: y + h };
}

/**
 * @param {Box} box
 * @param {number} by
 * @returns {Box}
 */
function grown(box, by) {
  const { left, top, right, bottom } = box;
  return { left: left - by, top: top - by, right: right + by, bottom: bottom + by };
}

/**
 * @param {Box} a
 * @param {Box} b
 * @returns {boolean}
 */
function overlap(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/**
 * @param {Box} box
 * @param {Box} view
 * @returns {boolean}
 */
function within(box, view) {
  return (
    box.left >= view.left && box.right <= view.right
    && box.top >= view.top && box.bottom <= view.bottom
  );
}
