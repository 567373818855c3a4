/**
 * Draws incidents: symbols, the areas they are claimed to lie in, arcs from where they came.
 * Nothing else knows how they are drawn, so that another way of drawing can take its place.
 * @param {L.Map} map
 * @param {Data} data
 * @param {(id: string, opener: HTMLElement) => void} open called when a symbol is chosen
 * @returns {{update: (switches: Switches) => void, select: (id: string|null) => void,
 *   boxes: () => Box[], at: (id: string) => L.LatLng|null}} `at` is where the symbol stands
 */
function drawIncidents(map, data, open) {
  const located = data.marks.filter((mark) => mark.lon !== null && mark.lat !== null);
  const pins = located.map((mark) => makePin(map, mark, open));
  const areas = makeAreas(map, located, data.shapes);
  const arcs = data.arcs.map((arc) => ({ arc, layer: makeArc(map, arc) }));
  const legs = L.layerGroup().addTo(map);
  /** @type {Pin[]} */
  let shown = [];

  function place() {
    legs.clearLayers();
    const spots = shown.map((pin) => map.project(pin.spot));
    fanOut(spots).forEach((to, i) => {
      const pin = shown[i];
      const at = to.moved ? map.unproject([to.x, to.y]) : pin.spot;
      pin.marker.setLatLng(at);
      if (to.moved) addLeg(map, legs, pin.spot, at);
    });
  }

  map.on("zoomend", place);
  return {
    update(switches) {
      shown = pins.filter((pin) => switches.shows(pin.mark));
      const ids = new Set(shown.map((pin) => pin.mark.id));
      pins.forEach((pin) => toggle(map, pin.marker, ids.has(pin.mark.id)));
      for (const { arc, layer } of arcs) {
        toggle(map, layer, switches.on("arcs") && ids.has(arc.incident));
      }
      for (const area of areas) {
        toggle(map, area.layer, switches.on("areas") && area.ids.some((id) => ids.has(id)));
      }
      place();
    },
    select(id) {
      for (const pin of pins) {
        const chosen = pin.mark.id === id;
        pin.icon.classList.toggle("selected", chosen);
        pin.marker.setZIndexOffset(chosen ? 1000 : 0);
      }
      for (const area of areas) {
        const chosen = area.ids.includes(id);
        area.layer.eachLayer((/** @type {any} */ path) => {
          path.getElement?.()?.classList.toggle("selected", chosen);
        });
      }
    },
    boxes() {
      return shown.map((pin) => {
        const at = map.latLngToContainerPoint(pin.marker.getLatLng());
        return around(at.x, at.y, pin.size, pin.size);
      });
    },
    at(id) {
      return shown.find((pin) => pin.mark.id === id)?.marker.getLatLng() ?? null;
    },
  };
}

/**
 * @typedef {{mark: Mark, marker: L.Marker, icon: HTMLElement, spot: L.LatLng, size: number}} Pin
 */

/**
 * One symbol that a pointer or a key can choose.
 * @param {L.Map} map
 * @param {Mark} mark
 * @param {(id: string, opener: HTMLElement) => void} open
 * @returns {Pin}
 */
function makePin(map, mark, open) {
  const size = symbolSize(mark);
  const differs = mark.differing.length > 0;
  const look = { solid: mark.exact, differs, draft: mark.status === "draft", size };
  const icon = el("div", { class: "pin" }, symbol(mark.family, look));
  const spot = L.latLng(mark.lat, mark.lon);
  const marker = L.marker(spot, {
    icon: L.divIcon({ html: icon, className: "pin-box", iconSize: [size, size] }),
    keyboard: true,
    autoPanOnFocus: false,
    riseOnHover: true,
    title: `${mark.title} (${mark.date_label})`,
  });
  marker.on("add", () => {
    const button = marker.getElement();
    button.setAttribute("aria-label", spoken(mark));
    button.setAttribute("aria-haspopup", "dialog");
    button.dataset.incident = mark.id;
    // A press of the mouse gives focus too: panning then would move the mark from under it.
    button.onfocus = () => {
      if (button.matches(":focus-visible")) map.panInside(marker.getLatLng(), { padding: [60, 60] });
    };
    button.onkeydown = (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      open(mark.id, button);
    };
  });
  marker.on("click", () => open(mark.id, marker.getElement()));
  return { mark, marker, icon, spot, size };
}

/**
 * A mark in one sentence, for a screen reader.
 * @param {Mark} mark
 * @returns {string}
 */
function spoken(mark) {
  const parts = [mark.title, mark.kind_label, mark.date_label, mark.place];
  if (!mark.exact && mark.precision_label) parts.push(mark.precision_label);
  if (mark.differing.length) parts.push("accounts differ");
  return parts.filter(Boolean).join(", ");
}

/**
 * The areas, each drawn once however many incidents share it.
 * @param {L.Map} map
 * @param {Mark[]} marks
 * @param {Geometry[]} shapes
 * @returns {{ids: string[], layer: L.GeoJSON}[]}
 */
function makeAreas(map, marks, shapes) {
  /** @type {Map<number, {ids: string[], layer: L.GeoJSON}>} */
  const areas = new Map();
  for (const mark of marks) {
    if (mark.shape === null) continue;
    const known = areas.get(mark.shape);
    if (known) known.ids.push(mark.id);
    else {
      const layer = lines(map, "areas", "area", [shapes[mark.shape]]);
      areas.set(mark.shape, { ids: [mark.id], layer });
    }
  }
  return [...areas.values()];
}

/**
 * An arc with its arrow head.
 * @param {L.Map} map
 * @param {Arc} arc
 * @returns {L.LayerGroup}
 */
function makeArc(map, arc) {
  const points = arc.points.map(([lon, lat]) => L.latLng(lat, lon));
  const family = `family-${drawnFamily(arc.family)}`;
  const renderer = paneRenderer(map, "arcs");
  const style = { pane: "arcs", renderer, interactive: false, className: `arc ${family}` };
  /** @type {L.Layer[]} */
  const layers = [L.polyline(points, style)];
  if (points.length > 1) layers.push(arrowHead(points.at(-2), points.at(-1), family));
  return L.layerGroup(layers);
}

/**
 * The head of an arc, short of the symbol that it points at.
 * @param {L.LatLng} from
 * @param {L.LatLng} to
 * @param {string} family
 * @returns {L.Marker}
 */
function arrowHead(from, to, family) {
  const a = L.CRS.EPSG3857.project(from);
  const b = L.CRS.EPSG3857.project(to);
  const degrees = (Math.atan2(a.y - b.y, b.x - a.x) * 180) / Math.PI;
  const head = svg("path", { d: "M-13 0-23-4.5V4.5Z", transform: `rotate(${degrees.toFixed(1)})` });
  const box = { class: `arrow ${family}`, viewBox: "-24 -24 48 48", width: 48, height: 48 };
  const picture = svg("svg", { ...box, "aria-hidden": "true" }, head);
  return L.marker(to, {
    pane: "arcs",
    icon: L.divIcon({ html: picture, className: "arrow-box", iconSize: [48, 48] }),
    interactive: false,
    keyboard: false,
  });
}

/**
 * The thin line from a symbol that had to move to where it belongs.
 * @param {L.Map} map
 * @param {L.LayerGroup} legs
 * @param {L.LatLng} from
 * @param {L.LatLng} to
 */
function addLeg(map, legs, from, to) {
  const style = { pane: "legs", renderer: paneRenderer(map, "legs"), interactive: false };
  legs.addLayer(L.polyline([from, to], { ...style, className: "leg" }));
  legs.addLayer(L.circleMarker(from, { ...style, radius: 2, className: "spot" }));
}
