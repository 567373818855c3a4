/**
 * The places of the texts on the map, and the ground meant by way of them.
 * @param {L.Map} map
 * @param {ReadingData} data
 * @param {(choice: Choice, by: "click"|"key", opener: HTMLElement|null) => void} choose
 * @returns {{show: (choice: Choice|null) => void, home: () => void}}
 */
function drawPlaces(map, data, choose) {
  const ground = drawGround(map, data);
  const pane = map.createPane("grounds");
  pane.style.zIndex = "340";
  pane.style.pointerEvents = "none";
  const areas = data.spots.map((spot) =>
    spot.shape === null ? null : lines(map, "areas", "area", [data.shapes[spot.shape]]),
  );
  /** @type {Map<number, L.GeoJSON>} ground by its shape, which several words may mean */
  const grounds = new Map();
  data.grounds.forEach(({ shape }, index) => {
    if (grounds.has(shape)) return;
    const layer = makeGround(map, data.shapes[shape]);
    grounds.set(shape, layer.on("click", () => choose({ ground: index }, "click", null)));
  });
  const pins = data.spots.map((spot, index) => makeSpot(map, data, spot, index, choose));
  const legs = L.layerGroup().addTo(map);
  const names = drawNames(map, data);
  const switches = new Switches();
  ground.update(switches);
  pins.forEach((pin) => pin.marker.addTo(map));
  showAreas(null);

  /**
   * Shows the areas that leave something of the map to see, and the chosen one whatever it is.
   * @param {Choice|null} choice
   */
  function showAreas(choice) {
    areas.forEach((area, index) => {
      const { wide, exact } = data.spots[index];
      if (area !== null) shown(area, choice?.spot === index, !wide && !exact);
    });
    for (const { shape, wide } of data.grounds) {
      const chosen = choice?.ground !== undefined && data.grounds[choice.ground].shape === shape;
      shown(grounds.get(shape), chosen, !wide);
    }
  }

  /**
   * @param {L.GeoJSON} layer
   * @param {boolean} chosen
   * @param {boolean} always whether it shows also when it is not chosen
   */
  function shown(layer, chosen, always) {
    toggle(map, layer, chosen || always);
    layer.eachLayer((/** @type {any} */ path) => {
      path.getElement?.()?.classList.toggle("selected", chosen);
    });
  }

  function place() {
    legs.clearLayers();
    fanOut(pins.map((pin) => map.project(pin.spot))).forEach((to, index) => {
      const pin = pins[index];
      const at = to.moved ? map.unproject([to.x, to.y]) : pin.spot;
      pin.marker.setLatLng(at);
      if (!to.moved) return;
      const style = { pane: "legs", renderer: paneRenderer(map, "legs"), interactive: false };
      legs.addLayer(L.polyline([pin.spot, at], { ...style, className: "leg" }));
    });
  }

  function nameAll() {
    const boxes = pins.map((pin) => {
      const at = map.latLngToContainerPoint(pin.marker.getLatLng());
      return around(at.x, at.y, pin.size, pin.size);
    });
    names.update(switches, [...boxes, ...covered(map)]);
  }

  function home() {
    fit(map, data.view);
  }

  home();
  place();
  nameAll();
  map.on("zoomend", place);
  map.on("zoomend moveend resize", nameAll);
  return {
    home,
    show(choice) {
      showAreas(choice);
      pins.forEach((pin, index) => {
        pin.icon.classList.toggle("selected", choice?.spot === index);
        pin.marker.setZIndexOffset(choice?.spot === index ? 1000 : 0);
      });
      if (choice === null) return;
      if (choice.ground !== undefined) {
        const ground = data.grounds[choice.ground];
        reveal(map, ground, grounds.get(ground.shape));
      } else if (choice.spot !== undefined) {
        const spot = data.spots[choice.spot];
        reveal(map, spot, spot.exact ? null : areas[choice.spot]);
      }
    },
  };
}

/**
 * What lies over the map.
 * @param {L.Map} map
 * @returns {Box[]}
 */
function covered(map) {
  const { left, top } = map.getContainer().getBoundingClientRect();
  const over = map.getContainer().parentElement.querySelectorAll(".leaflet-control, .home");
  return [...over].map((node) => {
    const box = node.getBoundingClientRect();
    return {
      left: box.left - left,
      right: box.right - left,
      top: box.top - top,
      bottom: box.bottom - top,
    };
  });
}

/**
 * Ground that a pointer can choose; a key chooses it by its button in the text.
 * @param {L.Map} map
 * @param {Geometry} geometry
 * @returns {L.GeoJSON}
 */
function makeGround(map, geometry) {
  const renderer = paneRenderer(map, "grounds");
  const style = { className: "meant", renderer, pane: "grounds" };
  const feature = { type: "Feature", properties: {}, geometry };
  return L.geoJSON(/** @type {any} */ (feature), {
    style: () => style, pane: "grounds", bubblingMouseEvents: false,
  });
}

/**
 * A place that a pointer or a key can choose: solid where its point is known, hollow where it
 * stands for an area.
 * @param {L.Map} map
 * @param {ReadingData} data
 * @param {ReadingSpot} spot
 * @param {number} index
 * @param {(choice: Choice, by: "click"|"key", opener: HTMLElement|null) => void} choose
 * @returns {{marker: L.Marker, icon: HTMLElement, spot: L.LatLng, size: number}}
 */
function makeSpot(map, data, spot, index, choose) {
  const times = data.marks.filter((one) => one.spot === index).length;
  const radius = Math.min(11, 5.5 + 1.5 * Math.log2(times));
  const circle = svg("circle", { r: spot.exact ? radius : radius - 1, class: "outline" });
  const ring = svg("circle", { r: radius + 3, class: "ring" });
  const look = `symbol role-${spot.key} ${spot.exact ? "solid" : "hollow"}`;
  const box = { class: look, viewBox: "-14 -14 28 28", width: 28, height: 28 };
  const picture = svg("svg", { ...box, "aria-hidden": "true" }, ring, circle);
  const icon = el("div", { class: "pin" }, picture);
  const at = L.latLng(spot.lat, spot.lon);
  const marker = L.marker(at, {
    icon: L.divIcon({ html: icon, className: "pin-box", iconSize: [28, 28] }),
    keyboard: true,
    autoPanOnFocus: false,
    riseOnHover: true,
    title: spot.line,
  });
  marker.on("add", () => {
    const button = marker.getElement();
    const spoken = [spot.line, plural(times, "mention"), spot.precision];
    button.setAttribute("aria-label", spoken.join(", "));
    button.dataset.spot = String(index);
    button.onfocus = () => {
      if (button.matches(":focus-visible")) map.panInside(marker.getLatLng(), { padding: [40, 40] });
    };
    button.onkeydown = (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      choose({ spot: index }, "key", button);
    };
  });
  marker.on("click", () => choose({ spot: index }, "click", marker.getElement()));
  return { marker, icon, spot: at, size: 2 * radius + 6 };
}

/**
 * Brings a place into view: the whole of its area, or its point with room about it.
 * @param {L.Map} map
 * @param {{lon: number, lat: number}} what
 * @param {L.GeoJSON|null} area
 */
function reveal(map, what, area) {
  if (area !== null) {
    const box = area.getBounds();
    const size = map.project(box.getNorthEast()).distanceTo(map.project(box.getSouthWest()));
    if (map.getBounds().contains(box) && size > 40) return;
    map.fitBounds(box, { padding: [24, 24], maxZoom: 8, animate: false });
    return;
  }
  const at = L.latLng(what.lat, what.lon);
  if (map.getBounds().pad(-0.12).contains(at)) return;
  map.setView(at, Math.max(map.getZoom(), 5), { animate: false });
}

/**
 * @param {L.Map} map
 * @param {[number, number, number, number]|null} box
 */
function fit(map, box) {
  const [west, south, east, north] = box ?? [-170, -55, 170, 75];
  map.fitBounds([[south, west], [north, east]], { padding: [44, 36], maxZoom: 7, animate: false });
}
