/**
 * The strip of time at the foot of the map: how many incidents there were when, and a brush that
 * chooses a period.
 * @param {Incidents} incidents
 * @param {Filters} filters
 * @returns {{node: HTMLElement}}
 */
function makeTimeStrip(incidents, filters) {
  const node = el("section", { class: "time", "aria-label": "Time" });
  const brush = makeBrush(filters, (moving) => { live(!moving); });
  const words = el("span", { class: "period", role: "status" });
  const undated = el("button", { type: "button", class: "undated" });
  undated.onclick = () => filters.setPeriod(filters.period, !filters.undated);
  const all = el("button", { type: "button", class: "all-dates" }, "All dates");
  all.onclick = () => {
    filters.setPeriod(null);
    brush.focus();
  };
  const loose = el("span", { class: "loose-note" }, el("span", { class: "loose-sample" }), "Lighter: date not exact");
  const player = makePlayer(filters, brush.range, (playing) => { live(!playing); });
  const told = el("div", { class: "time-words" }, words, all, undated, loose);
  node.append(player.node, brush.node, told);
  const known = { view: NaN };

  /** @param {boolean} on whether each change is read out */
  function live(on) {
    words.setAttribute("aria-live", on ? "polite" : "off");
  }

  /** Makes the bins anew, if the incidents are viewed by another rule. */
  function rebin() {
    if (known.view === incidents.view) return;
    known.view = incidents.view;
    const days = daysCovered(incidents);
    node.hidden = days === null;
    if (days !== null) brush.setBins(binsBetween(days.from, days.to), days);
  }

  /** Counts anew. */
  function recount() {
    if (node.hidden) return;
    const every = histogram(incidents, brush.bins(), filters.fails, 0);
    const shown = histogram(incidents, brush.bins(), filters.fails, ~FILTERS.time);
    brush.draw(every, shown);
    undated.hidden = every.undated === 0;
    undated.textContent = `No date (${shown.undated.toLocaleString("en")})`;
    loose.hidden = every.loose.every((count) => count === 0);
  }

  function sync() {
    rebin();
    if (node.hidden) return;
    brush.sync();
    player.sync();
    const { period } = filters;
    const { from, to } = period ?? brush.range();
    words.textContent = period ? daysText(from, to) : `All dates: ${daysText(from, to)}`;
    all.hidden = period === null;
    undated.setAttribute("aria-pressed", String(filters.undated));
  }

  const put = later(150, recount);
  filters.listeners.push(sync, put);
  undated.hidden = loose.hidden = true;
  sync();
  put();
  return { node };
}
