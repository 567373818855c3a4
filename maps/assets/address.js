/**
 * What a link restores.
 * @typedef {{position: {zoom: number, lat: number, lon: number}|null, filters: FilterState,
 *   off: string[], view: number, open: string|null}} Viewed
 *   `off` are switches that are off, `view` is as `Incidents.viewAs` takes it, `open` is an id
 */

/**
 * @param {Viewed} viewed
 * @param {ViewData[]} views
 * @returns {string} such as "map=5.25/28.12/62.31&off.kind=talks&open=2024-01-18-saravan"
 */
function writeAddress({ position, filters, off, view, open }, views) {
  /** @type {[string, string[]][]} */
  const pieces = [];
  const add = (/** @type {string} */ name, /** @type {(string|number)[]} */ ...values) => {
    pieces.push([name, values.map((value) => written(String(value)))]);
  };
  for (const [name, words] of Object.entries(filters.off ?? {})) add(`off.${name}`, ...words);
  const { actor, toll, query, period, undated } = filters;
  if (actor !== undefined) add("actor", actor);
  if (toll !== undefined) add("killed", toll);
  if (query !== undefined) add("text", query);
  if (period && period.from > -FOREVER) add("from", isoDay(period.from));
  if (period && period.to < FOREVER) add("to", isoDay(period.to));
  if (undated === false) add("undated", "no");
  if (off.length) add("hide", ...off);
  if (view >= 0) add("as", views[view].rule);
  if (open !== null) add("open", open);
  const map = position ? [`map=${positionText(position)}`] : [];
  return [...map, ...pieces.map(([name, values]) => `${name}=${values.join(",")}`)].join("&");

  /** @type {(text: string) => string} */
  function written(text) {
    const safe = encodeURIComponent(text).replace(/['()*!~]/g, (sign) =>
      `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
    );
    return safe.replaceAll("%20", "+").replaceAll("%3A", ":");
  }
}

/**
 * A position with as many digits as half a pixel needs.
 * @param {{zoom: number, lat: number, lon: number}} position
 * @returns {string}
 */
function positionText({ zoom, lat, lon }) {
  const perDegree = (256 * 2 ** zoom) / 360;
  const digits = Math.max(0, Math.ceil(Math.log10(perDegree)));
  const short = (/** @type {number} */ value) => String(Number(value.toFixed(digits)));
  return [String(Number(zoom.toFixed(2))), short(lat), short(lon)].join("/");
}

/**
 * Reads what `writeAddress` wrote. What makes no sense here is left out, piece by piece.
 * @param {string} text
 * @param {Incidents} incidents
 * @param {Filters} filters
 * @returns {Viewed}
 */
function readAddress(text, incidents, filters) {
  /** @type {Map<string, string[]>} */
  const pieces = new Map();
  for (const piece of text.split("&")) {
    const at = piece.indexOf("=");
    const values = piece.slice(at + 1).split(",").map(decoded);
    if (at > 0 && !values.includes(null)) pieces.set(piece.slice(0, at), values);
  }
  const only = (/** @type {string} */ name) => pieces.get(name)?.join(",") ?? null;
  return {
    position: readPosition(only("map")),
    filters: readFilters(pieces, only, incidents, filters),
    off: (pieces.get("hide") ?? []).filter((name) => MAP_PARTS.includes(name)),
    view: incidents.data.views.findIndex(({ rule }) => rule === only("as")),
    open: only("open") || null,
  };
}

/**
 * @param {string} text
 * @returns {string|null} null where it is not encoded as it should be
 */
function decoded(text) {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return null;
  }
}

/**
 * @param {string|null} text
 * @returns {{zoom: number, lat: number, lon: number}|null}
 */
function readPosition(text) {
  if (!/^\d+(\.\d+)?(\/-?\d+(\.\d+)?){2}$/.test(text ?? "")) return null;
  const [zoom, lat, lon] = text.split("/").map(Number);
  return zoom <= 24 && Math.abs(lat) <= 85.1 && Math.abs(lon) <= 1000 ? { zoom, lat, lon } : null;
}

/**
 * @param {Map<string, string[]>} pieces
 * @param {(name: string) => string|null} only
 * @param {Incidents} incidents
 * @param {Filters} filters
 * @returns {FilterState}
 */
function readFilters(pieces, only, incidents, filters) {
  /** @type {FilterState} */
  const state = {};
  for (const name of WORD_FILTERS) {
    const known = new Set(filters.words(name));
    const words = (pieces.get(`off.${name}`) ?? []).filter((word) => known.has(word));
    if (words.length) state.off = { ...state.off, [name]: words };
  }
  const [actor, toll, query] = [only("actor"), only("killed"), only("text")];
  if (actor && isActor(incidents, actor)) state.actor = actor;
  if (/^[1-9]\d{0,8}$/.test(toll ?? "")) state.toll = Number(toll);
  if (query) state.query = query.slice(0, 200);
  const [from, to] = [dayOf(only("from")), dayOf(only("to"))];
  if ((from ?? to) !== null && (from ?? -FOREVER) <= (to ?? FOREVER)) {
    state.period = { from: from ?? -FOREVER, to: to ?? FOREVER };
  }
  if (only("undated") === "no") state.undated = false;
  return state;
}

/**
 * @param {Incidents} incidents
 * @param {string} name
 * @returns {boolean}
 */
function isActor(incidents, name) {
  return ["perpetrator", "target"].some((column) =>
    incidents.table.values(column).some((value) => actorsIn(value).includes(name)),
  );
}

/**
 * @param {number} day days since 1970
 * @returns {string} such as "2024-01-18"
 */
function isoDay(day) {
  return new Date(day * 86400000).toISOString().slice(0, 10);
}

/**
 * @param {string|null} text
 * @returns {number|null} days since 1970, null for what is no day
 */
function dayOf(text) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text ?? "")) return null;
  const day = Date.parse(`${text}T00:00:00Z`) / 86400000;
  return Number.isFinite(day) && isoDay(day) === text ? day : null;
}

/**
 * Keeps the address of the page in step with what it shows, and shows what an address says.
 * @param {L.Map} map
 * @param {Incidents} incidents
 * @param {Filters} filters
 * @param {Switches} switches
 * @param {Popup} popup
 * @param {(view: number) => void} viewAs shows the incidents under another rule
 * @returns {{changed: () => void, start: () => void, href: () => string,
 *   listeners: (() => void)[]}} `listeners` are called when the address has changed
 */
function makeAddress(map, incidents, filters, switches, popup, viewAs) {
  /** @type {(() => void)[]} */
  const listeners = [];
  /** @type {string|null} an incident to open as soon as the ids are there */
  let wanted = null;
  let last = "";

  /** @returns {string} */
  function text() {
    const { lat, lng: lon } = map.getCenter();
    const shown = popup.shown();
    const open = shown === null || !incidents.idsKnown() ? wanted : incidents.id(shown);
    const position = { zoom: map.getZoom(), lat, lon };
    const off = MAP_PARTS.filter((name) => !switches.on(name));
    const viewed = { position, filters: filters.state(), off, view: incidents.view, open };
    return writeAddress(viewed, incidents.data.views);
  }

  /** Writes the address; a frame that has none of its own does without. */
  function write() {
    const now = text();
    if (now === last || document.documentElement.classList.contains("printing")) return;
    last = now;
    try {
      window.history.replaceState(window.history.state, "", `#${now}`);
    } catch (problem) {
      if (!(problem instanceof DOMException)) throw problem;
    }
    listeners.forEach((listener) => listener());
  }

  /** Shows what the address says. */
  function read() {
    const viewed = readAddress(window.location.hash.slice(1), incidents, filters);
    viewAs(viewed.view);
    filters.restore(viewed.filters);
    switches.restore(viewed.off);
    if (viewed.position) {
      const { zoom, lat, lon } = viewed.position;
      const level = Math.min(Math.max(zoom, map.getMinZoom()), map.getMaxZoom());
      map.setView([lat, lon], level, { animate: false, reset: true });  // to the very point
    }
    wanted = viewed.open;
    if (wanted === null) popup.close();
    else if (incidents.idsKnown()) openWanted();
    popup.refresh();
  }

  function openWanted() {
    if (wanted === null) return;
    const row = incidents.rowOf(wanted);
    wanted = null;
    if (row >= 0) popup.open(row, null, true);
  }

  incidents.textListeners.push(openWanted);
  return {
    changed: later(300, write),
    start() {
      if (window.location.hash.length > 1) read();
      window.addEventListener("hashchange", read);
      last = text();
    },
    href: () => `${window.location.href.split("#")[0]}#${text()}`,
    listeners,
  };
}

/**
 * A button that copies the address; where the browser does not let it, a field to copy from.
 * @param {() => string} href
 * @returns {HTMLElement}
 */
function copyLink(href) {
  const button = el("button", { type: "button", class: "copy" }, "Copy link");
  const said = el("span", { class: "copied", role: "status" });
  const field = /** @type {HTMLInputElement} */ (
    el("input", { type: "text", readonly: true, "aria-label": "Link to this view" })
  );
  field.hidden = true;
  button.onclick = async () => {
    const copied = await copyText(href());
    field.hidden = copied;
    said.textContent = copied ? "Copied" : "Copy the marked text:";
    if (copied) return;
    field.value = href();
    field.focus();
    field.select();
  };
  return el("div", { class: "copying" }, button, said, field);
}

/**
 * @param {string} text
 * @returns {Promise<boolean>} whether the browser let it
 */
async function copyText(text) {
  if (!navigator.clipboard) return false;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
