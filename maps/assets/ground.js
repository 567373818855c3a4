/** Panes from bottom to top; incidents lie in Leaflet's own marker pane (600). */
const PANES = { land: 200, bands: 205, provinces: 210, areas: 300, borders: 320, arcs: 350, legs: 550 };

/**
 * Draws what lies under the incidents: land, provinces, borders, and tiles if asked for.
 * @param {L.Map} map
 * @param {GroundData} data
 * @returns {{update: (switches: Switches) => void}}
 */
function drawGround(map, data) {
  for (const [name, height] of Object.entries(PANES)) {
    const pane = map.createPane(name);
    pane.style.zIndex = String(height);
    pane.style.pointerEvents = "none";
  }
  if (data.tiles) {
    L.tileLayer(data.tiles.url, {
      subdomains: data.tiles.subdomains,
      maxZoom: data.tiles.max_zoom,
    }).addTo(map);
    map.getContainer().classList.add("with-tiles");
  }
  lines(map, "land", "world", data.world).addTo(map);
  lines(map, "land", "country", data.countries.map((country) => country.geometry)).addTo(map);
  const bands = lines(map, "bands", "band", data.bands.map((band) => band.geometry));
  const provinces = lines(map, "provinces", "province", data.provinces);
  const borders = L.layerGroup(
    data.borders.flatMap(({ geometry, crossed }) => {
      const looks = crossed ? ["casing", "border crossed"] : ["border"];
      return looks.map((look) => lines(map, "borders", look, [geometry]));
    }),
  );
  return {
    update(switches) {
      toggle(map, bands, switches.on("bands"));
      toggle(map, provinces, switches.on("provinces"));
      toggle(map, borders, switches.on("borders"));
    },
  };
}

/**
 * GeoJSON geometries as one layer that nothing clicks.
 * @param {L.Map} map
 * @param {string} pane
 * @param {string} className
 * @param {Geometry[]} geometries
 * @returns {L.GeoJSON}
 */
function lines(map, pane, className, geometries) {
  const renderer = paneRenderer(map, pane);
  const style = { className, renderer, pane, interactive: false };
  const features = geometries.map((geometry) => ({ type: "Feature", properties: {}, geometry }));
  return L.geoJSON(/** @type {any} */ (features), { style: () => style, pane, interactive: false });
}

/**
 * The one SVG that a pane draws in; it reaches past the edges so that a drag shows land.
 * @param {L.Map} map
 * @param {string} pane
 * @returns {L.Renderer}
 */
function paneRenderer(map, pane) {
  const ofMap = paneRenderer.known.get(map) ?? new Map();
  paneRenderer.known.set(map, ofMap);
  const known = ofMap.get(pane);
  if (known) return known;
  const renderer = L.svg({ pane, padding: 0.6 });
  ofMap.set(pane, renderer);
  return renderer;
}
/** @type {WeakMap<L.Map, Map<string, L.Renderer>>} */
paneRenderer.known = new WeakMap();

/**
 * @param {L.Map} map
 * @param {L.Layer} layer
 * @param {boolean} on
 */
function toggle(map, layer, on) {
  if (on && !map.hasLayer(layer)) layer.addTo(map);
  if (!on && map.hasLayer(layer)) layer.remove();
}
