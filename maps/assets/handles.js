/** Most symbols that have a handle; beyond that, the list of incidents serves better. */
const MOST_HANDLES = 80;

/**
 * Buttons over what stands on the canvas, so that a key, a finger, a pointer and a screen reader
 * find it. They are put in place when the map comes to rest.
 * @param {L.Map} map
 * @param {Incidents} incidents
 * @param {ReturnType<typeof drawIncidents>} drawing
 * @param {(item: Item, opener: HTMLElement) => void} choose
 * @returns {{update: () => void, of: (row: number) => HTMLElement|null}}
 */
function makeHandles(map, incidents, drawing, choose) {
  const pane = map.createPane("handles");
  pane.style.zIndex = "650";
  /** @type {Map<string, HTMLElement>} */
  let handles = new Map();

  function update() {
    const items = drawing.items();
    const { width, height } = drawing.sight();
    const inside = items.filter(({ x, y }) => x > 0 && y > 0 && x < width && y < height);
    const chosen = inside.length <= MOST_HANDLES ? inside : [];
    /** @type {Map<string, HTMLElement>} */
    const kept = new Map();
    for (const item of chosen) {
      const key = item.count > 1 ? `many ${item.row} ${item.count}` : `one ${item.row}`;
      const handle = handles.get(key) ?? makeHandle(item);
      place(handle, item);
      kept.set(key, handle);
    }
    for (const [key, handle] of handles) if (!kept.has(key)) handle.remove();
    const order = [...kept.values()];
    order.forEach((handle, i) => {
      if (pane.children[i] !== handle) pane.insertBefore(handle, pane.children[i] ?? null);
    });
    handles = kept;
  }

  /**
   * @param {Item} item
   * @returns {HTMLElement}
   */
  function makeHandle(item) {
    const handle = el("button", { type: "button", class: "handle" });
    if (item.count === 1) handle.dataset.incident = incidents.id(item.row);
    else handle.dataset.cluster = String(item.count);
    const text = item.count === 1 ? spoken(incidents.mark(item.row)) : clusterText(item.count);
    handle.setAttribute("aria-label", text);
    if (item.count === 1) handle.setAttribute("aria-haspopup", "dialog");
    handle.onclick = (event) => {
      event.stopPropagation();
      const dragged = event.detail > 0 && map.dragging.moved();
      if (!dragged) choose(current(handle) ?? item, handle);
    };
    handle.onkeydown = (event) => event.stopPropagation();
    handle.onfocus = () => {
      drawing.hover(item.count === 1 ? item.row : null);
      if (!handle.matches(":focus-visible")) return;
      const at = L.DomUtil.getPosition(handle);
      map.panInside(map.layerPointToLatLng(at), { padding: [60, 60], animate: false });
    };
    handle.onblur = () => drawing.hover(null);
    handle.onmouseenter = () => drawing.hover(item.count === 1 ? item.row : null);
    handle.onmouseleave = () => drawing.hover(null);
    return handle;
  }

  /**
   * @param {HTMLElement} handle
   * @returns {Item|undefined} what stands under it now
   */
  function current(handle) {
    const at = map.layerPointToContainerPoint(L.DomUtil.getPosition(handle));
    return drawing.hit(at) ?? undefined;
  }

  /**
   * @param {HTMLElement} handle
   * @param {Item} item
   */
  function place(handle, { row, count, x, y, size }) {
    const side = Math.max(size, 24);
    handle.style.width = handle.style.height = `${side}px`;
    handle.style.margin = `${-side / 2}px`;
    handle.title = count > 1
      ? clusterText(count)
      : `${incidents.title(row)} (${incidents.dateLabel(row)})`;
    L.DomUtil.setPosition(handle, map.containerPointToLayerPoint([x, y]));
  }

  return {
    update,
    of: (row) => handles.get(`one ${row}`) ?? null,
  };
}

/**
 * @param {number} count
 * @returns {string}
 */
function clusterText(count) {
  return `${count.toLocaleString("en")} incidents here: show them closer`;
}

/**
 * An incident in one sentence, for a screen reader.
 * @param {Mark} mark
 * @returns {string}
 */
function spoken(mark) {
  const parts = [mark.title, mark.kind_label, mark.date_label, mark.place];
  if (!mark.exact && mark.precision_label) parts.push(mark.precision_label);
  if (mark.sources > 1) parts.push(`${mark.sources} independent sources`);
  if (mark.differing.length) parts.push("accounts differ");
  return parts.filter(Boolean).join(", ");
}
