/** Incidents that are written at one go, so that the page answers in between. */
const PIECE = 2000;

/** What a downloaded table holds of each incident, in this order, named as in the exports. */
const TABLE_COLUMNS = [
  ...["id", "kind", "title", "status", "date", "date_start", "date_end", "place", "country"],
  ...["lon", "lat", "precision", "radius_m", "killed", "killed_low", "killed_high", "injured"],
  ...["injured_low", "injured_high", "perpetrator", "target", "weapon", "origin_country"],
  ...["direction", "border", "sources", "differing", "rule", "cites"],
];

/** Days that stand for none: not known, and open. */
const NEVER = new Set([NONE, FOREVER]);

/**
 * One incident as a download tells it.
 * @param {Incidents} incidents
 * @param {string} rule
 * @param {number} row
 * @returns {Object<string, any>}
 */
function recordOf(incidents, rule, row) {
  const mark = incidents.mark(row);
  const { first, last } = incidents.days();
  const number = (/** @type {string} */ name) => incidents.number(name, row);
  return {
    id: incidents.table.has("id") ? mark.id : null,
    kind: mark.kind,
    title: mark.title,
    status: mark.status,
    date: mark.date ?? edtf(first[row], last[row]),
    date_start: first[row] === NONE ? null : `${isoDay(first[row])}T00:00:00Z`,
    date_end: NEVER.has(last[row]) ? null : `${isoDay(last[row])}T23:59:59Z`,
    place: mark.place,
    country: mark.country,
    lon: degrees(mark.lon),
    lat: degrees(mark.lat),
    precision: mark.precision,
    radius_m: mark.radius_m,
    killed: mark.killed,
    killed_low: mark.killed_low,
    killed_high: number("killed_high"),
    injured: mark.injured,
    injured_low: number("injured_low"),
    injured_high: number("injured_high"),
    perpetrator: mark.perpetrator,
    target: mark.target,
    weapon: mark.weapon,
    origin_country: mark.origin,
    direction: mark.direction,
    border: mark.border,
    sources: mark.sources || null,
    differing: mark.differing.join(", ") || null,
    rule,
    cites: citesOf(mark),
  };
}

/**
 * @param {number|null} value
 * @returns {number|null} with five decimals at most, about a metre
 */
function degrees(value) {
  return value === null ? null : Number(value.toFixed(5));
}

/**
 * A date as EDTF, where the page carries its days alone.
 * @param {number} first days since 1970
 * @param {number} last
 * @returns {string|null}
 */
function edtf(first, last) {
  if (first === NONE) return null;
  if (last === FOREVER) return `${isoDay(first)}/..`;
  return last === first ? isoDay(first) : `${isoDay(first)}/${isoDay(last)}`;
}

/**
 * The sources of an incident, each once.
 * @param {Mark} mark
 * @returns {SourceLine[]}
 */
function citesOf({ claims, source }) {
  const lines = source ? [source, ...claims] : claims;
  const alike = byField(lines, (line) => `${line.publisher} ${line.url} ${line.source_title}`);
  return [...alike.values()].map(([{ publisher, source_title, url, published }]) =>
    ({ publisher, source_title, url, published }),
  );
}

/**
 * A file that is written piece by piece.
 * @typedef {{type: string, ending: string, head: string, between: string,
 *   line: (record: Object<string, any>) => string, tail: () => string}} Format
 */

/**
 * GeoJSON as RFC 7946 has it: lon before lat, a stable id, a null geometry without a place.
 * @returns {Format}
 */
function geojsonFormat() {
  /** @type {[number, number, number, number]} */
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  return {
    type: "application/geo+json",
    ending: "geojson",
    head: '{"type":"FeatureCollection","features":[\n',
    between: ",\n",
    line({ id, lon, lat, ...properties }) {
      const placed = lon !== null && lat !== null;
      if (placed) {
        [box[0], box[1]] = [Math.min(box[0], lon), Math.min(box[1], lat)];
        [box[2], box[3]] = [Math.max(box[2], lon), Math.max(box[3], lat)];
      }
      const geometry = placed ? { type: "Point", coordinates: [lon, lat] } : null;
      return JSON.stringify({ type: "Feature", ...(id !== null && { id }), geometry, properties });
    },
    tail: () => `\n]${box[0] <= box[2] ? `,"bbox":${JSON.stringify(box)}` : ""}}\n`,
  };
}

/**
 * A table for spreadsheets: UTF-8 with a mark that says so, lines ended as they expect.
 * @returns {Format}
 */
function csvFormat() {
  return {
    type: "text/csv;charset=utf-8",
    ending: "csv",
    head: `\uFEFF${TABLE_COLUMNS.join(",")}\r\n`,
    between: "\r\n",
    line: (record) => TABLE_COLUMNS.map((name) => cell(record[name])).join(","),
    tail: () => "\r\n",
  };
}

/**
 * One cell of a table. Text that a spreadsheet would take for a formula is made inert.
 * @param {string|number|SourceLine[]|null} value
 * @returns {string}
 */
function cell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const text = typeof value === "string" ? value : value.map(citeText).join("; ");
  const inert = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return `"${inert.replaceAll('"', '""')}"`;
}

/**
 * @param {SourceLine} source
 * @returns {string} such as "Example Wire: Strikes near the border (https://…)"
 */
function citeText({ publisher, source_title: title, url }) {
  const text = [publisher, title].filter(Boolean).join(": ");
  return url ? `${text} (${url})` : text;
}

/**
 * Writes incidents piece by piece; the page answers in between.
 * @param {Int32Array} rows
 * @param {(row: number) => Object<string, any>} record
 * @param {Format} format
 * @param {(share: number) => void} onProgress from 0 to 1
 * @returns {Promise<Blob>}
 */
async function fileOf(rows, record, format, onProgress) {
  /** @type {BlobPart[]} */
  const parts = [format.head];
  for (let from = 0; from < rows.length; from += PIECE) {
    const lines = [...rows.subarray(from, from + PIECE)].map((row) => format.line(record(row)));
    parts.push(new Blob([from ? format.between : "", lines.join(format.between)]));
    onProgress(from / rows.length);
    if (rows.length > PIECE) await new Promise((next) => { setTimeout(next); });
  }
  parts.push(rows.length || format.ending !== "csv" ? format.tail() : "");
  return new Blob(parts, { type: format.type });
}

/**
 * Hands a file to the reader.
 * @param {Blob} file
 * @param {string} name
 */
function save(file, name) {
  const href = URL.createObjectURL(file);
  const anchor = el("a", { href, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(href), 60000);
}

/**
 * Buttons that save the incidents in view as a file.
 * @param {Data} data
 * @param {Incidents} incidents
 * @param {Filters} filters
 * @param {() => Sight} sight
 * @returns {{node: HTMLElement}}
 */
function makeDownloads(data, incidents, filters, sight) {
  const said = el("p", { class: "saved", role: "status" });
  const buttons = [["GeoJSON", geojsonFormat], ["CSV", csvFormat]].map(([name, format]) => {
    const button = /** @type {HTMLButtonElement} */ (
      el("button", { type: "button", class: `save-${String(name).toLowerCase()}` }, `${name}`)
    );
    button.onclick = () => download(/** @type {() => Format} */ (format)());
    return button;
  });

  /** @param {Format} format */
  async function download(format) {
    if (!incidents.textsKnown()) {
      said.textContent = "The texts are still being unpacked: try again in a moment.";
      return;
    }
    const { here, lost } = rowsInSight(incidents, filters, sight());
    const rows = Int32Array.from([...here, ...lost]).sort();
    const rule = incidents.view < 0 ? data.rule : data.views[incidents.view].rule;
    buttons.forEach((button) => { button.disabled = true; });
    const told = (/** @type {number} */ share) => {
      said.textContent = share ? `Writing: ${Math.floor(100 * share)} %` : "Writing";
    };
    try {
      const file = await fileOf(rows, (row) => recordOf(incidents, rule, row), format, told);
      const name = `incidents-${new Date().toISOString().slice(0, 10)}.${format.ending}`;
      save(file, name);
      said.textContent = `${plural(rows.length, "incident")} in ${name}`;
    } finally {
      buttons.forEach((button) => { button.disabled = false; });
    }
  }

  const label = el("span", {}, "Download what is in view:");
  return { node: el("div", { class: "downloads" }, label, ...buttons, said) };
}
