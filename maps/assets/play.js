/** How long each period is shown while time plays, in milliseconds. */
const PLAY_STEP = 200;

/**
 * Buttons that move the period on and back, and play it.
 * @param {Filters} filters
 * @param {() => Period} range from the first to the last day
 * @param {(playing: boolean) => void} changed
 * @returns {{node: HTMLElement, sync: () => void}}
 */
function makePlayer(filters, range, changed) {
  const button = (/** @type {string} */ name, /** @type {string} */ label, /** @type {string} */ sign) =>
    el("button", { type: "button", class: name, "aria-label": label, title: label }, sign);
  const back = button("time-back", "Step back", "‹");
  const play = button("play", "Play", "▶");
  const on = button("time-on", "Step on", "›");
  const select = /** @type {HTMLSelectElement} */ (el("select", { class: "step", "aria-label": "Step" }));
  select.append(...["day", "week", "month", "year"].map((unit) => el("option", { value: unit }, unit)));
  let playing = 0;
  let chosen = false;
  select.onchange = () => { chosen = true; };

  const unit = () => /** @type {Unit} */ (select.value);

  /** The period that a step starts with where none is chosen: the first, or the last. */
  function startAt(/** @type {number} */ steps) {
    const { from, to } = range();
    if (steps > 0) return { from, to: stepped(unit(), from, 1) - 1 };
    return { from: stepped(unit(), to + 1, -1), to };
  }

  /**
   * @param {number} steps
   * @returns {boolean} whether there was any time left
   */
  function move(steps) {
    const { from: first, to: last } = range();
    const { period } = filters;
    if (period === null) {
      filters.setPeriod(startAt(steps));
      return true;
    }
    const from = stepped(unit(), period.from, steps);
    const to = stepped(unit(), period.to + 1, steps) - 1;
    if (to < first || from > last) return false;
    filters.setPeriod({ from, to });
    return true;
  }

  /** Goes on by a step, and stops at the end or when another has taken the period away. */
  function tick() {
    if (filters.period === null || !move(1)) run(false);
  }

  /** @param {boolean} running */
  function run(running) {
    clearInterval(playing);
    playing = running ? setInterval(tick, PLAY_STEP) : 0;
    play.textContent = running ? "❚❚" : "▶";
    play.setAttribute("aria-label", running ? "Pause" : "Play");
    play.title = running ? "Pause" : "Play";
    changed(running);
  }

  play.onclick = () => {
    const { period } = filters;
    const atEnd = period !== null && stepped(unit(), period.from, 1) > range().to;
    if (playing === 0 && (period === null || atEnd)) filters.setPeriod(startAt(1));
    run(playing === 0);
  };
  back.onclick = () => {
    run(false);
    move(-1);
  };
  on.onclick = () => {
    run(false);
    move(1);
  };

  /** Takes the step that fits the time there is, until the reader takes one. */
  function sync() {
    if (chosen) return;
    const { from, to } = range();
    const days = to - from + 1;
    select.value = days <= 120 ? "day" : days <= 800 ? "week" : days <= 4000 ? "month" : "year";
  }

  const node = el("div", { class: "player", role: "group", "aria-label": "Move through time" });
  node.append(back, play, on, select);
  return { node, sync };
}
