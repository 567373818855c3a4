/**
 * What stands on the map at a spot: one incident, or a cluster of them.
 * @typedef {{row: number, count: number, x: number, y: number, size: number, foot: Point,
 *   families: number[]}} Item
 *   x and y are pixels from the map's corner; `foot` is the true place of an incident; `row` is
 *   one incident of a cluster
 *
 * @typedef {{x: number, y: number}} Point
 */

/** Most incidents in sight that are all drawn by themselves. */
const MOST_APART = 120;

/** Most incidents at one spot that fan out rather than cluster. */
const MOST_FANNED = 10;

/**
 * Draws the incidents that the filters show: symbols, clusters, the areas they are claimed to
 * lie in, arcs from where they came, the path of a chain. Every picture is made from the columns.
 * @param {L.Map} map
 * @param {Incidents} incidents
 * @param {Filters} filters
 * @param {Switches} switches
 */
function drawIncidents(map, incidents, filters, switches) {
  const under = makeCanvas(map, "under", 350);
  const over = makeCanvas(map, "incidents", 600);
  const grid = new Grid();
  const state = {
    /** @type {Item[]} */
    items: [],
    /** @type {number|null} */
    selected: null,
    /** @type {number|null} */
    hovered: null,
    /** @type {number[]} rows of a chain, in order */
    chain: [],
    sight: sightOf(map),
    waiting: 0,
    /** @type {(() => void)[]} called after each picture */
    drawn: [],
  };

  function draw() {
    cancelAnimationFrame(state.waiting);
    state.waiting = 0;
    const sight = sightOf(map);
    state.sight = sight;
    grid.gather(incidents, filters.fails, sight);
    state.items = itemsIn(grid, incidents, sight);
    const chosen = itemOf(state.selected) ?? lonely(incidents, state.selected, sight);
    if (chosen && !state.items.includes(chosen) && filters.shows(chosen.row)) state.items.push(chosen);
    const below = under(sight);
    if (switches.on("areas")) {
      drawAreas(below, sight, incidents, rowsWithAreas(), [state.selected, state.hovered]);
    }
    if (switches.on("arcs")) drawArcs(below, sight, incidents, state.items);
    if (state.chain.length) drawChain(below, sight, incidents, state.chain, state.selected);
    const above = over(sight);
    for (const item of state.items) drawLeg(above, item);
    for (const item of state.items) {
      if (item.count > 1) drawCluster(above, item);
      else drawOne(above, item, incidents, item.row === state.selected, item.row === state.hovered);
    }
    state.drawn.forEach((listener) => listener());
  }

  /** Draws before the browser next shows the page. */
  function soon() {
    if (state.waiting) return;
    state.waiting = requestAnimationFrame(() => {
      performance.mark("incidentmap:move");
      draw();
      performance.measure("incidentmap:frame", "incidentmap:move");
    });
  }

  /** @returns {Iterable<number>} incidents whose areas are drawn: all, while they are few */
  function rowsWithAreas() {
    if (incidents.count > MOST_AREAS) {
      return state.items.filter((item) => item.count === 1).map((item) => item.row);
    }
    return Array.from({ length: incidents.count }, (_, row) => row).filter((row) => filters.shows(row));
  }

  /**
   * @param {number|null} row
   * @returns {Item|null}
   */
  function itemOf(row) {
    return state.items.find((item) => item.count === 1 && item.row === row) ?? null;
  }

  /**
   * What stands under a point of the screen.
   * @param {Point} at
   * @returns {Item|null}
   */
  function hit(at) {
    let best = null;
    let nearest = Infinity;
    for (const item of state.items) {
      const away = Math.hypot(item.x - at.x, item.y - at.y);
      if (away <= item.size / 2 + 4 && away < nearest) [best, nearest] = [item, away];
    }
    return best;
  }

  map.on("move zoom resize", soon);
  map.on("zoomend moveend", draw);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    ink.known.clear();
    sprites.clear();
    draw();
  });
  return {
    draw,
    hit,
    itemOf,
    items: () => state.items,
    sight: () => state.sight,
    /** @param {() => void} listener */
    onDrawn: (listener) => state.drawn.push(listener),
    /** @param {number|null} row */
    select(row) {
      state.selected = row;
      draw();
    },
    /** @param {number|null} row */
    hover(row) {
      if (state.hovered === row) return;
      state.hovered = row;
      soon();
    },
    /** @param {number[]} rows */
    showChain(rows) {
      state.chain = rows;
    },
    /** @returns {Box[]} */
    boxes: () => state.items.map((item) => around(item.x, item.y, item.size, item.size)),
  };
}

/**
 * @param {Grid} grid
 * @param {Incidents} incidents
 * @param {Sight} sight
 * @returns {Item[]}
 */
function itemsIn(grid, incidents, sight) {
  if (grid.total > FEW) return cellsAsItems(grid, incidents, sight, []);
  const rows = [...grid.few.subarray(0, grid.total)].sort((a, b) => a - b);
  if (rows.length <= MOST_APART) {
    const items = apart(rows, incidents, sight);
    if (items) return items;
  }
  /** @type {number[][]} incidents of each cell */
  const cells = [];
  for (let i = 0; i < grid.total; i += 1) (cells[grid.cellOfFew[i]] ??= []).push(grid.few[i]);
  return cellsAsItems(grid, incidents, sight, cells);
}

/**
 * Incidents drawn by themselves, those at one spot fanned out.
 * @param {number[]} rows
 * @param {Incidents} incidents
 * @param {Sight} sight
 * @returns {Item[]|null} null where too many are at one spot
 */
function apart(rows, incidents, sight) {
  const spots = rows.map((row) => onScreen(sight, incidents.x[row], incidents.y[row]));
  if (groups(spots).some((group) => group.length > MOST_FANNED)) return null;
  return fanOut(spots).map((to, i) => single(rows[i], incidents, to, spots[i]));
}

/**
 * @param {number} row
 * @param {Incidents} incidents
 * @param {Point} at
 * @param {Point} foot
 * @returns {Item}
 */
function single(row, incidents, at, foot) {
  const killed = incidents.column("killed_low")[row];
  const size = symbolSize(killed === NONE ? 0 : killed);
  /** @type {Item} */
  const item = { row, count: 1, x: at.x, y: at.y, size, foot, families: [] };
  const still = at.x === foot.x && at.y === foot.y;
  if (still && incidents.text("precision", row) === "site") item.y -= NEEDLE;
  return item;
}

/**
 * @param {Grid} grid
 * @param {Incidents} incidents
 * @param {Sight} sight
 * @param {number[][]} cells the incidents of each cell, where they are few
 * @returns {Item[]}
 */
function cellsAsItems(grid, incidents, sight, cells) {
  /** @type {Item[]} */
  const items = [];
  for (let cell = 0; cell < grid.columns * grid.lines; cell += 1) {
    const count = grid.count[cell];
    if (count === 0) continue;
    const rows = count === 1 ? [grid.row[cell]] : (cells[cell] ?? []);
    const fanned = rows.length && atOneSpot(rows, incidents) ? apart(rows.sort((a, b) => a - b), incidents, sight) : null;
    if (fanned) items.push(...fanned);
    else items.push(cluster(grid, cell, sight));
  }
  return items;
}

/**
 * @param {number[]} rows
 * @param {Incidents} incidents
 * @returns {boolean}
 */
function atOneSpot(rows, incidents) {
  const { x, y } = incidents;
  return rows.every((row) => x[row] === x[rows[0]] && y[row] === y[rows[0]]);
}

/**
 * @param {Grid} grid
 * @param {number} cell
 * @param {Sight} sight
 * @returns {Item}
 */
function cluster(grid, cell, sight) {
  const count = grid.count[cell];
  const radius = Math.min(12 + 3 * Math.log10(count), CELL / 2 - 2);
  const { x, y } = grid.middle(cell, sight, radius + 1);
  const kinds = FAMILIES.length;
  const families = [...grid.families.subarray(cell * kinds, (cell + 1) * kinds)];
  return { row: grid.row[cell], count, x, y, size: 2 * radius, foot: { x, y }, families };
}

/**
 * The incident that a reader chose, where it would be hidden in a cluster.
 * @param {Incidents} incidents
 * @param {number|null} row
 * @param {Sight} sight
 * @returns {Item|null}
 */
function lonely(incidents, row, sight) {
  if (row === null || !incidents.located(row)) return null;
  const at = onScreen(sight, incidents.x[row], incidents.y[row]);
  return single(row, incidents, at, at);
}

/**
 * The thin line from a symbol that had to move to where it belongs, or the needle it stands on.
 * @param {CanvasRenderingContext2D} pen
 * @param {Item} item
 */
function drawLeg(pen, { x, y, foot }) {
  if (x === foot.x && y === foot.y) return;
  pen.strokeStyle = ink.of("soft");
  pen.lineWidth = 1;
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(foot.x, foot.y);
  pen.stroke();
  pen.fillStyle = ink.of("text");
  pen.beginPath();
  pen.arc(foot.x, foot.y, 2, 0, 2 * Math.PI);
  pen.fill();
}

/**
 * A cluster: how many, and in the ring about it which families of kinds.
 * @param {CanvasRenderingContext2D} pen
 * @param {Item} item
 */
function drawCluster(pen, { x, y, size, count, families }) {
  const radius = size / 2;
  pen.fillStyle = ink.of("card");
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
  pen.lineWidth = 4;
  let from = -Math.PI / 2;
  families.forEach((of, place) => {
    if (of === 0) return;
    const to = from + (2 * Math.PI * of) / count;
    pen.strokeStyle = ink.of(FAMILIES[place]);
    pen.beginPath();
    pen.arc(x, y, radius - 2, from, to);
    pen.stroke();
    from = to;
  });
  pen.fillStyle = ink.of("text");
  pen.font = `600 ${count < 1000 ? 12 : 11}px system-ui, sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(shortCount(count), x, y + 0.5);
}

/**
 * @param {number} count
 * @returns {string} such as "214", "3.1k" or "12k"
 */
function shortCount(count) {
  if (count < 1000) return String(count);
  if (count < 9950) return `${(count / 1000).toFixed(1)}k`;
  return count < 999500 ? `${Math.round(count / 1000)}k` : `${(count / 1000000).toFixed(1)}M`;
}

/**
 * One incident: its symbol, a ring for its independent sources, a sign where accounts differ.
 * @param {CanvasRenderingContext2D} pen
 * @param {Item} item
 * @param {Incidents} incidents
 * @param {boolean} selected
 * @param {boolean} hovered
 */
function drawOne(pen, { row, x, y, size }, incidents, selected, hovered) {
  if (selected || hovered) {
    pen.beginPath();
    pen.arc(x, y, size / 2 + 6, 0, 2 * Math.PI);
    pen.fillStyle = ink.of("halo");
    pen.fill();
    pen.strokeStyle = ink.of("text");
    pen.lineWidth = selected ? 2.5 : 1.5;
    pen.stroke();
  }
  const look = {
    family: FAMILIES[incidents.family[row]],
    solid: EXACT.includes(incidents.text("precision", row)),
    draft: incidents.text("status", row) === "draft",
    size,
  };
  const box = 1.5 * size;
  pen.drawImage(sprite(look), x - box / 2, y - box / 2, box, box);
  drawSources(pen, x, y, size / 2 + 2.5, incidents.number("sources", row) ?? 0);
  if ((incidents.number("differing", row) ?? 0) > 0) {
    drawDiffers(pen, x + 0.3 * size, y - 0.3 * size);
  }
}

/**
 * The ring for independent sources: one segment each, up to six; none for a single source.
 * @param {CanvasRenderingContext2D} pen
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 * @param {number} sources
 */
function drawSources(pen, x, y, radius, sources) {
  if (sources < 2) return;
  const parts = Math.min(sources, 6);
  pen.strokeStyle = ink.of("text");
  pen.lineWidth = 1.4;
  const step = (2 * Math.PI) / parts;
  for (let part = 0; part < parts; part += 1) {
    const from = part * step - Math.PI / 2 + 0.2;
    pen.beginPath();
    pen.arc(x, y, radius, from, from + step - 0.4);
    pen.stroke();
  }
}

/**
 * The sign for "accounts differ": two bars, struck through.
 * @param {CanvasRenderingContext2D} pen
 * @param {number} x
 * @param {number} y
 */
function drawDiffers(pen, x, y) {
  pen.fillStyle = ink.of("card");
  pen.strokeStyle = ink.of("text");
  pen.lineWidth = 1;
  pen.beginPath();
  pen.arc(x, y, 5, 0, 2 * Math.PI);
  pen.fill();
  pen.stroke();
  pen.beginPath();
  for (const [x0, y0, x1, y1] of [[-2.6, -1.2, 2.6, -1.2], [-2.6, 1.2, 2.6, 1.2], [1.6, -3, -1.6, 3]]) {
    pen.moveTo(x + x0, y + y0);
    pen.lineTo(x + x1, y + y1);
  }
  pen.stroke();
}
