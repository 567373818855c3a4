/** So many incidents of a list are on the page at first, and so many more at a time. */
const LISTED = 100;

/**
 * The incidents in sight as a list, for those who read rather than look; and those at one spot.
 * It is made only while it stands open.
 * @param {Incidents} incidents
 * @param {Filters} filters
 * @param {() => ReturnType<typeof drawIncidents>} drawing
 * @param {{open: (row: number, opener: HTMLElement) => void, reveal: () => void}} actions
 *   `reveal` opens the panel
 * @returns {{node: HTMLElement, update: () => void, renew: () => void,
 *   showSpot: (rows: number[]) => void}}
 */
function makeList(incidents, filters, drawing, { open, reveal }) {
  const title = el("span", { role: "status" }, "List of what is in view");
  const summary = el("summary", {}, title);
  const heading = el("h2", { tabindex: -1 });
  const back = el("button", { type: "button", class: "rest" }, "Back to all in view");
  const spotBar = el("div", { class: "spot" }, heading, back);
  const entry = (/** @type {number} */ row) => listEntry(incidents, row, open, drawing().hover);
  const here = listGroup(entry, update);
  const lost = listGroup(entry, update);
  const lostTitle = el("h2", {});
  const node = /** @type {HTMLDetailsElement} */ (
    el("details", { class: "facet all" }, summary, spotBar, here.node, lostTitle, lost.node)
  );
  /** @type {number[]|null} the incidents at a spot that a reader chose */
  let spot = null;
  node.addEventListener("toggle", update);
  back.onclick = () => {
    spot = null;
    here.reset();
    update();
    summary.focus();
  };

  function update() {
    spotBar.hidden = spot === null;
    lostTitle.hidden = lost.node.hidden = true;
    if (!node.open) return;
    if (spot !== null) {
      const shown = spot.filter((row) => filters.shows(row));
      here.show(earliest(incidents, here.limit(), shown), shown.length);
      heading.textContent = `${plural(shown.length, "incident")} at this spot`;
      title.textContent = "List: one spot";
      return;
    }
    const seen = rowsInSight(incidents, filters, drawing().sight());
    here.show(earliest(incidents, here.limit(), seen.here), seen.here.length);
    lost.show(earliest(incidents, lost.limit(), seen.lost), seen.lost.length);
    title.textContent = `List: ${seen.here.length.toLocaleString("en")} in view`;
    lostTitle.textContent = `Without a place (${seen.lost.length.toLocaleString("en")})`;
    lostTitle.hidden = lost.node.hidden = seen.lost.length === 0;
  }

  return {
    node,
    update,
    /** Makes the list anew, with what is now known of the incidents. */
    renew() {
      here.forget();
      lost.forget();
      update();
    },
    showSpot(rows) {
      spot = rows;
      here.reset();
      reveal();
      node.open = true;
      update();
      heading.scrollIntoView({ block: "nearest" });
      heading.focus();
    },
  };
}

/**
 * A part of the list, the nodes of which are kept as long as they are shown.
 * @param {(row: number) => HTMLElement} entry
 * @param {() => void} update
 */
function listGroup(entry, update) {
  const list = el("ul", {});
  const more = el("button", { type: "button", class: "rest" }, `Show ${LISTED} more`);
  const node = el("div", {}, list, more);
  let limit = LISTED;
  /** @type {Map<number, HTMLElement>} */
  let items = new Map();
  more.onclick = () => {
    limit += LISTED;
    const last = list.childElementCount;
    update();
    list.children[last]?.querySelector("button").focus();
  };
  return {
    node,
    limit: () => limit,
    reset() {
      limit = LISTED;
    },
    forget() {
      items.clear();
    },
    /**
     * @param {number[]} rows
     * @param {number} total
     */
    show(rows, total) {
      const nodes = rows.map((row) => items.get(row) ?? entry(row));
      items = new Map(rows.map((row, i) => [row, nodes[i]]));
      if (list.childElementCount !== nodes.length || nodes.some((one, i) => list.children[i] !== one)) {
        list.replaceChildren(...nodes);
      }
      more.hidden = total <= rows.length;
    },
  };
}

/**
 * @param {Incidents} incidents
 * @param {number} row
 * @param {(row: number, opener: HTMLElement) => void} open
 * @param {(row: number|null) => void} hover
 * @returns {HTMLElement}
 */
function listEntry(incidents, row, open, hover) {
  const killed = incidents.toll("killed", row);
  const facts = [incidents.dateLabel(row), killed === null ? null : `${killed} killed`];
  const small = el("small", {}, outside(facts.filter(Boolean).join(" · ")));
  const look = {
    solid: EXACT.includes(incidents.text("precision", row)),
    draft: incidents.text("status", row) === "draft",
    size: 16,
  };
  const sample = symbol(FAMILIES[incidents.family[row]], look);
  const text = el("span", {}, outside(incidents.title(row)), small);
  const button = el("button", { type: "button", class: "incident" }, sample, text);
  button.setAttribute("aria-haspopup", "dialog");
  button.dataset.listed = incidents.id(row);
  button.onclick = () => open(row, button);
  button.onfocus = button.onmouseenter = () => hover(row);
  button.onblur = button.onmouseleave = () => hover(null);
  return el("li", {}, button);
}

/**
 * The incidents that are shown: those in sight, and those that have no place.
 * @param {Incidents} incidents
 * @param {Filters} filters
 * @param {Sight} sight
 * @returns {{here: Uint32Array, lost: Uint32Array}}
 */
function rowsInSight({ x, y, count }, { fails }, sight) {
  const [west, north] = [sight.left / sight.scale, sight.top / sight.scale];
  const [east, south] = [west + sight.width / sight.scale, north + sight.height / sight.scale];
  const rows = new Uint32Array(count);
  let [here, lost] = [0, count]; // those in sight from the front, those without a place from the back
  for (let row = 0; row < count; row += 1) {
    if (fails[row] !== 0) continue;
    if (x[row] < 0) {
      rows[(lost -= 1)] = row;
      continue;
    }
    if (x[row] < west || x[row] > east || y[row] < north || y[row] > south) continue;
    rows[here] = row;
    here += 1;
  }
  return { here: rows.subarray(0, here), lost: rows.subarray(lost) };
}

/**
 * The first so many of some incidents by date, those without a date last. Only as many as are
 * asked for are sorted: the day up to which they reach is found by counting.
 * @param {Incidents} incidents
 * @param {number} limit
 * @param {ArrayLike<number>} rows
 * @returns {number[]}
 */
function earliest(incidents, limit, rows) {
  const { first } = incidents.days();
  const undated = FOREVER;
  const dayOf = (/** @type {number} */ row) => (first[row] === NONE ? undated : first[row]);
  const until = rows.length > limit ? dayReached(rows, dayOf, limit) : undated;
  /** @type {number[]} */
  const before = [];
  /** @type {number[]} */
  const onTheDay = [];
  for (let i = 0; i < rows.length; i += 1) {
    const day = dayOf(rows[i]);
    if (day < until) before.push(rows[i]);
    else if (day === until && onTheDay.length < limit) onTheDay.push(rows[i]);
  }
  before.sort((a, b) => dayOf(a) - dayOf(b) || a - b);
  return [...before, ...onTheDay.sort((a, b) => a - b)].slice(0, limit);
}

/**
 * @param {ArrayLike<number>} rows
 * @param {(row: number) => number} dayOf
 * @param {number} limit
 * @returns {number} the day by which so many of the incidents have begun
 */
function dayReached(rows, dayOf, limit) {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < rows.length; i += 1) {
    const day = dayOf(rows[i]);
    if (day < low) low = day;
    if (day > high) high = day;
  }
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    let within = 0;
    for (let i = 0; i < rows.length && within < limit; i += 1) if (dayOf(rows[i]) <= middle) within += 1;
    if (within >= limit) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * The incidents that share a cell of the map with one of them: what its cluster holds.
 * @param {Incidents} incidents
 * @param {Filters} filters
 * @param {Sight} sight
 * @param {number} one
 * @returns {number[]}
 */
function rowsAt({ x, y, count }, filters, sight, one) {
  const cells = sight.scale / CELL;
  const across = (/** @type {number} */ row) => Math.floor(x[row] * cells);
  const down = (/** @type {number} */ row) => Math.floor(y[row] * cells);
  const [column, line] = [across(one), down(one)];
  const rows = [];
  for (let row = 0; row < count; row += 1) {
    if (x[row] >= 0 && filters.shows(row) && across(row) === column && down(row) === line) rows.push(row);
  }
  return rows;
}
