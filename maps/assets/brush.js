/** How many bins the keys PageUp and PageDown go. */
const PAGE_OF_BINS = 10;

/** A pointer that moved less, in pixels, has clicked. */
const STILL = 4;

/** Height of the scale under the bars, in pixels. */
const SCALE_HEIGHT = 14;

/**
 * A histogram over time with a brush on it: two handles and what lies between them.
 * @param {Filters} filters
 * @param {(moving: boolean) => void} moved told when a drag begins and ends
 */
function makeBrush(filters, moved) {
  const canvas = /** @type {HTMLCanvasElement} */ (el("canvas", { "aria-hidden": "true" }));
  const band = el("div", { class: "brush-band" });
  const handles = { from: brushHandle("from", "From"), to: brushHandle("to", "To") };
  const node = el("div", { class: "brush", role: "group", "aria-label": "Period" });
  node.append(canvas, band, handles.from, handles.to);
  /** @type {{bins: Bins, days: Period, every: Histogram, shown: Histogram}} */
  const state = { bins: null, days: null, every: null, shown: null };

  const range = () => state.days;
  const period = () => filters.period ?? state.days;

  /**
   * Chooses a period; the whole of time is the same as none.
   * @param {number} from
   * @param {number} to
   */
  function choose(from, to) {
    const { days } = state;
    const first = Math.max(Math.min(from, to), days.from);
    const last = Math.min(Math.max(from, to), days.to);
    if (first > last) return;
    const whole = first === days.from && last === days.to;
    const { period: before } = filters;
    if (before ? before.from === first && before.to === last : whole) return;
    filters.setPeriod(whole ? null : { from: first, to: last });
  }

  function sync() {
    const { from, to } = period();
    const [left, right] = [from, to + 1].map((day) => 100 * shareOf(state.bins, day));
    band.style.left = handles.from.style.left = `${left}%`;
    band.style.width = `${right - left}%`;
    handles.to.style.left = `${right}%`;
    tellHandle(handles.from, from, state.days.from, to);
    tellHandle(handles.to, to, from, state.days.to);
    node.classList.toggle("narrowed", filters.period !== null);
  }

  /** Draws what was counted last, in the size that the strip has now. */
  function paint() {
    if (state.every) paintBars(canvas, state.bins, state.every, state.shown);
  }

  for (const end of /** @type {("from"|"to")[]} */ (["from", "to"])) {
    handles[end].onkeydown = (event) => {
      const to = keyedDay(event.key, end, state.bins, period()[end], state.days);
      if (to === null) return;
      event.preventDefault();
      event.stopPropagation();
      if (end === "from") choose(Math.min(to, period().to), period().to);
      else choose(period().from, Math.max(to, period().from));
    };
  }
  dragBrush(node, handles, { bins: () => state.bins, period, range, choose, moved });
  node.ondblclick = () => filters.setPeriod(null);
  new ResizeObserver(paint).observe(node);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    ink.known.clear();
    paint();
  });
  return {
    node,
    range,
    sync,
    bins: () => state.bins,
    focus: () => handles.from.focus(),
    /**
     * @param {Bins} bins
     * @param {Period} days
     */
    setBins(bins, days) {
      Object.assign(state, { bins, days });
    },
    /**
     * @param {Histogram} every all incidents
     * @param {Histogram} shown those that the other filters show
     */
    draw(every, shown) {
      Object.assign(state, { every, shown });
      paint();
    },
  };
}

/** @typedef {{from: number, to: number}} Period  days since 1970, both included */

/**
 * @param {string} end
 * @param {string} name
 * @returns {HTMLElement}
 */
function brushHandle(end, name) {
  const attributes = { class: `brush-handle brush-${end}`, role: "slider", tabindex: 0 };
  return el("div", { ...attributes, "aria-label": name, "aria-orientation": "horizontal" });
}

/**
 * @param {HTMLElement} handle
 * @param {number} day
 * @param {number} least
 * @param {number} most
 */
function tellHandle(handle, day, least, most) {
  handle.setAttribute("aria-valuemin", String(least));
  handle.setAttribute("aria-valuemax", String(most));
  handle.setAttribute("aria-valuenow", String(day));
  handle.setAttribute("aria-valuetext", dayText(day));
}

/**
 * The day that a key moves a handle to.
 * @param {string} key
 * @param {"from"|"to"} end
 * @param {Bins} bins
 * @param {number} day where it is
 * @param {Period} range
 * @returns {number|null} null where the key means nothing here
 */
function keyedDay(key, end, { unit }, day, range) {
  if (key === "Home") return range.from;
  if (key === "End") return range.to;
  const ways = {
    ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -PAGE_OF_BINS, PageUp: PAGE_OF_BINS,
  };
  const steps = ways[/** @type {keyof typeof ways} */ (key)];
  if (steps === undefined) return null;
  const edge = end === "to" ? day + 1 : day;
  const between = edge > unitStart(unit, edge); // then the edge before it is one step back
  const to = unitStart(unit, edge, between && steps < 0 ? steps + 1 : steps);
  return end === "to" ? to - 1 : to;
}

/**
 * Lets a pointer move the handles and the band between them, and choose bins by click and drag.
 * @param {HTMLElement} node
 * @param {{from: HTMLElement, to: HTMLElement}} handles
 * @param {{bins: () => Bins, period: () => Period, range: () => Period,
 *   choose: (from: number, to: number) => void, moved: (moving: boolean) => void}} brush
 */
function dragBrush(node, handles, { bins, period, range, choose, moved }) {
  /** @type {{x: number, part: "from"|"to"|"band"|"bars", at: Period, still: boolean}|null} */
  let drag = null;

  /** @param {number} clientX */
  function binAt(clientX) {
    const { left, width } = node.getBoundingClientRect();
    const { edges } = bins();
    const count = edges.length - 1;
    const bin = Math.min(Math.max(Math.floor(((clientX - left) / width) * count), 0), count - 1);
    return { from: edges[bin], to: edges[bin + 1] - 1, bin };
  }

  /**
   * The edge between two bins that is nearest to a handle as it is pulled.
   * @param {number} clientX
   * @returns {number} the day that begins there
   */
  function edgeAt(clientX) {
    const { width } = node.getBoundingClientRect();
    const { edges } = bins();
    const from = drag.part === "from" ? drag.at.from : drag.at.to + 1;
    const share = shareOf(bins(), from) + (clientX - drag.x) / width;
    return edges[Math.min(Math.max(Math.round(share * (edges.length - 1)), 0), edges.length - 1)];
  }

  node.onpointerdown = (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    const at = period();
    const bin = binAt(event.clientX);
    const whole = at.from === range().from && at.to === range().to;
    const inside = !whole && bin.to >= at.from && bin.from <= at.to;
    const ends = /** @type {("from"|"to")[]} */ (["from", "to"]);
    const held = ends.find((end) => event.target === handles[end]);
    drag = { x: event.clientX, part: held ?? (inside ? "band" : "bars"), at, still: true };
    node.setPointerCapture(event.pointerId);
    if (held) handles[held].focus();
    event.preventDefault();
  };

  node.onpointermove = (event) => {
    if (!drag || (drag.still && Math.abs(event.clientX - drag.x) < STILL)) return;
    if (drag.still) moved(true);
    drag.still = false;
    const [start, here] = [binAt(drag.x), binAt(event.clientX)];
    if (drag.part === "from") choose(Math.min(edgeAt(event.clientX), drag.at.to), drag.at.to);
    else if (drag.part === "to") choose(drag.at.from, Math.max(edgeAt(event.clientX) - 1, drag.at.from));
    else if (drag.part === "bars") choose(Math.min(start.from, here.from), Math.max(start.to, here.to));
    else shift(drag.at, here.from - start.from);
  };

  /**
   * @param {Period} at
   * @param {number} days
   */
  function shift(at, days) {
    const within = Math.min(Math.max(days, range().from - at.from), range().to - at.to);
    choose(at.from + within, at.to + within);
  }

  const end = (/** @type {PointerEvent} */ event) => {
    if (!drag) return;
    const { still, part } = drag;
    drag = null;
    if (!still) moved(false);
    else if (event.type === "pointerup" && (part === "band" || part === "bars")) {
      const { from, to } = binAt(event.clientX);
      choose(from, to);
    }
  };
  node.onpointerup = end;
  node.onpointercancel = end;
}

/**
 * Bars of all incidents, faint; before them of those that the other filters show, and lighter
 * where dates are not exact; under them the scale.
 * @param {HTMLCanvasElement} canvas
 * @param {Bins} bins
 * @param {Histogram} every
 * @param {Histogram} shown
 */
function paintBars(canvas, bins, every, shown) {
  const dense = window.devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  [canvas.width, canvas.height] = [Math.round(width * dense), Math.round(height * dense)];
  const pen = canvas.getContext("2d");
  pen.scale(dense, dense);
  const foot = height - SCALE_HEIGHT;
  const count = bins.edges.length - 1;
  const step = width / count;
  let most = 1;
  for (let bin = 0; bin < count; bin += 1) most = Math.max(most, every.exact[bin] + every.loose[bin]);
  const tall = (/** @type {number} */ of) => (of ? Math.max(2, (of / most) * (foot - 3)) : 0);
  const gap = step > 4 ? 1 : 0;
  const bar = (/** @type {number} */ bin, /** @type {number} */ low, /** @type {number} */ high) =>
    pen.fillRect(bin * step + gap / 2, foot - high, Math.max(step - gap, 0.8), high - low);
  for (let bin = 0; bin < count; bin += 1) {
    const solid = tall(shown.exact[bin]);
    const top = Math.max(tall(shown.exact[bin] + shown.loose[bin]), solid);
    pen.fillStyle = ink.of("edge");
    bar(bin, 0, tall(every.exact[bin] + every.loose[bin]));
    pen.fillStyle = ink.of("card");
    bar(bin, 0, top);
    pen.fillStyle = ink.of("link");
    bar(bin, 0, solid);
    pen.globalAlpha = 0.45;
    bar(bin, solid, top);
    pen.globalAlpha = 1;
  }
  pen.fillRect(0, foot, width, 1);
  paintScale(pen, bins, width, height);
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Bins} bins
 * @param {number} width
 * @param {number} height
 */
function paintScale(pen, bins, width, height) {
  pen.fillStyle = ink.of("soft");
  pen.font = "11px system-ui, sans-serif";
  pen.textBaseline = "bottom";
  const step = width / (bins.edges.length - 1);
  for (const { bin, text } of ticksOf(bins, Math.max(2, Math.floor(width / 76)))) {
    const x = bin * step;
    pen.fillRect(x, height - SCALE_HEIGHT, 1, 4);
    if (x + 3 + pen.measureText(text).width <= width) pen.fillText(text, x + 3, height);
  }
}
