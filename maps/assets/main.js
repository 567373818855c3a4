/** Narrower than this, in pixels, is a phone. */
const PHONE = 640;

/**
 * Puts the page together round the map that folium made.
 * @param {L.Map} map
 * @param {Data} data
 * @param {Incidents} incidents
 * @param {Incidents|null} twin the same, to be told by another account on a second map
 */
function start(map, data, incidents, twin) {
  const filters = new Filters(incidents);
  const switches = new Switches();
  const main = el("main", {});
  const popup = makePopup(incidents, filters, { opened, closed });
  const list = makeList(incidents, filters, () => drawing, { open: popup.open, reveal });
  const views = makeViewChoice(data, incidents, viewed);
  const parts = { home: showAll, view: views.node, list: list.node };
  const panel = makePanel(data, incidents, filters, switches, parts);
  const time = makeTimeStrip(incidents, filters);
  const header = titleBar(data, views.rule);
  document.body.prepend(header, main, time.node, credits(data.attribution));
  main.append(panel.node, map.getContainer(), popup.node, makeReadout(map, data).node);
  panel.collapse(window.innerWidth < PHONE || isSmallFrame() || twin !== null);
  L.setOptions(map, { minZoom: 2, maxZoom: data.tiles ? data.tiles.max_zoom : 14 });
  L.control.zoom({ position: "bottomright" }).addTo(map);
  L.control.scale({ position: "bottomright", imperial: false }).addTo(map);
  if (twin) main.classList.add("split");
  map.invalidateSize({ animate: false });
  show(data.view);

  const ground = drawGround(map, data);
  const drawing = drawIncidents(map, incidents, filters, switches);
  const handles = makeHandles(map, incidents, drawing, choose);
  const names = drawNames(map, data);
  const settle = later(120, () => {
    handles.update();
    names.update(switches, [...drawing.boxes(), ...covered()]);
    popup.update();
  });
  const relist = later(200, list.update);
  const address = makeAddress(map, incidents, filters, switches, popup, views.choose);
  const { print } = makePrinting(map, incidents, filters, { main, shown: popup.shown, redraw });
  const downloads = makeDownloads(data, incidents, filters, drawing.sight);
  const share = sharing(copyLink(address.href), downloads.node, print);
  panel.node.querySelector(".panel-body").append(share);

  filters.listeners.push(drawing.draw, address.changed);
  switches.listeners.push(() => {
    ground.update(switches);
    drawing.draw();
    address.changed();
  });
  drawing.onDrawn(settle);
  drawing.onDrawn(relist);
  incidents.textListeners.push(textsThere, popup.refresh, settle);
  panel.node.addEventListener("click", settle);
  map.on("moveend", address.changed);
  map.on("click", (/** @type {L.LeafletMouseEvent} */ { containerPoint }) => {
    const item = drawing.hit(containerPoint);
    if (item) choose(item, null);
    else popup.close();
  });
  ground.update(switches);
  drawing.draw();
  if (isFramed()) embed(map, header, address);
  const second = twin && beside(twin);
  address.start();
  settle.now();

  /**
   * Puts the second map beside the first, each under its own account.
   * @param {Incidents} others
   */
  function beside(others) {
    const other = makeTwin(map, data, others, filters, switches, main, popup.close);
    main.append(sideCaption(views, "view-left"), sideCaption(other.views, "view-right"));
    views.choose(viewOf(data, data.split[0]));
    other.views.choose(viewOf(data, data.split[1]));
    show(data.view);
    return other;
  }

  /** Shows all that hangs on the view, after the incidents are viewed by another rule. */
  function viewed() {
    filters.retest();
    popup.refresh();
  }

  /** Looks for the query in the texts too, once they are there, and lists their titles. */
  function textsThere() {
    if (filters.query) filters.setText(filters.query);
    list.renew();
  }

  function reveal() {
    panel.collapse(false);
  }

  function showAll() {
    show(data.bounds);
  }

  /**
   * Opens an incident, or goes closer to a cluster.
   * @param {Item} item
   * @param {HTMLElement|null} opener
   */
  function choose(item, opener) {
    if (item.count === 1) popup.open(item.row, opener);
    else closer(item);
  }

  /**
   * Goes closer to a cluster; where it lies at one spot, lists what it holds.
   * @param {Item} item
   */
  function closer(item) {
    const rows = rowsAt(incidents, filters, drawing.sight(), item.row);
    if (map.getZoom() >= map.getMaxZoom() || atOneSpot(rows, incidents)) {
      list.showSpot(rows);
      return;
    }
    const at = map.containerPointToLatLng([item.x, item.y]);
    map.setView(at, Math.min(map.getZoom() + 2, map.getMaxZoom()), { animate: false });
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
    if (twin) {
      const sheet = popup.node.hidden ? 24 : popup.node.offsetHeight + 32;
      return { paddingTopLeft: [24, 90], paddingBottomRight: [24, sheet] };
    }
    if (width < PHONE) {
      const sheet = popup.node.hidden ? 24 : Math.min(popup.node.offsetHeight, height - 120);
      return { paddingTopLeft: [40, 84], paddingBottomRight: [40, sheet + 32] };
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

  /**
   * @param {number} row
   * @param {number[]} chain
   */
  function opened(row, chain) {
    drawing.showChain(chain.length > 1 ? chain : []);
    drawing.select(row);
    const item = drawing.itemOf(row);
    if (item) {
      const at = map.containerPointToLatLng([item.x, item.y]);
      map.panInside(at, { ...padding(), animate: false });
    }
    settle.now();
    second?.popup.close();
    address.changed();
  }

  function closed() {
    drawing.showChain([]);
    drawing.select(null);
    settle.now();
    address.changed();
  }

  /** Draws what lies on the map anew, at once. */
  function redraw() {
    drawing.draw();
    settle.now();
  }
}

/**
 * Puts off what need not happen at once: it runs when nothing has asked for it for a while.
 * @param {number} pause milliseconds
 * @param {() => void} action
 * @returns {(() => void) & {now: () => void}}
 */
function later(pause, action) {
  let waiting = 0;
  const now = () => {
    clearTimeout(waiting);
    action();
  };
  const ask = () => {
    clearTimeout(waiting);
    waiting = setTimeout(action, pause);
  };
  return Object.assign(ask, { now });
}

/**
 * The end of the panel: what a reader may take along.
 * @param {HTMLElement} copying
 * @param {HTMLElement} downloads
 * @param {() => void} print
 * @returns {HTMLElement}
 */
function sharing(copying, downloads, print) {
  const button = el("button", { type: "button", class: "print" }, "Print");
  button.onclick = print;
  copying.querySelector("button").after(button);
  return el("section", { class: "share" }, el("h2", {}, "Share and download"), copying, downloads);
}

/**
 * @param {Data} data
 * @param {HTMLElement} rule says which rule is in force
 * @returns {HTMLElement}
 */
function titleBar(data, rule) {
  return el("header", {}, outside(data.title, "h1"), rule);
}

/**
 * @param {string[]} lines
 * @returns {HTMLElement}
 */
function credits(lines) {
  const look = { tabindex: 0, "aria-label": "Credits" }; // it may have to be scrolled
  return el("footer", look, ...lines.map((line) => outside(line, "span")));
}

/** Bytes of texts, as the page writes them, up to which they are there from the start. */
const LITTLE_TEXT = 1000000;

/** Unpacks the page and starts it; long texts follow once the map is there. */
async function open() {
  const little = document.getElementById("incidentmap-texts").textContent.length < LITTLE_TEXT;
  const data = /** @type {Data} */ (await readData());
  const numbers = await readBytes("numbers");
  const incidents = new Incidents(data, numbers);
  const twin = data.split ? new Incidents(data, numbers) : null;
  const addTexts = async () => {
    const texts = await readBytes("texts");
    incidents.addTexts(texts);
    twin?.addTexts(texts);
  };
  if (little) await addTexts();
  start(window.incident_map, data, incidents, twin);
  document.documentElement.dataset.ready = "yes";
  if (!little) {
    await new Promise((shown) => { setTimeout(shown, 50); });
    await addTexts();
  }
}

open().catch(fail);
