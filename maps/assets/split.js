/**
 * A second map beside the first that tells the same incidents by another account. Both move,
 * filter and switch together; each opens its own card.
 * @param {L.Map} map the first map
 * @param {Data} data
 * @param {Incidents} incidents what the second map tells
 * @param {Filters} filters of the first map
 * @param {Switches} switches
 * @param {HTMLElement} main what both maps lie in
 * @param {() => void} closeFirst closes the first map's card
 * @returns {{views: ReturnType<typeof makeViewChoice>, popup: Popup}}
 */
function makeTwin(map, data, incidents, filters, switches, main, closeFirst) {
  const container = el("div", { class: "twin", role: "region", "aria-label": "Second map" });
  map.getContainer().after(container);
  main.classList.add("split");
  map.invalidateSize({ animate: false });
  const twin = L.map(container, {
    zoomControl: false, attributionControl: false, zoomSnap: 0.25, worldCopyJump: true,
    minZoom: map.getMinZoom(), maxZoom: map.getMaxZoom(),
  });
  twin.setView(map.getCenter(), map.getZoom(), { animate: false });
  const own = new Filters(incidents);
  const ground = drawGround(twin, data);
  const drawing = drawIncidents(twin, incidents, own, switches);
  const popup = makePopup(incidents, own, {
    opened(row) {
      closeFirst();
      drawing.select(row);
      const item = drawing.itemOf(row);
      const at = item && twin.containerPointToLatLng([item.x, item.y]);
      const room = { paddingTopLeft: [24, 110], paddingBottomRight: [24, popup.node.offsetHeight + 40] };
      if (at) twin.panInside(at, { ...room, animate: false });
      settle.now();
    },
    closed() {
      drawing.select(null);
    },
  });
  popup.node.classList.add("of-twin");
  const choose = (/** @type {Item} */ item, /** @type {HTMLElement|null} */ opener) => {
    if (item.count === 1) popup.open(item.row, opener);
    else twin.setView(twin.containerPointToLatLng([item.x, item.y]), twin.getZoom() + 2, { animate: false });
  };
  const handles = makeHandles(twin, incidents, drawing, choose);
  const names = drawNames(twin, data);
  const settle = later(120, () => {
    handles.update();
    names.update(switches, drawing.boxes());
  });
  const views = makeViewChoice(data, incidents, () => {
    own.retest();
    popup.refresh();
  });

  main.append(popup.node);
  filters.listeners.push(() => own.restore(filters.state()));
  own.listeners.push(drawing.draw);
  switches.listeners.push(() => {
    ground.update(switches);
    drawing.draw();
  });
  drawing.onDrawn(settle);
  twin.on("click", (/** @type {L.LeafletMouseEvent} */ { containerPoint }) => {
    const item = drawing.hit(containerPoint);
    if (item) choose(item, null);
    else popup.close();
  });
  moveTogether(map, twin);
  ground.update(switches);
  own.restore(filters.state());
  return { views, popup };
}

/**
 * Keeps two maps at the same place.
 * @param {L.Map} one
 * @param {L.Map} other
 */
function moveTogether(one, other) {
  let led = false;
  for (const [leader, follower] of [[one, other], [other, one]]) {
    leader.on("move", () => {
      if (led) return;
      led = true;
      follower.setView(leader.getCenter(), leader.getZoom(), { animate: false });
      led = false;
    });
  }
}

/**
 * What stands over one of two maps: whose account it tells.
 * @param {ReturnType<typeof makeViewChoice>} views
 * @param {string} id of the choice, so that the two differ
 * @returns {HTMLElement}
 */
function sideCaption(views, id) {
  views.node.querySelector("select").id = id;
  views.node.querySelector("label").setAttribute("for", id);
  return el("div", { class: "side" }, views.node, views.rule);
}

/**
 * The place of a rule among the views.
 * @param {Data} data
 * @param {string} rule as typed
 * @returns {number} -1 for the map's own rule
 */
function viewOf(data, rule) {
  return data.views.findIndex((view) => view.rule === rule);
}
