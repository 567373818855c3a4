/**
 * What a reader has unfolded in the card: facts whose claims are shown, whether the steps are.
 * @typedef {{told: Set<string>, steps: boolean}} CardState
 *
 * @typedef {{row: number, chain: number[], visible: boolean, card: CardState}} About
 *   the incident, the rows of its chain, whether the filters show it
 *
 * @typedef {{name: string, texts: (string|null)[], fields?: string[], byOthers?: boolean}} Fact
 *   the first text in full, the others small below it; `fields` are those of the claims behind it
 */

const HIDDEN = "The filters hide it: it is not on the map now.";

/**
 * @param {CardState} [before] of the incident that was shown before
 * @returns {CardState}
 */
function newCard(before) {
  return { told: new Set(), steps: before ? before.steps : true };
}

/**
 * All that is known of an incident, in the order that a reader asks.
 * @param {Incidents} incidents
 * @param {About} about
 * @param {(row: number) => void} go
 * @returns {HTMLElement[]}
 */
function story(incidents, { row, chain, visible, card }, go) {
  const mark = incidents.mark(row);
  const kind = el("p", { class: "kind" }, symbol(mark.family, { solid: mark.exact, size: 18 }));
  kind.append(outside(mark.kind_label));
  if (mark.status === "draft") kind.append(el("span", { class: "tag" }, "Draft, not checked yet"));
  const title = outside(mark.title, "h2");
  title.id = "popup-title";
  title.tabIndex = -1;
  const chained = chain.length > 1;
  const others = mark.links.filter(({ to, type }) => !(CHAINING.has(type) && chain.includes(to)));
  return [
    kind,
    title,
    chained ? stepper(chain, row, go) : null,
    ruleLine(incidents, row),
    visible || silentOn(incidents, row) ? null : aside(HIDDEN),
    facts(factsOf(incidents, mark), mark.claims, card),
    sourceLine(mark.source),
    mark.differing.length ? differLine(mark.differing) : null,
    chained ? stepList(incidents, chain, row, card, go) : null,
    mark.claims.length ? claimTable(mark.claims) : null,
    others.length ? linkList(incidents, others, go) : null,
  ].filter((part) => part !== null);
}

/**
 * @param {string} text
 * @returns {HTMLElement}
 */
function aside(text) {
  return outside(text, "p", "aside");
}

/**
 * @param {string[]} fields
 * @returns {HTMLElement}
 */
function differLine(fields) {
  return el("p", { class: "differ" }, "Accounts differ on: ", outside(fields.join(", ")));
}

/**
 * Whether the claimant whose account is shown says nothing about an incident.
 * @param {Incidents} incidents
 * @param {number} row
 * @returns {boolean}
 */
function silentOn({ silent }, row) {
  return silent !== null && silent[row] === 1;
}

/**
 * Names the rule in force, unless it is the map's own, which stands above the map.
 * @param {Incidents} incidents
 * @param {number} row
 * @returns {HTMLElement|null}
 */
function ruleLine(incidents, row) {
  const view = incidents.data.views[incidents.view];
  if (!view) return null;
  if (silentOn(incidents, row)) {
    return aside(`${view.name} says nothing about it. What follows is what others say.`);
  }
  const whose = view.only ? `${possessive(view.name)} account` : view.name;
  const told = `${whose}: ${view.text[0].toLowerCase()}${view.text.slice(1)}`;
  return outside(view.text.startsWith(view.name) ? view.text : told, "p", "aside rule");
}

/**
 * @param {string} name
 * @returns {string} such as "Iran's" or "Officials'"
 */
function possessive(name) {
  return name.endsWith("s") ? `${name}'` : `${name}'s`;
}

/**
 * The facts in short: when, where, how many, who.
 * @param {Incidents} incidents
 * @param {Mark} mark
 * @param {string} [rest] what stands after the number of values left out
 * @returns {Fact[]}
 */
function factsOf(incidents, mark, rest = "more below") {
  const oneSide = incidents.data.views[incidents.view]?.only ?? false;
  const dated = mark.date !== null || incidents.column("first")[mark.row] !== NONE;
  const precision = mark.lon === null ? "not on the map" : mark.precision_label;
  const asWritten = mark.mention && mark.mention !== mark.place ? `“${mark.mention}”` : null;
  const place = mark.place || (mark.lon === null ? null : pointText(mark.lon, mark.lat));
  const unknown = oneSide ? null : "Place not known";
  return [
    {
      name: "When",
      texts: [dated || !oneSide ? mark.date_label : null],
      fields: ["Date", "Time"],
      byOthers: mark.date_by_others,
    },
    {
      name: "Where",
      texts: place || !oneSide ? [place ?? unknown, precision, asWritten] : [],
      fields: ["Place"],
      byOthers: mark.place_by_others,
    },
    { name: "Border", texts: [mark.border] },
    { name: "Direction", texts: [mark.direction] },
    { name: "Killed", texts: [mark.killed], fields: ["Killed", "Killed or injured"] },
    { name: "Injured", texts: [mark.injured], fields: ["Injured", "Killed or injured"] },
    { name: "By", texts: [few(mark.perpetrator, rest)], fields: ["By", "Responsibility"] },
    { name: "Against", texts: [few(mark.target, rest)], fields: ["Against"] },
    { name: "With", texts: [few(mark.weapon, rest)], fields: ["With"] },
    { name: "Sources", texts: [mark.sources ? plural(mark.sources, "independent source") : null] },
  ];
}

/**
 * @param {number} lon degrees
 * @param {number} lat
 * @returns {string} such as "27.37° N, 62.33° E"
 */
function pointText(lon, lat) {
  const [north, east] = [Math.abs(lat).toFixed(2), Math.abs(lon).toFixed(2)];
  return `${north}° ${lat < 0 ? "S" : "N"}, ${east}° ${lon < 0 ? "W" : "E"}`;
}

/**
 * @param {Fact[]} known
 * @param {ClaimLine[]} claims
 * @param {CardState} card
 * @returns {HTMLElement}
 */
function facts(known, claims, card) {
  const list = el("dl", { class: "facts" });
  for (const { name, texts, fields = [], byOthers } of known) {
    const [first, ...more] = texts.filter(Boolean);
    if (!first) continue;
    const behind = claims.filter((claim) => fields.includes(claim.field));
    const value = behind.length ? toldBy(name, first, behind, card) : [outside(first, "span")];
    if (byOthers) value.splice(1, 0, el("span", { class: "by-others" }, " (as others say)"));
    value.splice(byOthers ? 2 : 1, 0, ...more.map((text) => outside(text, "span", "more")));
    list.append(el("dt", {}, name), el("dd", {}, ...value));
  }
  return list;
}

/**
 * A fact as a button that shows who says so.
 * @param {string} name of the fact
 * @param {string} text
 * @param {ClaimLine[]} claims
 * @param {CardState} card
 * @returns {HTMLElement[]} the button, and what it unfolds
 */
function toldBy(name, text, claims, card) {
  const id = `told-${name.toLowerCase()}`;
  const shown = card.told.has(name);
  const look = { "aria-expanded": String(shown), "aria-controls": id, "data-keep": `fact ${name}` };
  const about = { type: "button", class: "fact", title: "Who says so", ...look };
  const button = el("button", about, outside(text, "span"));
  const list = el("ul", { class: "told", id, hidden: !shown }, ...claims.map(claimItem));
  button.onclick = () => {
    list.hidden = !list.hidden;
    button.setAttribute("aria-expanded", String(!list.hidden));
    if (list.hidden) card.told.delete(name);
    else card.told.add(name);
  };
  return [button, list];
}

/**
 * The first two of the values in a line; the table below has them all.
 * @param {string|null} text
 * @param {string} rest
 * @returns {string|null}
 */
function few(text, rest) {
  const values = (text ?? "").split("; ");
  if (values.length <= 3) return text;
  return `${values.slice(0, 2).join("; ")}; and ${values.length - 2} ${rest}`;
}

/**
 * The one source of an incident that came without claims.
 * @param {SourceLine|null} source
 * @returns {HTMLElement|null}
 */
function sourceLine(source) {
  if (!source) return null;
  const { publisher, source_title: headline, url, published } = source;
  const text = [publisher, headline].filter(Boolean).join(" – ") || url;
  if (!text) return null;
  const line = el("p", { class: "one-source" }, "Source: ", link(url, text));
  if (published) line.append(" ", el("small", {}, outside(published)));
  return line;
}

/**
 * @param {Incidents} incidents
 * @param {LinkLine[]} links
 * @param {(row: number) => void} go
 * @returns {HTMLElement}
 */
function linkList(incidents, links, go) {
  const items = links.map((one) => {
    const button = el("button", { type: "button", class: "link" }, outside(one.title));
    button.dataset.to = incidents.id(one.to);
    button.onclick = () => go(one.to);
    return el("li", {}, outside(one.type, "span", "link-type"), " ", button);
  });
  const heading = el("h3", {}, "Linked incidents");
  return el("section", { class: "links" }, heading, el("ul", {}, ...items));
}
