/**
 * The card that tells about one incident: beside the map, or at its foot on a phone.
 * @param {Incidents} incidents
 * @param {{opened: (row: number) => void, closed: () => void}} events
 * @returns {{node: HTMLElement, open: (row: number, opener: HTMLElement|null) => void,
 *   close: () => void, refresh: () => void, shown: () => number|null}}
 */
function makePopup(incidents, events) {
  const node = el("section", { class: "popup", role: "dialog", "aria-labelledby": "popup-title" });
  node.hidden = true;
  /** @type {HTMLElement|null} */
  let cameFrom = null;
  /** @type {number|null} */
  let shown = null;

  function close() {
    if (node.hidden) return;
    node.hidden = true;
    node.replaceChildren();
    shown = null;
    events.closed();
    cameFrom?.focus({ preventScroll: true });
    cameFrom = null;
  }

  /**
   * @param {number} row
   * @param {HTMLElement|null} opener what the focus goes back to
   */
  function open(row, opener) {
    cameFrom = opener ?? cameFrom;
    shown = row;
    refresh();
    node.hidden = false;
    node.scrollTop = 0;
    events.opened(row);
    node.querySelector("h2").focus({ preventScroll: true });
  }

  /** Tells the same incident anew, after the view has changed. */
  function refresh() {
    if (shown === null) return;
    const shut = el("button", { type: "button", class: "close", "aria-label": "Close" }, "×");
    shut.onclick = close;
    node.replaceChildren(shut, ...story(incidents.mark(shown), (to) => open(to, null)));
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  return { node, open, close, refresh, shown: () => shown };
}

/**
 * All that is known of an incident, in the order that a reader asks.
 * @param {Mark} mark
 * @param {(row: number) => void} go
 * @returns {Node[]}
 */
function story(mark, go) {
  const kind = el("p", { class: "kind" }, symbol(mark.family, { solid: mark.exact, size: 18 }));
  kind.append(outside(mark.kind_label));
  if (mark.status === "draft") kind.append(el("span", { class: "tag" }, "Draft, not checked yet"));
  const title = outside(mark.title, "h2");
  title.id = "popup-title";
  title.tabIndex = -1;
  const parts = [kind, title, facts(mark)];
  if (mark.differing.length) {
    const fields = outside(mark.differing.join(", "));
    parts.push(el("p", { class: "differ" }, "Accounts differ on: ", fields));
  }
  if (mark.claims.length) parts.push(claimTable(mark.claims));
  if (mark.links.length) parts.push(linkList(mark.links, go));
  return parts;
}

/**
 * The facts in short: when, where, how many, who.
 * @param {Mark} mark
 * @returns {HTMLElement}
 */
function facts(mark) {
  const list = el("dl", { class: "facts" });
  /** @type {(name: string, ...texts: (string|null)[]) => void} */
  const fact = (name, ...texts) => {
    const given = texts.filter(Boolean);
    if (!given.length) return;
    const lines = given.map((text, i) => outside(text, "span", i ? "more" : ""));
    list.append(el("dt", {}, name), el("dd", {}, ...lines));
  };
  fact("When", mark.date_label);
  const precision = mark.lon === null ? "not on the map" : mark.precision_label;
  const asWritten = mark.mention && mark.mention !== mark.place ? `“${mark.mention}”` : null;
  fact("Where", mark.place || "Place not known", precision, asWritten);
  fact("Border", mark.border);
  fact("Direction", mark.direction);
  fact("Killed", mark.killed);
  fact("Injured", mark.injured);
  fact("By", few(mark.perpetrator));
  fact("Against", few(mark.target));
  fact("With", few(mark.weapon));
  if (mark.sources) fact("Sources", plural(mark.sources, "independent source"));
  return list;
}

/**
 * The first two of the values in a line; the table below has them all.
 * @param {string|null} text
 * @returns {string|null}
 */
function few(text) {
  const values = (text ?? "").split("; ");
  if (values.length <= 3) return text;
  return `${values.slice(0, 2).join("; ")}; and ${values.length - 2} more below`;
}

/**
 * The claims side by side, those about one field together.
 * @param {ClaimLine[]} claims
 * @returns {HTMLElement}
 */
function claimTable(claims) {
  const table = el("table", { class: "claims" }, el("caption", {}, "Who says what"));
  const heads = ["Claim", "Who says it", "Source"].map((head) => el("th", { scope: "col" }, head));
  table.append(el("thead", {}, el("tr", {}, ...heads)));
  for (const [field, about] of byField(claims, (claim) => claim.field)) {
    const head = el("th", { scope: "rowgroup", colspan: 3 }, outside(field));
    if (about.some((claim) => claim.differs)) {
      head.append(el("span", { class: "tag" }, "accounts differ"));
    }
    const rows = [...byField(about, (claim) => claim.value).values()].flatMap((alike) =>
      alike.flatMap((claim, i) => claimRows(claim, i > 0)),
    );
    table.append(el("tbody", {}, el("tr", { class: "field" }, head), ...rows));
  }
  return table;
}

/** How many quotes have been put on the page, so that each has an id of its own. */
let quotesMade = 0;

/**
 * A claim, and under it the sentence that it rests on, which opens on a click.
 * @param {ClaimLine} claim
 * @param {boolean} again whether the row above says the same, so that it need not be repeated
 * @returns {HTMLElement[]}
 */
function claimRows(claim, again) {
  const who = el("td", {}, outside(claim.claimant), " ");
  who.append(outside(claim.verb, "bdi", claim.verb === "denies" ? "denies" : ""));
  const source = el("td", { class: "source" }, link(claim.url, claim.publisher));
  if (claim.published) source.append(el("small", {}, outside(claim.published)));
  const value = el("td", {}, outside(claim.value, "bdi", again ? "unseen" : ""));
  const line = el("tr", { class: again ? "again" : null }, value, who, source);
  if (!claim.quote && !claim.source_title) return [line];

  quotesMade += 1;
  const id = `quote-${quotesMade}`;
  const text = el("td", { colspan: 3 });
  if (claim.quote) {
    if (claim.paraphrased) text.append(el("span", { class: "ours" }, "In our words: "));
    text.append(outside(claim.quote, claim.paraphrased ? "span" : "q"));
  }
  if (claim.source_title) text.append(outside(claim.source_title, "cite"));
  const sentence = el("tr", { class: "quote", id, hidden: true }, text);
  const more = { type: "button", class: "more", "aria-expanded": "false", "aria-controls": id };
  const button = el("button", more, claim.quote ? "Sentence" : "Headline");
  button.onclick = () => {
    sentence.hidden = !sentence.hidden;
    button.setAttribute("aria-expanded", String(!sentence.hidden));
  };
  source.append(button);
  return [line, sentence];
}

/**
 * @param {LinkLine[]} links
 * @param {(row: number) => void} go
 * @returns {HTMLElement}
 */
function linkList(links, go) {
  const items = links.map((one) => {
    const button = el("button", { type: "button", class: "link" }, outside(one.title));
    button.dataset.to = String(one.to);
    button.onclick = () => go(one.to);
    return el("li", {}, outside(one.type, "span", "link-type"), " ", button);
  });
  const heading = el("h3", {}, "Linked incidents");
  return el("section", { class: "links" }, heading, el("ul", {}, ...items));
}

/**
 * Values of a field with the items that have them, in order of first appearance.
 * @template T
 * @param {T[]} items
 * @param {(item: T) => string} field
 * @returns {Map<string, T[]>}
 */
function byField(items, field) {
  /** @type {Map<string, T[]>} */
  const found = new Map();
  for (const item of items) {
    const key = field(item);
    const alike = found.get(key);
    if (alike) alike.push(item);
    else found.set(key, [item]);
  }
  return found;
}
