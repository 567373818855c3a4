/**
 * The card about a mention, a place, or ground that is meant.
 * @param {ReadingData} data
 * @param {{go: (mark: number) => void, close: () => void}} events
 * @returns {{node: HTMLElement, show: (choice: Choice|null) => void, focus: () => void}}
 */
function makeCard(data, events) {
  const attributes = { class: "card", "aria-label": "What was chosen", "aria-live": "polite" };
  const node = el("section", attributes);
  const hint = el("p", { class: "hint" }, "Choose a marked word, or a place on the map.");

  /** @param {Choice|null} choice */
  function show(choice) {
    node.classList.toggle("empty", choice === null);
    node.scrollTop = 0;
    if (choice === null) return node.replaceChildren(hint);
    const shut = el("button", { type: "button", class: "close", "aria-label": "Close" }, "×");
    shut.onclick = events.close;
    return node.replaceChildren(shut, ...told(choice));
  }

  /**
   * @param {Choice} choice
   * @returns {Node[]}
   */
  function told(choice) {
    if (choice.ground !== undefined) return aboutGround(data.grounds[choice.ground]);
    const mark = data.marks[choice.mark];
    if (choice.spot === undefined) return aboutUnknown(mark);
    const alike = data.marks.flatMap((one, index) => (one.spot === choice.spot ? [index] : []));
    const card = aboutSpot(data.spots[choice.spot], mark);
    return alike.length > 1 ? [...card, turner(alike, choice.mark)] : card;
  }

  /**
   * Steps from one mention of a place to the next.
   * @param {number[]} alike
   * @param {number} current
   * @returns {HTMLElement}
   */
  function turner(alike, current) {
    const at = alike.indexOf(current);
    const line = el("p", { class: "turner" }, `Mention ${at + 1} of ${alike.length}`);
    for (const [word, step] of Object.entries({ Previous: -1, Next: 1 })) {
      const button = el("button", { type: "button", class: "link" }, word);
      button.onclick = () => events.go(alike[(at + step + alike.length) % alike.length]);
      line.append(" ", button);
    }
    return line;
  }

  show(null);
  return { node, show, focus: () => node.querySelector("h2")?.focus({ preventScroll: true }) };
}

/**
 * @param {ReadingSpot} spot
 * @param {ReadingMark} mark
 * @returns {Node[]}
 */
function aboutSpot(spot, mark) {
  return [
    heading(spot.name),
    factList([
      ["Place", spot.line],
      ["As written", `“${mark.words}”`],
      ["Role", mark.role],
      ["Confidence", mark.confidence],
      ["Precision", spot.precision],
      ["Point", `lon ${spot.lon.toFixed(4)}, lat ${spot.lat.toFixed(4)}`],
      ["Why", mark.why],
      ["Could be", ...mark.others],
      ["Id", spot.id],
    ]),
  ];
}

/**
 * @param {ReadingMark} mark
 * @returns {Node[]}
 */
function aboutUnknown(mark) {
  const facts = factList([["Role", mark.role], ["Why", mark.why], ["Could be", ...mark.others]]);
  const kind = el("p", { class: "kind" }, "Without a place: not on the map");
  return [heading(mark.words), kind, facts];
}

/**
 * @param {ReadingGround} ground
 * @returns {Node[]}
 */
function aboutGround(ground) {
  return [
    heading(ground.words),
    el("p", { class: "kind" }, "Ground that the text means by way of a place"),
    factList([
      ["Drawn", ground.why],
      ["Precision", ground.precision],
      ["Point inside", `lon ${ground.lon.toFixed(4)}, lat ${ground.lat.toFixed(4)}`],
    ]),
  ];
}

/**
 * @param {string} text
 * @returns {HTMLElement}
 */
function heading(text) {
  const node = outside(text, "h2");
  node.tabIndex = -1;
  return node;
}

/**
 * @param {(string|null)[][]} rows a name, and what is to be said; rows without are left out
 * @returns {HTMLElement}
 */
function factList(rows) {
  const list = el("dl", { class: "facts" });
  for (const [name, ...texts] of rows) {
    const given = texts.filter(Boolean).map((text) => outside(text, "span", "line"));
    if (given.length) list.append(el("dt", {}, name), el("dd", {}, ...given));
  }
  return list;
}
