/** Side of a cell in pixels; what lies in one is drawn as one cluster. */
const CELL = 60;

/** Up to so many incidents in sight, each is looked at by itself. */
const FEW = 3000;

/**
 * The incidents in sight, in cells that stand fast on the ground. It is filled anew for each
 * picture, in one pass over the columns, so that filters and time need no index.
 */
class Grid {
  constructor() {
    this.columns = 0;
    this.lines = 0;
    /** How many incidents are in sight. */
    this.total = 0;
    this.count = new Uint32Array(0);
    this.sumX = new Float64Array(0);
    this.sumY = new Float64Array(0);
    /** One incident of each cell. */
    this.row = new Uint32Array(0);
    /** How many of each family, FAMILIES.length numbers a cell. */
    this.families = new Uint32Array(0);
    /** The incidents in sight, if they are few. */
    this.few = new Uint32Array(FEW);
    this.cellOfFew = new Uint32Array(FEW);
  }

  /**
   * @param {Incidents} incidents
   * @param {Uint16Array} fails
   * @param {Sight} sight
   */
  gather(incidents, fails, sight) {
    const { x, y, family, spots } = incidents;
    const cells = sight.scale / CELL;
    this.left = Math.floor(sight.left / CELL) - 1;
    this.top = Math.floor(sight.top / CELL) - 1;
    this.clear(Math.ceil(sight.width / CELL) + 3, Math.ceil(sight.height / CELL) + 3);
    const { columns, lines, left, top, count, sumX, sumY, row: one, families, few, cellOfFew } = this;
    const kinds = FAMILIES.length;
    let total = 0;
    for (let spot = 0; spot < spots.length - 1; spot += 1) {
      const from = spots[spot];
      const cx = x[from] * cells - left;
      const cy = y[from] * cells - top;
      if (cx < 0 || cy < 0 || cx >= columns || cy >= lines || x[from] < 0) continue;
      const cell = (cy | 0) * columns + (cx | 0);
      const to = spots[spot + 1];
      let shown = 0;
      for (let row = from; row < to; row += 1) {
        if (fails[row] !== 0) continue;
        if (total < FEW) {
          few[total] = row;
          cellOfFew[total] = cell;
        }
        total += 1;
        shown += 1;
        one[cell] = row;
        families[cell * kinds + family[row]] += 1;
      }
      count[cell] += shown;
      sumX[cell] += cx * shown;
      sumY[cell] += cy * shown;
    }
    this.total = total;
  }

  /**
   * @param {number} columns
   * @param {number} lines
   */
  clear(columns, lines) {
    const cells = columns * lines;
    if (this.count.length < cells) {
      this.count = new Uint32Array(cells);
      this.sumX = new Float64Array(cells);
      this.sumY = new Float64Array(cells);
      this.row = new Uint32Array(cells);
      this.families = new Uint32Array(cells * FAMILIES.length);
    } else {
      for (const column of [this.count, this.sumX, this.sumY, this.families]) column.fill(0);
    }
    this.columns = columns;
    this.lines = lines;
  }

  /**
   * Where the middle of a cell's incidents lies on the screen, kept so far from the cell's edge
   * that its neighbours do not touch it.
   * @param {number} cell
   * @param {Sight} sight
   * @param {number} radius of what is drawn, in pixels
   * @returns {{x: number, y: number}}
   */
  middle(cell, sight, radius) {
    const [column, line] = [cell % this.columns, Math.floor(cell / this.columns)];
    const off = Math.min(radius / CELL, 0.5);
    const within = (/** @type {number} */ place, /** @type {number} */ start) =>
      Math.min(Math.max(place, start + off), start + 1 - off);
    const cx = within(this.sumX[cell] / this.count[cell], column);
    const cy = within(this.sumY[cell] / this.count[cell], line);
    return {
      x: (cx + this.left) * CELL - sight.left,
      y: (cy + this.top) * CELL - sight.top,
    };
  }
}
