/** Narrower than this, in pixels, is a phone. */
const PHONE = 640;

/**
 * Puts the page together round the map that folium made.
 * @param {L.Map} map
 * @param {Data} data
 */
function start(map, data) {
  const marks = new Map(data.marks.map((mark) => [mark.id, mark]));
  const switches = new Switches();
  const main = el("main", {});
  const popup = makePopup(marks, { opened, closed });
  const panel = makePanel(data, switches, { open: popup.open, home: showAll });
  document.body.prepend(titleBar(data), main, credits(data.attribution));
  main.append(panel.node, map.getContainer(), popup.node);
  panel.collapse(window.innerWidth < PHONE);
  map.invalidateSize({ animate: false });
  L.setOptions(map, { minZoom: 2, maxZoom: data.tiles ? data.tiles.max_zoom : 14 });
  L.control.zoom({ position: "bottomright" }).addTo(map);
  L.control.scale({ position: "bottomright", imperial: false }).addTo(map);
  show(data.view);

  const ground = drawGround(map, data);
  const incidents = drawIncidents(map, data, popup.open);
  const names = drawNames(map, data);
  const nameAll = () => names.update(switches, [...incidents.boxes(), ...covered()]);
  function update() {
    ground.update(switches);
    incidents.update(switches);
    panel.update();
    nameAll();
  }
  switches.listeners.push(update);
  panel.node.addEventListener("click", nameAll);
  map.on("zoomend moveend resize", nameAll);
  map.on("click", popup.close);
  update();

  function showAll() {
    show(data.bounds);
  }

  /**
   * Fits a box into the part of the map that nothing covers.
   * @param {[number, number, number, number]|null} box
   */
  function show(box) {
    const [west, south, east, north] = box ?? [-170, -55, 170, 75];
    map.fitBounds([[south, west], [north, east]], { ...padding(), maxZoom: 9, animate: false });
  }

  /**
   * Room that the panel and the popup take from the map, in pixels.
   * @returns {{paddingTopLeft: [number, number], paddingBottomRight: [number, number]}}
   */
  function padding() {
    const { clientWidth: width, clientHeight: height } = main;
    if (width < PHONE) {
      const sheet = popup.node.hidden ? 24 : Math.min(popup.node.offsetHeight, height - 120);
      return { paddingTopLeft: [24, 60], paddingBottomRight: [24, sheet + 32] };
    }
    const left = panel.node.classList.contains("collapsed") ? 40 : panel.node.offsetWidth + 40;
    const right = popup.node.hidden ? 40 : popup.node.offsetWidth + 40;
    return { paddingTopLeft: [left, 40], paddingBottomRight: [right, 40] };
  }

  /**
   * What lies over the map.
   * @returns {Box[]}
   */
  function covered() {
    const { left, top } = main.getBoundingClientRect();
    const controls = main.querySelectorAll(".leaflet-control");
    return [panel.node, popup.node, ...controls].map((node) => {
      const box = node.getBoundingClientRect();
      return {
        left: box.left - left,
        right: box.right - left,
        top: box.top - top,
        bottom: box.bottom - top,
      };
    });
  }

  /** @param {Mark} mark */
  function opened(mark) {
    incidents.select(mark.id);
    const symbolAt = incidents.at(mark.id);
    if (symbolAt) map.panInside(symbolAt, { ...padding(), animate: false });
    nameAll();
  }

  function closed() {
    incidents.select(null);
    nameAll();
  }
}

/**
 * @param {Data} data
 * @returns {HTMLElement}
 */
function titleBar(data) {
  const rule = el("p", {}, outside(data.rule_text), el("span", { class: "made" }, data.made));
  return el("header", {}, outside(data.title, "h1"), rule);
}

/**
 * @param {string[]} lines
 * @returns {HTMLElement}
 */
function credits(lines) {
  return el("footer", {}, ...lines.map((line) => outside(line, "span")));
}

/**
 * Says on the page that it could not be shown, and why.
 * @param {unknown} problem
 */
function fail(problem) {
  const text = "This map could not be shown. It needs a browser of 2023 or later.";
  document.body.prepend(el("p", { class: "failed", role: "alert" }, text));
  throw problem;
}

readData()
  .then((data) => start(window.incident_map, data))
  .catch(fail);
