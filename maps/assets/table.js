/**
 * Columns as `maps/table.py` packs them.
 *
 * @typedef {{at: number, width: number, low: number, delta: boolean, missing: boolean}} WholeSpec
 *
 * @typedef {WholeSpec & {type: "number", per_unit: number}
 *   | WholeSpec & {type: "words", values: string[]}
 *   | {type: "text", slugs_of?: string, lengths: WholeSpec, at: number, bytes: number}
 *   | TokensSpec} ColumnSpec
 *
 * @typedef {{type: "tokens", slugs_of?: string, at: number, words: number, heads: number,
 *   tails: number}} TokensSpec  bytes of words and of heads, and how many tails
 *
 * @typedef {{words: string[], codes: Uint32Array, starts: Uint32Array}} Tokens  the tokens, which
 *   of them make up all texts, and where each text begins among these
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
    /** @type {Map<string, Tokens>} texts of a column that is packed as tokens */
    this.tokens = new Map();
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
    if (spec.type === "number" || !this.texts) return null;
    const text = spec.type === "text"
      ? this.plainText(name, spec, row)
      : textOf(this.tokensOf(name, spec), row);
    const { slugs_of: titles } = spec;
    return (titles ? withSlug(text, () => this.text(titles, row)) : text) || null;
  }

  /**
   * The texts in all rows of a column of texts, quicker than one by one.
   * @param {string} name
   * @returns {string[]} "" where a row has none; all of them as long as the texts are not there
   */
  all(name) {
    const spec = this.spec[name];
    const quick = spec?.type === "tokens" && !spec.slugs_of && this.texts;
    const tokens = quick ? this.tokensOf(name, spec) : null;
    return Array.from({ length: this.rows }, (_, row) =>
      tokens ? textOf(tokens, row) : this.text(name, row) ?? "",
    );
  }

  /**
   * @param {string} name
   * @param {{lengths: WholeSpec, at: number}} spec
   * @param {number} row
   * @returns {string}
   */
  plainText(name, spec, row) {
    const starts = this.startsOf(name, spec);
    return Table.decoder.decode(this.texts.subarray(starts[row], starts[row + 1]));
  }

  /**
   * @param {string} name
   * @param {TokensSpec} spec
   * @returns {Tokens}
   */
  tokensOf(name, spec) {
    const known = this.tokens.get(name);
    if (known) return known;
    const tokens = readTokens(this.texts, spec, this.rows);
    this.tokens.set(name, tokens);
    return tokens;
  }

  /**
   * The first row that has a text.
   * @param {string} name of a column of texts
   * @param {string} text
   * @returns {number} -1 where there is none
   */
  rowOf(name, text) {
    return this.texts ? this.all(name).indexOf(text) : -1;
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
Table.decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Tokens that are one byte; a byte from here on is a page, as `maps/_tokens.py` has it. */
const DIRECT = 192;

/**
 * @param {Uint8Array} bytes
 * @param {TokensSpec} spec
 * @param {number} rows
 * @returns {Tokens}
 */
function readTokens(bytes, spec, rows) {
  const heads = bytes.subarray(spec.at + spec.words, spec.at + spec.words + spec.heads);
  const low = spec.at + spec.words + spec.heads;
  const high = low + spec.tails;
  const codes = new Uint32Array(heads.length);
  const starts = new Uint32Array(rows + 1);
  for (let i = 0, row = 0, tail = 0; i < heads.length; i += 1) {
    const head = heads[i];
    if (head >= DIRECT) {
      const place = bytes[low + tail] | (bytes[high + tail] << 8) | ((head - DIRECT) << 16);
      codes[i] = DIRECT + place;
      tail += 1;
    } else {
      codes[i] = head;
      if (head === 0) starts[(row += 1)] = i + 1;
    }
  }
  const words = Table.decoder.decode(bytes.subarray(spec.at, spec.at + spec.words)).split("\0");
  return { words, codes, starts };
}

/**
 * @param {Tokens} tokens
 * @param {number} row
 * @returns {string}
 */
function textOf({ words, codes, starts }, row) {
  const last = starts[row + 1] - 1;
  let text = "";
  for (let i = starts[row]; i < last; i += 1) text += words[codes[i]];
  return text.slice(0, -1);
}

/**
 * An address with the words of a title put back, as `maps/_slugs.py` took them out.
 * @param {string} text
 * @param {() => string|null} title
 * @returns {string}
 */
function withSlug(text, title) {
  return text.replace(/[\ue000-\ue0ff]/, (mark) => {
    const plain = (title() ?? "").toLowerCase().replace(/[^a-z0-9]+/g, "-");
    const words = plain.replace(/^-|-$/g, "").split("-");
    return words.slice(0, mark.charCodeAt(0) - 0xe000 || words.length).join("-");
  });
}

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
