/**
 * One claim in a few lines: who says what, in which words, where to read it.
 * @param {ClaimLine} claim
 * @returns {HTMLElement}
 */
function claimItem(claim) {
  const said = [" ", verbOf(claim), ": ", outside(claim.value)];
  const who = el("p", {}, outside(claim.claimant, "b"), ...said);
  const item = el("li", {}, who, sentenceOf(claim));
  const source = el("p", { class: "source" }, link(claim.url, claim.publisher));
  if (claim.published) source.append(" ", el("small", {}, outside(claim.published)));
  item.append(source);
  return item;
}

/**
 * @param {ClaimLine} claim
 * @returns {HTMLElement}
 */
function verbOf({ verb }) {
  return outside(verb, "bdi", verb === "denies" || verb === "deny" ? "denies" : "");
}

/**
 * The sentence that a claim rests on, and the headline above it.
 * @param {ClaimLine} claim
 * @returns {DocumentFragment} empty where neither is kept
 */
function sentenceOf({ quote, paraphrased, source_title: headline }) {
  const text = document.createDocumentFragment();
  if (quote && paraphrased) text.append(el("span", { class: "ours" }, "In our words: "));
  if (quote) text.append(outside(quote, paraphrased ? "span" : "q"));
  if (headline) text.append(outside(headline, "cite"));
  return text;
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
  const who = el("td", {}, outside(claim.claimant), " ", verbOf(claim));
  const source = el("td", { class: "source" }, link(claim.url, claim.publisher));
  if (claim.published) source.append(el("small", {}, outside(claim.published)));
  const value = el("td", {}, outside(claim.value, "bdi", again ? "unseen" : ""));
  const line = el("tr", { class: again ? "again" : null }, value, who, source);
  if (!claim.quote && !claim.source_title) return [line];

  quotesMade += 1;
  const id = `quote-${quotesMade}`;
  const text = el("td", { colspan: 3 }, sentenceOf(claim));
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
