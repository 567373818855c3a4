/** What incidents are filtered by; each has a bit that is set where an incident fails it. */
const FILTERS = {
  kind: 1, direction: 2, country: 4, precision: 8, status: 16,
  actor: 32, toll: 64, text: 128, time: 256, view: 512,
};

/** The filters that switch words of a column on and off. */
const WORD_FILTERS = /** @type {const} */ (["kind", "direction", "country", "precision", "status"]);

/** Stands for "none given" among the words of a filter. */
const NOT_GIVEN = "";

/**
 * @typedef {{off?: Object<string, string[]>, actor?: string, toll?: number, query?: string,
 *   period?: {from: number, to: number}, undated?: boolean}} FilterState
 */

/**
 * Which incidents are shown. For each incident it notes which filters it fails, so that a change
 * of one filter looks at that one alone, and counts can tell what each choice would add.
 */
class Filters {
  /** @param {Incidents} incidents */
  constructor(incidents) {
    this.incidents = incidents;
    this.fails = new Uint16Array(incidents.count);
    /** @type {Object<string, Set<string>>} words that are switched off */
    this.off = Object.fromEntries(WORD_FILTERS.map((name) => [name, new Set()]));
    /** @type {string|null} */
    this.actor = null;
    this.leastToll = 0;
    this.query = "";
    /** @type {{from: number, to: number}|null} days since 1970, both included; null for all */
    this.period = null;
    this.undated = true;
    /** @type {(() => void)[]} called when what is shown has changed */
    this.listeners = [];
  }

  /** Tells everybody that what is shown has changed. */
  changed() {
    performance.mark("incidentmap:change");
    this.listeners.forEach((listener) => listener());
    performance.measure("incidentmap:update", "incidentmap:change");
  }

  /**
   * @param {string} filter one of WORD_FILTERS
   * @param {string} word
   * @param {boolean} on
   */
  switchWord(filter, word, on) {
    if (on) this.off[filter].delete(word);
    else this.off[filter].add(word);
    this.testWords(filter);
    this.changed();
  }

  /**
   * Shows one word of a filter and no other; all of them where it is shown alone already.
   * @param {string} filter
   * @param {string} word
   */
  only(filter, word) {
    const others = this.words(filter).filter((other) => other !== word);
    const alone = !this.off[filter].has(word) && others.every((other) => this.off[filter].has(other));
    this.off[filter] = new Set(alone ? [] : others);
    this.testWords(filter);
    this.changed();
  }

  /**
   * The words of a filter; "" stands for incidents that have none.
   * @param {string} filter
   * @returns {string[]}
   */
  words(filter) {
    return [...this.incidents.table.values(filter), NOT_GIVEN];
  }

  /** @param {string|null} actor a perpetrator or target, null for all */
  setActor(actor) {
    this.actor = actor;
    this.testActor();
    this.changed();
  }

  /** @param {number} least killed, as the least that is claimed */
  setToll(least) {
    this.leastToll = least;
    this.testToll();
    this.changed();
  }

  /** @param {string} query words that the incident's texts hold */
  setText(query) {
    this.query = query;
    this.testText();
    this.changed();
  }

  /**
   * @param {{from: number, to: number}|null} period
   * @param {boolean} [undated] whether incidents without a date are shown
   */
  setPeriod(period, undated = this.undated) {
    this.period = period;
    this.undated = undated;
    this.testTime();
    this.changed();
  }

  /** Tests everything anew, after the incidents are viewed by another rule. */
  retest() {
    WORD_FILTERS.forEach((filter) => this.testWords(filter));
    this.testActor();
    this.testToll();
    this.testText();
    this.testTime();
    const silent = this.incidents.silent;
    this.mark(FILTERS.view, (row) => silent !== null && silent[row] === 1);
    this.changed();
  }

  /**
   * What is chosen, as plain values, but for what is left as it was.
   * @returns {FilterState}
   */
  state() {
    const off = Object.entries(this.off).filter(([, words]) => words.size);
    return {
      ...(off.length && { off: Object.fromEntries(off.map(([name, words]) => [name, [...words]])) }),
      ...(this.actor !== null && { actor: this.actor }),
      ...(this.leastToll > 0 && { toll: this.leastToll }),
      ...(this.query && { query: this.query }),
      ...(this.period && { period: this.period }),
      ...(!this.undated && { undated: false }),
    };
  }

  /**
   * Chooses what `state` gave, and nothing else.
   * @param {FilterState} state
   */
  restore(state) {
    for (const name of WORD_FILTERS) this.off[name] = new Set(state.off?.[name] ?? []);
    this.actor = state.actor ?? null;
    this.leastToll = state.toll ?? 0;
    this.query = state.query ?? "";
    this.period = state.period ?? null;
    this.undated = state.undated ?? true;
    this.retest();
  }

  /** @param {string} filter */
  testWords(filter) {
    const off = this.off[filter];
    const codes = this.incidents.column(filter);
    const words = this.incidents.table.values(filter);
    const hidden = Uint8Array.from([...words, NOT_GIVEN], (word) => (off.has(word) ? 1 : 0));
    const bit = FILTERS[/** @type {keyof typeof FILTERS} */ (filter)];
    const keep = ~bit;
    const fails = this.fails;
    const none = words.length;
    for (let row = 0; row < fails.length; row += 1) {
      const code = codes[row] === NONE ? none : codes[row];
      fails[row] = hidden[code] ? fails[row] | bit : fails[row] & keep;
    }
  }

  testActor() {
    if (this.actor === null) {
      this.mark(FILTERS.actor, () => false);
      return;
    }
    const has = ["perpetrator", "target"].map((name) => {
      const values = this.incidents.table.values(name);
      const wanted = Uint8Array.from(values, (value) => (actorsIn(value).includes(this.actor) ? 1 : 0));
      return { codes: this.incidents.column(name), wanted };
    });
    const [by, against] = has;
    this.mark(FILTERS.actor, (row) => {
      const [first, second] = [by.codes[row], against.codes[row]]; // NONE is below 0
      return !(first >= 0 && by.wanted[first]) && !(second >= 0 && against.wanted[second]);
    });
  }

  testToll() {
    const least = this.leastToll;
    const killed = this.incidents.column("killed_low");
    this.mark(FILTERS.toll, (row) => least > 0 && killed[row] < least);
  }

  testText() {
    const found = this.query ? findText(this.incidents, this.query) : null;
    this.mark(FILTERS.text, (row) => found !== null && found[row] === 0);
  }

  testTime() {
    const { first, last } = this.incidents.days();
    const { from, to } = this.period ?? { from: -FOREVER, to: FOREVER };
    const { fails } = this;
    const [bit, keep] = [FILTERS.time, ~FILTERS.time];
    const lost = this.undated ? 0 : bit;
    for (let row = 0; row < fails.length; row += 1) {
      const day = first[row];
      // Begins after the period or ends before it: a difference is below 0, all its high bits set.
      // Dates lie in no order, so that a branch here would cost four times as much.
      const out = (((to - day) | (last[row] - from)) >> 31) & bit;
      fails[row] = (fails[row] & keep) | (day === NONE ? lost : out);
    }
  }

  /**
   * Sets or clears a bit for every incident.
   * @param {number} bit
   * @param {(row: number) => boolean} failing
   */
  mark(bit, failing) {
    const { fails } = this;
    for (let row = 0; row < fails.length; row += 1) {
      fails[row] = failing(row) ? fails[row] | bit : fails[row] & ~bit;
    }
  }

  /**
   * How many incidents each word of a column has, among those that pass all other filters.
   * @param {string} column
   * @param {number} bit the column's own filter, 0 if it has none
   * @returns {Uint32Array} one for each word, and the last for incidents without one
   */
  tally(column, bit) {
    const codes = this.incidents.column(column);
    const none = this.incidents.table.values(column).length;
    const counts = new Uint32Array(none + 1);
    const { fails } = this;
    for (let row = 0; row < fails.length; row += 1) {
      if (fails[row] & ~bit) continue;
      counts[codes[row] === NONE ? none : codes[row]] += 1;
    }
    return counts;
  }

  /** @returns {number} how many incidents are shown */
  countShown() {
    const { fails } = this;
    let shown = 0;
    for (let row = 0; row < fails.length; row += 1) if (fails[row] === 0) shown += 1;
    return shown;
  }

  /**
   * @param {number} row
   * @returns {boolean}
   */
  shows(row) {
    return this.fails[row] === 0;
  }
}

/**
 * The actors that a value names.
 * @param {string} value such as "Iran; Jaish al-Adl"
 * @returns {string[]}
 */
function actorsIn(value) {
  return value.split("; ").map((name) => name.trim()).filter(Boolean);
}
