/**
 * Columns as `maps/table.py` packs them.
 *
 * @typedef {{at: number, width: number, low: number, delta: boolean, missing: boolean}} WholeSpec
 *
 * @typedef {WholeSpec & {type: "number", per_unit: number}
 *   | WholeSpec & {type: "words", values: string[]}
 *   | {type: "text", lengths: WholeSpec, at: number, bytes: number}} ColumnSpec
 *
 * @typedef {{rows: number, columns: Object<string, ColumnSpec>}} TableSpec
 */

/** Stands in a column of numbers where a row has none. */
const NONE = -2147483648;

/** Columns of one length, each unpacked when it is first asked for. */
class Table {
  /**
   * @param {TableSpec} spec
   * @param {Uint8Array} numbers
   */
  constructor(spec, numbers) {
    this.rows = spec.rows;
    this.spec = spec.columns;
    this.bytes = numbers;
    /** @type {Uint8Array|null} bytes of texts, once they are there */
    this.texts = null;
    /** @type {Map<string, Int32Array>} */
    this.known = new Map();
    /** @type {Map<string, Uint32Array>} where each text of a column begins */
    this.starts = new Map();
  }

  /**
   * @param {string} name
   * @returns {boolean}
   */
  has(name) {
    return name in this.spec;
  }

  /**
   * Numbers of a column, or for words their places in `values`.
   * @param {string} name
   * @returns {Int32Array} NONE where a row has none
   */
  numbers(name) {
    const known = this.known.get(name);
    if (known) return known;
    const spec = /** @type {WholeSpec|undefined} */ (this.spec[name]);
    const column = spec
      ? wholeNumbers(this.bytes, spec, this.rows)
      : new Int32Array(this.rows).fill(NONE);
    this.known.set(name, column);
    return column;
  }

  /**
   * The different words of a column.
   * @param {string} name
   * @returns {string[]}
   */
  values(name) {
    const spec = this.spec[name];
    return spec?.type === "words" ? spec.values : [];
  }

  /**
   * The number in a row, in the unit that is meant.
   * @param {string} name
   * @param {number} row
   * @returns {number|null}
   */
  number(name, row) {
    const spec = this.spec[name];
    const value = this.numbers(name)[row];
    return spec?.type !== "number" || value === NONE ? null : value / spec.per_unit;
  }

  /**
   * The text in a row, of a column of words or of texts.
   * @param {string} name
   * @param {number} row
   * @returns {string|null}
   */
  text(name, row) {
    const spec = this.spec[name];
    if (!spec) return null;
    if (spec.type === "words") return spec.values[this.numbers(name)[row]] ?? null;
    if (spec.type !== "text" || !this.texts) return null;
    const starts = this.startsOf(name, spec);
    const part = this.texts.subarray(starts[row], starts[row + 1]);
    return part.length ? Table.decoder.decode(part) : null;
  }

  /**
   * The first row that has a text; no text is made of the others.
   * @param {string} name of a column of texts
   * @param {string} text
   * @returns {number} -1 where there is none
   */
  rowOf(name, text) {
    const spec = this.spec[name];
    if (spec?.type !== "text" || !this.texts) return -1;
    const wanted = new TextEncoder().encode(text);
    const starts = this.startsOf(name, spec);
    for (let row = 0; row < this.rows; row += 1) {
      if (starts[row + 1] - starts[row] !== wanted.length) continue;
      const from = starts[row];
      if (wanted.every((byte, i) => this.texts[from + i] === byte)) return row;
    }
    return -1;
  }

  /**
   * Where each text of a column begins among the bytes of texts; one more for the end.
   * @param {string} name
   * @param {{lengths: WholeSpec, at: number}} spec
   * @returns {Uint32Array}
   */
  startsOf(name, spec) {
    const known = this.starts.get(name);
    if (known) return known;
    const lengths = wholeNumbers(this.texts, spec.lengths, this.rows);
    const starts = new Uint32Array(this.rows + 1);
    starts[0] = spec.at;
    for (let row = 0; row < this.rows; row += 1) starts[row + 1] = starts[row] + lengths[row];
    this.starts.set(name, starts);
    return starts;
  }
}
Table.decoder = new TextDecoder();

/**
 * Whole numbers from their bytes: all first bytes, then all second ones, and so on.
 * @param {Uint8Array} bytes
 * @param {WholeSpec} spec
 * @param {number} rows
 * @returns {Int32Array}
 */
function wholeNumbers(bytes, { at, width, low, delta, missing }, rows) {
  const values = new Int32Array(rows);
  for (let plane = 0; plane < width; plane += 1) {
    const from = at + plane * rows;
    const shift = 8 * plane;
    for (let row = 0; row < rows; row += 1) values[row] |= bytes[from + row] << shift;
  }
  const raised = missing ? 1 : 0;
  let before = 0;
  for (let row = 0; row < rows; row += 1) {
    let value = values[row];
    if (delta) {
      value = before + ((value >>> 1) ^ -(value & 1));
      before = value;
    }
    values[row] = missing && value === 0 ? NONE : value + low - raised;
  }
  return values;
}
