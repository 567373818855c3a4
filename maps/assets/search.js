/** Words of an incident that a search looks at, besides its title and what is claimed of it. */
const SEARCHED_WORDS = ["place", "mention", "perpetrator", "target"];

/**
 * Many texts in one, so that a single search finds them all: each a line of its own.
 * @typedef {{text: string, starts: Uint32Array}} Lines
 *
 * @typedef {{titles: Lines|null, quotes: Lines|null, words: Map<Table, Map<string, Lines>>,
 *   kinds: Lines}} SearchIndex
 */

/** @type {WeakMap<Incidents, SearchIndex>} */
const searchIndexes = new WeakMap();

/**
 * Incidents of which a title, a place, an actor or a claim holds every word of a query. Case and
 * accents do not count.
 * @param {Incidents} incidents
 * @param {string} query
 * @returns {Uint8Array} 1 for each incident that does
 */
function findText(incidents, query) {
  const words = folded(query).split(/\s+/).filter(Boolean);
  const index = searchIndexOf(incidents);
  const held = new Uint8Array(incidents.count);
  words.slice(0, 200).forEach((word, before) => {
    // A row goes on to the next word only if it held all words before.
    const hit = (/** @type {number} */ row) => {
      if (held[row] === before) held[row] = before + 1;
    };
    searchIncidents(incidents, index, word, hit);
    searchClaims(incidents, index, word, hit);
  });
  const all = Math.min(words.length, 200);
  return held.map((count) => (count === all ? 1 : 0));
}

/**
 * @param {Incidents} incidents
 * @param {SearchIndex} index
 * @param {string} word
 * @param {(row: number) => void} hit
 */
function searchIncidents(incidents, index, word, hit) {
  if (index.titles) {
    linesWith(index.titles, word, (row) => { if (row < incidents.count) hit(row); });
  }
  rowsWithWords(incidents.column("kind"), matching(index.kinds, word), hit);
  for (const name of SEARCHED_WORDS) {
    if (!incidents.table.has(name)) continue;
    const found = matching(wordLines(index, incidents.table, name), word);
    rowsWithWords(incidents.column(name), found, hit);
  }
}

/**
 * @param {Incidents} incidents
 * @param {SearchIndex} index
 * @param {string} word
 * @param {(row: number) => void} hit
 */
function searchClaims(incidents, index, word, hit) {
  const { claims } = incidents.tables;
  if (!claims || !claims.rows) return;
  const of = claims.numbers("incident");
  const tell = (/** @type {number} */ line) => hit(of[line]);
  if (index.quotes) linesWith(index.quotes, word, tell);
  for (const name of ["value", "claimant"]) {
    rowsWithWords(claims.numbers(name), matching(wordLines(index, claims, name), word), tell);
  }
}

/**
 * What a search needs, made when it is first asked for; titles and quotes once they are there.
 * @param {Incidents} incidents
 * @returns {SearchIndex}
 */
function searchIndexOf(incidents) {
  let index = searchIndexes.get(incidents);
  if (!index) {
    const labels = incidents.table.values("kind").map((kind) => incidents.data.kinds[kind]?.label ?? kind);
    index = { titles: null, quotes: null, words: new Map(), kinds: linesOf(labels.join("\n")) };
    searchIndexes.set(incidents, index);
  }
  index.titles ??= textLines(incidents.table, "title");
  index.quotes ??= incidents.tables.claims ? textLines(incidents.tables.claims, "quote") : null;
  return index;
}

/**
 * @param {SearchIndex} index
 * @param {Table} table
 * @param {string} name
 * @returns {Lines}
 */
function wordLines(index, table, name) {
  const columns = index.words.get(table) ?? new Map();
  index.words.set(table, columns);
  const lines = columns.get(name) ?? linesOf(table.values(name).map(inOneLine).join("\n"));
  columns.set(name, lines);
  return lines;
}

/**
 * A column of texts as lines.
 * @param {Table} table
 * @param {string} name
 * @returns {Lines|null} null where there is no such column, or its texts are not there yet
 */
function textLines(table, name) {
  if (!table.has(name) || !table.texts || !table.rows) return null;
  return linesOf(table.all(name).map(inOneLine).join("\n"));
}

/**
 * @param {string} text
 * @returns {string}
 */
function inOneLine(text) {
  return text.replaceAll("\n", " ");
}

/**
 * @param {string} raw lines
 * @returns {Lines}
 */
function linesOf(raw) {
  const text = folded(raw);
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return { text, starts: Uint32Array.from(starts) };
}

/**
 * Text without case and accents, as both sides of a search are compared.
 * @param {string} text
 * @returns {string}
 */
function folded(text) {
  return text.toLowerCase().replace(/[\u0080-\uffff]+/g, (part) => part.normalize("NFD").replace(/\p{M}+/gu, ""));
}

/**
 * Tells each line that holds a word, once.
 * @param {Lines} lines
 * @param {string} word
 * @param {(line: number) => void} tell
 */
function linesWith({ text, starts }, word, tell) {
  let line = 0;
  for (let at = text.indexOf(word); at >= 0;) {
    line = lineAt(starts, at, line);
    tell(line);
    line += 1;
    if (line >= starts.length) return;
    at = text.indexOf(word, starts[line]);
  }
}

/**
 * @param {Uint32Array} starts
 * @param {number} at
 * @param {number} low a line at or before it
 * @returns {number} the line that it lies in
 */
function lineAt(starts, at, low) {
  let high = starts.length;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= at) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * @param {Lines} lines
 * @param {string} word
 * @returns {Uint8Array|null} 1 for each line that holds it, null where none does
 */
function matching(lines, word) {
  /** @type {Uint8Array|null} */
  let found = null;
  linesWith(lines, word, (line) => {
    found ??= new Uint8Array(lines.starts.length);
    found[line] = 1;
  });
  return found;
}

/**
 * @param {Int32Array} codes
 * @param {Uint8Array|null} found 1 for each word that is looked for
 * @param {(row: number) => void} hit
 */
function rowsWithWords(codes, found, hit) {
  if (!found) return;
  for (let row = 0; row < codes.length; row += 1) {
    const code = codes[row];
    if (code >= 0 && found[code]) hit(row); // NONE is below 0
  }
}
