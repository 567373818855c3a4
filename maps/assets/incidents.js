/**
 * One claim, link or incident as a reader sees it. Fields bear the names that `maps/layers.py`
 * gives and explains.
 *
 * @typedef {{field: string, value: string, claimant: string, verb: string, quote: string|null,
 *   paraphrased: boolean, differs: boolean} & SourceLine} ClaimLine
 *
 * @typedef {{publisher: string, source_title: string|null, url: string|null,
 *   published: string|null}} SourceLine
 *
 * @typedef {{to: number, title: string, type: string}} LinkLine  `to` is a row
 *
 * @typedef {{row: number, id: string, title: string, kind: string, kind_label: string,
 *   family: string, status: string, origin: string|null, country: string|null,
 *   direction: string|null, lon: number|null, lat: number|null, place: string|null,
 *   mention: string|null, precision: string|null, precision_label: string|null,
 *   radius_m: number|null, exact: boolean, shape: number|null, date: string|null,
 *   date_label: string, killed: string|null, killed_low: number|null, injured: string|null,
 *   perpetrator: string|null, target: string|null, weapon: string|null, border: string|null,
 *   sources: number, differing: string[], place_by_others: boolean, date_by_others: boolean,
 *   source: SourceLine|null, claims: ClaimLine[], links: LinkLine[]}} Mark
 */

/** Precisions that are drawn as a solid symbol. */
const EXACT = ["site", "settlement"];

/** Families of kinds, in the order of the legend. */
const FAMILIES = ["strike", "bombing", "fighting", "unrest", "diplomacy", "other"];

/** Longest that an incident without an end is taken to last, in days since 1970. */
const FOREVER = 2000000;

/**
 * The incidents as columns, under the rule that they are viewed by. What is drawn and filtered
 * lies in typed arrays; an object is made for the one incident that a reader looks at.
 */
class Incidents {
  /**
   * @param {Data} data
   * @param {Uint8Array} numbers
   */
  constructor(data, numbers) {
    this.data = data;
    /** @type {Object<string, Table>} */
    this.tables = {};
    for (const [name, spec] of Object.entries(data.tables)) {
      this.tables[name] = new Table(spec, numbers);
    }
    this.table = this.tables.incidents;
    const views = this.tables.views;
    /** How many incidents there are; the rows after them show some under other rules. */
    this.count = this.table.rows - (views ? views.rows : 0);
    /** The view in force: -1 for the map's own rule, else a place in `data.views`. */
    this.view = -1;
    /** @type {Int32Array|null} row of the table that shows each incident, null for its own */
    this.shownBy = null;
    /** @type {Uint8Array|null} 1 where the view says nothing about an incident */
    this.silent = null;
    /** @type {Map<string, Int32Array>} */
    this.columns = new Map();
    /** @type {(() => void)[]} called when the texts have come */
    this.textListeners = [];
    this.place();
  }

  /**
   * Gives the texts, which arrive after the numbers.
   * @param {Uint8Array} texts
   */
  addTexts(texts) {
    for (const table of Object.values(this.tables)) table.texts = texts;
    this.textListeners.forEach((listener) => listener());
  }

  /**
   * Shows the incidents under another rule.
   * @param {number} view a place in `data.views`, or -1
   */
  viewAs(view) {
    this.view = view;
    this.shownBy = null;
    this.silent = null;
    this.columns.clear();
    if (view >= 0) {
      const [rules, rows] = [this.tables.views.numbers("rule"), this.tables.views.numbers("row")];
      this.shownBy = Int32Array.from({ length: this.count }, (_, row) => row);
      this.silent = new Uint8Array(this.count).fill(this.data.views[view].only ? 1 : 0);
      for (let i = 0; i < rules.length; i += 1) {
        if (rules[i] !== view) continue;
        this.shownBy[rows[i]] = this.count + i;
        this.silent[rows[i]] = 0;
      }
    }
    this.place();
  }

  /**
   * A column under the rule in force, one number for each incident.
   * @param {string} name
   * @returns {Int32Array}
   */
  column(name) {
    const known = this.columns.get(name);
    if (known) return known;
    const all = this.table.numbers(name);
    const shownBy = this.shownBy;
    const own = shownBy === null
      ? all.subarray(0, this.count)
      : Int32Array.from(shownBy, (row) => all[row]);
    this.columns.set(name, own);
    return own;
  }

  /** Places incidents on the world from 0 to 1, as the web maps project it; -1 without a place. */
  place() {
    const [lons, lats] = [this.column("lon"), this.column("lat")];
    const unit = unitOf(this.table, "lon");
    this.x = new Float32Array(this.count);
    this.y = new Float32Array(this.count);
    for (let row = 0; row < this.count; row += 1) {
      const located = lons[row] !== NONE && lats[row] !== NONE;
      this.x[row] = located ? worldX(lons[row] / unit) : -1;
      this.y[row] = located ? worldY(lats[row] / unit) : -1;
    }
    this.family = this.families();
    this.spots = spotsOf(this.x, this.y);
  }

  /** @returns {Uint8Array} for each incident the place of its family in FAMILIES */
  families() {
    const kinds = this.column("kind");
    const of = this.table.values("kind").map((kind) => this.familyOf(kind));
    return Uint8Array.from(kinds, (code) => of[code] ?? FAMILIES.length - 1);
  }

  /**
   * @param {string} kind
   * @returns {number} a place in FAMILIES
   */
  familyOf(kind) {
    const place = FAMILIES.indexOf(this.data.kinds[kind]?.family);
    return place < 0 ? FAMILIES.length - 1 : place;
  }

  /**
   * First and last day of each incident since 1970.
   * @returns {{first: Int32Array, last: Int32Array}} NONE for an incident without a date
   */
  days() {
    const [first, lasts] = [this.column("first"), this.column("lasts")];
    if (!this.table.has("lasts")) return { first, last: first };
    const known = this.columns.get("last");
    if (known) return { first, last: known };
    const last = first.map((day, row) => {
      if (day === NONE) return NONE;
      return lasts[row] === NONE ? FOREVER : day + lasts[row];
    });
    this.columns.set("last", last);
    return { first, last };
  }

  /**
   * @param {number} row
   * @returns {boolean}
   */
  located(row) {
    return this.x[row] >= 0;
  }

  /**
   * Id of an incident; where the page carries none, its row.
   * @param {number} row
   * @returns {string}
   */
  id(row) {
    return this.table.text("id", row) ?? String(row);
  }

  /**
   * @param {string} id
   * @returns {number} -1 where there is none
   */
  rowOf(id) {
    if (!this.table.has("id")) return /^\d+$/.test(id) && Number(id) < this.count ? Number(id) : -1;
    return this.table.rowOf("id", id);
  }

  /** @returns {boolean} whether the texts are there: long ones follow the map */
  textsKnown() {
    return this.table.texts !== null;
  }

  /** @returns {boolean} whether incidents can be told by their id */
  idsKnown() {
    return !this.table.has("id") || this.textsKnown();
  }

  /**
   * One line that names an incident.
   * @param {number} row
   * @returns {string}
   */
  title(row) {
    const title = this.table.text("title", row);
    if (title !== null) return title;
    const place = this.text("place", row);
    const kind = this.kindLabel(row);
    return place ? `${kind}, ${place}` : kind;
  }

  /**
   * @param {number} row
   * @returns {string}
   */
  kindLabel(row) {
    const kind = this.text("kind", row) ?? "other";
    return this.data.kinds[kind]?.label ?? kind;
  }

  /**
   * @param {number} row
   * @returns {string}
   */
  dateLabel(row) {
    const label = this.text("date_label", row);
    if (label !== null) return label;
    const { first, last } = this.days();
    return daysText(first[row], last[row]);
  }

  /**
   * A word of an incident under the rule in force.
   * @param {string} name
   * @param {number} row
   * @returns {string|null}
   */
  text(name, row) {
    return this.table.text(name, this.shownBy ? this.shownBy[row] : row);
  }

  /**
   * A number of an incident under the rule in force.
   * @param {string} name
   * @param {number} row
   * @returns {number|null}
   */
  number(name, row) {
    return this.table.number(name, this.shownBy ? this.shownBy[row] : row);
  }

  /**
   * How many are claimed, as text.
   * @param {"killed"|"injured"} name
   * @param {number} row
   * @returns {string|null}
   */
  toll(name, row) {
    const text = this.text(name, row);
    if (text !== null) return text;
    const low = this.number(`${name}_low`, row);
    if (low === null) return null;
    const high = this.number(`${name}_high`, row);
    if (high === null) return `${low}+`;
    return low === high ? String(low) : `${low}-${high}`;
  }

  /**
   * Fields in which the claims about an incident do not agree.
   * @param {number} row
   * @returns {string[]}
   */
  differing(row) {
    const bits = this.number("differing", row) ?? 0;
    return this.data.fields.filter((_, place) => bits & (1 << place));
  }

  /**
   * All that is known of an incident.
   * @param {number} row
   * @returns {Mark}
   */
  mark(row) {
    const word = (/** @type {string} */ name) => this.text(name, row);
    const number = (/** @type {string} */ name) => this.number(name, row);
    const precision = word("precision");
    const others = number("by_others") ?? 0;
    return {
      row,
      id: this.id(row),
      title: this.title(row),
      kind: word("kind") ?? "other",
      kind_label: this.kindLabel(row),
      family: FAMILIES[this.family[row]],
      status: word("status") ?? "active",
      origin: word("origin"),
      country: word("country"),
      direction: word("direction"),
      lon: number("lon"),
      lat: number("lat"),
      place: word("place"),
      mention: word("mention"),
      precision,
      precision_label: word("precision_label"),
      radius_m: number("radius_m"),
      exact: EXACT.includes(precision),
      shape: number("shape"),
      date: word("date"),
      date_label: this.dateLabel(row),
      killed: this.toll("killed", row),
      killed_low: number("killed_low"),
      injured: this.toll("injured", row),
      perpetrator: word("perpetrator"),
      target: word("target"),
      weapon: word("weapon"),
      border: word("border"),
      sources: number("sources") ?? 0,
      differing: this.differing(row),
      place_by_others: (others & 1) > 0,
      date_by_others: (others & 2) > 0,
      source: this.sourceOf(number("source")),
      claims: this.claims(row),
      links: this.links(row),
    };
  }

  /**
   * @param {number|null} place
   * @returns {SourceLine|null}
   */
  sourceOf(place) {
    if (place === null) return null;
    const { sources } = this.tables;
    return {
      publisher: sources.text("publisher", place) ?? "",
      source_title: sources.text("title", place),
      url: sources.text("url", place),
      published: sources.text("published", place),
    };
  }

  /**
   * @param {number} row
   * @returns {ClaimLine[]}
   */
  claims(row) {
    const { claims } = this.tables;
    if (!claims) return [];
    return rowsWith(claims.numbers("incident"), row).map((at) => ({
      field: claims.text("field", at),
      value: claims.text("value", at) ?? "",
      claimant: claims.text("claimant", at),
      verb: claims.text("verb", at),
      quote: claims.text("quote", at),
      paraphrased: claims.number("paraphrased", at) === 1,
      differs: claims.number("differs", at) === 1,
      ...this.sourceOf(claims.number("source", at)),
    }));
  }

  /**
   * @param {number} row
   * @returns {LinkLine[]}
   */
  links(row) {
    const { links } = this.tables;
    if (!links) return [];
    return rowsWith(links.numbers("from"), row).map((at) => {
      const to = links.number("to", at);
      return { to, title: this.title(to), type: links.text("type", at) };
    });
  }
}

/**
 * How many numbers of a column make one of what is meant.
 * @param {Table} table
 * @param {string} name
 * @returns {number}
 */
function unitOf(table, name) {
  const spec = table.spec[name];
  return spec?.type === "number" ? spec.per_unit : 1;
}

/**
 * Places of a value in a column that rises.
 * @param {Int32Array} column
 * @param {number} value
 * @returns {number[]}
 */
function rowsWith(column, value) {
  let [low, high] = [0, column.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (column[middle] < value) low = middle + 1;
    else high = middle;
  }
  const rows = [];
  for (let at = low; column[at] === value; at += 1) rows.push(at);
  return rows;
}

/**
 * Where each run of incidents at one spot begins. In a large collection neighbours lie together,
 * so that there are far fewer spots than incidents.
 * @param {Float32Array} x
 * @param {Float32Array} y
 * @returns {Uint32Array} one more than there are runs, for the end
 */
function spotsOf(x, y) {
  const starts = new Uint32Array(x.length + 1);
  let runs = 0;
  for (let row = 0; row < x.length; row += 1) {
    if (row > 0 && x[row] === x[row - 1] && y[row] === y[row - 1]) continue;
    starts[runs] = row;
    runs += 1;
  }
  starts[runs] = x.length;
  return starts.slice(0, runs + 1);
}

/**
 * @param {number} lon degrees
 * @returns {number} 0 to 1 across the world
 */
function worldX(lon) {
  return Math.min(Math.max(lon / 360 + 0.5, 0), 1);
}

/**
 * @param {number} lat degrees
 * @returns {number} 0 to 1 from 85 degrees north to 85 south, as the web maps project it
 */
function worldY(lat) {
  const angle = (Math.min(Math.max(lat, -85), 85) * Math.PI) / 180;
  return 0.5 - Math.asinh(Math.tan(angle)) / (2 * Math.PI);
}

/**
 * @param {number} day days since 1970
 * @returns {string} such as "18 January 2024"
 */
function dayText(day) {
  const date = new Date(day * 86400000);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/**
 * @param {number} first
 * @param {number} last
 * @returns {string}
 */
function daysText(first, last) {
  if (first === NONE) return "Date not known";
  if (last === FOREVER) return `From ${dayText(first)}`;
  return last === first ? dayText(first) : `${dayText(first)} to ${dayText(last)}`;
}

const MONTHS = [
  ...["January", "February", "March", "April", "May", "June", "July", "August"],
  ...["September", "October", "November", "December"],
];
