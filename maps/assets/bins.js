/** Fewest and most bars of a histogram, so that each can be seen and the whole be grasped. */
const FEWEST_BARS = 40;
const MOST_BARS = 250;

/** An incident whose date is a span stands in each bin of it, up to so many; else in the first. */
const MOST_SPANNED = 10;

/**
 * Stretches of time: `edges` has the first day of each, and the day after the last.
 * @typedef {{unit: Unit, edges: number[], of: Uint16Array}} Bins  `of` is the bin of each day
 *
 * @typedef {"day"|"week"|"month"|"quarter"|"year"} Unit
 *
 * @typedef {{exact: Uint32Array, loose: Uint32Array, undated: number}} Histogram
 *   how many in each bin: with an exact date, with one that is not; and without any
 */

/** @type {Unit[]} */
const UNITS = ["day", "week", "month", "quarter", "year"];

/**
 * The first day of the stretch of time that a day lies in, or of one so many stretches later.
 * @param {Unit} unit
 * @param {number} day days since 1970
 * @param {number} [steps]
 * @returns {number}
 */
function unitStart(unit, day, steps = 0) {
  if (unit === "day") return day + steps;
  if (unit === "week") return day - ((((day + 3) % 7) + 7) % 7) + 7 * steps; // Mondays
  const date = new Date(day * 86400000);
  const months = { month: 1, quarter: 3, year: 12 }[unit];
  const month = date.getUTCMonth();
  return dayOfMonth(date.getUTCFullYear(), month - (month % months) + months * steps, 1);
}

/**
 * @param {number} year
 * @param {number} month from 0; more than 11 is in a later year
 * @param {number} day
 * @returns {number} days since 1970
 */
function dayOfMonth(year, month, day) {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return Math.round(date.getTime() / 86400000);
}

/**
 * A day so many steps later, on the same day of the month where there is one.
 * @param {Unit} unit
 * @param {number} day
 * @param {number} steps
 * @returns {number}
 */
function stepped(unit, day, steps) {
  if (unit === "day" || unit === "week") return day + steps * (unit === "week" ? 7 : 1);
  const start = unitStart("month", day);
  const months = { month: 1, quarter: 3, year: 12 }[unit];
  const to = unitStart("month", start, months * steps);
  return Math.min(to + day - start, unitStart("month", to, 1) - 1);
}

/**
 * Bins from one day to another, as many as can be told apart.
 * @param {number} from
 * @param {number} to
 * @returns {Bins}
 */
function binsBetween(from, to) {
  const lengths = { day: 1, week: 7, month: 30, quarter: 91, year: 365 };
  const unit = UNITS.find((one) => (to - from + 1) / lengths[one] <= MOST_BARS - 2) ?? "year";
  const edges = [];
  for (let at = unitStart(unit, from); at <= to; at = unitStart(unit, at, 1)) edges.push(at);
  for (let early = true; edges.length < FEWEST_BARS; early = !early) {
    if (early) edges.unshift(unitStart(unit, edges[0], -1));
    else edges.push(unitStart(unit, edges[edges.length - 1], 1));
  }
  edges.push(unitStart(unit, edges[edges.length - 1], 1));
  const of = new Uint16Array(edges[edges.length - 1] - edges[0]);
  for (let bin = 0; bin + 1 < edges.length; bin += 1) of.fill(bin, edges[bin] - edges[0], edges[bin + 1] - edges[0]);
  return { unit, edges, of };
}

/**
 * From the first to the last day that incidents begin or end on.
 * @param {Incidents} incidents
 * @returns {{from: number, to: number}|null} null where nothing is dated
 */
function daysCovered(incidents) {
  const { first, last } = incidents.days();
  let [from, to] = [Infinity, -Infinity];
  for (let row = 0; row < first.length; row += 1) {
    if (first[row] === NONE) continue;
    if (first[row] < from) from = first[row];
    const end = last[row] === FOREVER ? first[row] : last[row];
    if (end > to) to = end;
  }
  return from <= to ? { from, to } : null;
}

/**
 * Which dates, as they are written, are said to be uncertain.
 * @param {Table} table
 * @returns {Uint8Array} 1 for each such word of the column `date`
 */
function uncertainDates(table) {
  return Uint8Array.from(table.values("date"), (date) => (/[?~%X]/.test(date) ? 1 : 0));
}

/**
 * Counts incidents by bin.
 * @param {Incidents} incidents
 * @param {Bins} bins
 * @param {Uint16Array} fails
 * @param {number} bits an incident that fails one of these filters is passed over
 * @returns {Histogram}
 */
function histogram(incidents, { edges, of }, fails, bits) {
  const { first, last } = incidents.days();
  const uncertain = uncertainDates(incidents.table);
  const dates = incidents.table.has("date") ? incidents.column("date") : null;
  const [exact, loose] = [new Uint32Array(edges.length - 1), new Uint32Array(edges.length - 1)];
  const start = edges[0];
  let undated = 0;
  for (let row = 0; row < first.length; row += 1) {
    if (fails[row] & bits) continue;
    const day = first[row];
    if (day === NONE) {
      undated += 1;
      continue;
    }
    const bin = of[day - start];
    if (last[row] === day && !(dates !== null && dates[row] >= 0 && uncertain[dates[row]])) {
      exact[bin] += 1;
      continue;
    }
    const end = last[row] === FOREVER ? bin : (of[last[row] - start] ?? bin);
    const until = end - bin < MOST_SPANNED ? end : bin;
    for (let at = bin; at <= until; at += 1) loose[at] += 1;
  }
  return { exact, loose, undated };
}

/**
 * How far along a histogram the beginning of a day lies.
 * @param {Bins} bins
 * @param {number} day
 * @returns {number} 0 to 1
 */
function shareOf({ edges, of }, day) {
  const count = edges.length - 1;
  if (day <= edges[0]) return 0;
  if (day >= edges[count]) return 1;
  const bin = of[day - edges[0]];
  return (bin + (day - edges[bin]) / (edges[bin + 1] - edges[bin])) / count;
}

/**
 * Where the scale of time is written, and what.
 * @param {Bins} bins
 * @param {number} most so many fit
 * @returns {{bin: number, text: string}[]}
 */
function ticksOf({ edges, unit }, most) {
  const month = (/** @type {Date} */ date) => `${MONTHS[date.getUTCMonth()].slice(0, 3)} ${date.getUTCFullYear()}`;
  const day = (/** @type {Date} */ date) => `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()].slice(0, 3)}`;
  const year = (/** @type {Date} */ date) => String(date.getUTCFullYear());
  /** @type {[(date: Date) => boolean, (date: Date) => string][]} from fine to coarse */
  const levels = [
    [() => unit === "day", day],
    [(date) => unit === "day" && date.getUTCDay() === 1, day],
  ];
  for (const each of [1, 3, 6]) levels.push([(date) => date.getUTCMonth() % each === 0, month]);
  for (const each of [1, 2, 5, 10, 20, 50, 100]) {
    levels.push([(date) => date.getUTCMonth() === 0 && date.getUTCFullYear() % each === 0, year]);
  }
  const starts = edges.slice(0, -1).map((edge) => new Date(edge * 86400000));
  for (const [holds, text] of levels) {
    const found = starts.flatMap((date, bin) => {
      if (!holds(date)) return [];
      const begins = unit === "day" || unit === "week" ? firstOfItsMonth(starts, bin) : true;
      return text === day || begins ? [{ bin, text: text(date) }] : [];
    });
    if (found.length > 1 && found.length <= most) return found;
  }
  return [];
}

/**
 * @param {Date[]} starts
 * @param {number} bin
 * @returns {boolean} whether no bin before it begins in the same month
 */
function firstOfItsMonth(starts, bin) {
  return bin > 0 ? starts[bin].getUTCMonth() !== starts[bin - 1].getUTCMonth() : starts[0].getUTCDate() <= 7;
}

/**
 * @param {Incidents} incidents
 * @returns {boolean} whether any date is a span, or is said to be uncertain
 */
function hasLooseDates(incidents) {
  const { first, last } = incidents.days();
  const uncertain = uncertainDates(incidents.table);
  const dates = incidents.table.has("date") ? incidents.column("date") : null;
  return first.some((day, row) =>
    day !== NONE && (last[row] !== day || (dates !== null && dates[row] >= 0 && uncertain[dates[row]] === 1)),
  );
}
