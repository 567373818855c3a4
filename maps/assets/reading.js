/**
 * What the page carries. Fields bear the names that `maps/reading.py` gives and explains; `shape`
 * is a place in `shapes`.
 *
 * @typedef {{words: string, key: string, role: string, spot: number|null,
 *   confidence: string|null, why: string, others: string[]}} ReadingMark
 *
 * @typedef {{id: string, name: string, line: string, lon: number, lat: number, precision: string,
 *   exact: boolean, wide: boolean, shape: number|null, key: string}} ReadingSpot
 *
 * @typedef {{words: string, why: string, precision: string, lon: number, lat: number,
 *   wide: boolean, shape: number}} ReadingGround
 *
 * @typedef {[string, number|null, number|null]} Piece  text, its mark, the ground that it means
 *
 * @typedef {GroundData & {title: string, texts: {name: string, pieces: Piece[]}[],
 *   marks: ReadingMark[], spots: ReadingSpot[], grounds: ReadingGround[], shapes: Geometry[],
 *   view: [number, number, number, number]|null}} ReadingData
 *
 * @typedef {{mark?: number, spot?: number, ground?: number}} Choice  ground, or a mark with its
 *   spot if it has one
 */

/** What a mark is called in the legend. */
const KEYS = {
  location: "location",
  actor: "actor",
  demonym: "demonym",
  part_of_name: "part of a name",
  unknown: "without a place",
};

/**
 * Puts the page together round the map that folium made.
 * @param {L.Map} map
 * @param {ReadingData} data
 */
function start(map, data) {
  const card = makeCard(data, { go: (mark) => choose({ mark }, "click", null), close });
  const text = makeText(data, choose);
  const mapBox = el("section", { class: "map", "aria-label": "Map" }, map.getContainer());
  document.body.prepend(
    titleBar(data),
    el("main", { class: "reading" }, text.node, mapBox, card.node),
    el("footer", {}, ...data.attribution.map((line) => outside(line, "span"))),
  );
  map.invalidateSize({ animate: false });
  L.setOptions(map, { minZoom: 2, maxZoom: 14 });
  L.control.zoom({ position: "bottomright" }).addTo(map);
  L.control.scale({ position: "bottomleft", imperial: false }).addTo(map);
  if (data.view !== null) mapBox.append(homeButton(() => places.home()));
  const places = drawPlaces(map, data, choose);
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(mapBox);
  /** @type {HTMLElement|null} */
  let cameFrom = null;
  let closing = false;

  /**
   * @param {Choice} choice
   * @param {"click"|"key"|"focus"} by what chose it: a key moves on to the card
   * @param {HTMLElement|null} opener what the focus goes back to
   */
  function choose(choice, by, opener) {
    if (closing) return; // the focus only goes back
    const whole = completed(choice);
    cameFrom = opener ?? cameFrom;
    card.show(whole);
    places.show(whole);
    text.show(whole, opener === null || !text.node.contains(opener));
    if (by === "key") card.focus();
  }

  /**
   * A place stands for its first mention, a mention for its place.
   * @param {Choice} choice
   * @returns {Choice}
   */
  function completed({ mark, spot, ground }) {
    if (ground !== undefined) return { ground };
    if (mark === undefined) return { mark: data.marks.findIndex((one) => one.spot === spot), spot };
    return { mark, spot: data.marks[mark].spot ?? undefined };
  }

  function close() {
    card.show(null);
    places.show(null);
    text.show(null, false);
    closing = true;
    cameFrom?.focus({ preventScroll: true });
    closing = false;
    cameFrom = null;
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
}

/**
 * The texts with their marks.
 * @param {ReadingData} data
 * @param {(choice: Choice, by: "click"|"key"|"focus", opener: HTMLElement) => void} choose
 * @returns {{node: HTMLElement, show: (choice: Choice|null, scroll: boolean) => void}}
 */
function makeText(data, choose) {
  const node = el("article", { class: "texts", tabindex: "0", "aria-label": "Text" });
  for (const { name, pieces } of data.texts) {
    const body = el("div", { class: "text" });
    pieces.forEach((piece, index) => {
      const ends = piece[2] !== null && pieces[index + 1]?.[2] !== piece[2];
      body.append(written(piece), ...(ends ? [groundButton(piece[2])] : []));
    });
    node.append(el("section", {}, ...(data.texts.length > 1 ? [outside(name, "h2")] : []), body));
  }

  /**
   * @param {Piece} piece
   * @returns {Node}
   */
  function written([words, mark, ground]) {
    const said = ground === null ? "" : " said";
    if (mark === null) {
      if (ground === null) return document.createTextNode(words);
      const span = el("span", { class: said.trim(), "data-said": ground }, words);
      span.onclick = () => choose({ ground }, "click", span);
      return span;
    }
    const { key, role } = data.marks[mark];
    const attributes = {
      class: `mark role-${key}${said}`, role: "button", tabindex: 0, "data-mark": mark,
      "data-said": ground, "aria-description": key === "unknown" ? KEYS.unknown : role,
    };
    return chosenBy(el("span", attributes, words), { mark });
  }

  /**
   * @param {number} ground
   * @returns {HTMLElement}
   */
  function groundButton(ground) {
    const box = { viewBox: "-8 -8 16 16", width: 14, height: 14, "aria-hidden": "true" };
    const rings = [svg("circle", { r: 6 }), svg("circle", { r: 1.5, class: "dot" })];
    const button = {
      type: "button", class: "to-ground", "data-ground": ground,
      "aria-label": `Ground meant: ${data.grounds[ground].words}`,
    };
    return chosenBy(el("button", button, svg("svg", box, ...rings)), { ground });
  }

  /**
   * @param {HTMLElement} node
   * @param {Choice} choice
   * @returns {HTMLElement}
   */
  function chosenBy(node, choice) {
    node.onclick = () => choose(choice, "click", node);
    node.onfocus = () => {
      if (node.matches(":focus-visible")) choose(choice, "focus", node);
    };
    node.onkeydown = (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      choose(choice, "key", node);
    };
    return node;
  }

  return {
    node,
    show(choice, scroll) {
      for (const one of node.querySelectorAll(".alike, .current")) {
        one.classList.remove("alike", "current");
        one.removeAttribute("aria-current");
      }
      if (choice === null) return;
      for (const one of /** @type {NodeListOf<HTMLElement>} */ (node.querySelectorAll(".mark"))) {
        const { spot } = data.marks[Number(one.dataset.mark)];
        one.classList.toggle("alike", choice.spot !== undefined && spot === choice.spot);
      }
      const current = choice.ground === undefined
        ? node.querySelectorAll(`[data-mark="${choice.mark}"]`)
        : node.querySelectorAll(`[data-said="${choice.ground}"]`);
      for (const one of current) {
        one.classList.add("current");
        one.setAttribute("aria-current", "true");
      }
      if (scroll || hidden(node, current[0])) current[0]?.scrollIntoView({ block: "center" });
    },
  };
}

/**
 * @param {Element} box
 * @param {Element|undefined} inside
 * @returns {boolean} whether it is scrolled out of the box
 */
function hidden(box, inside) {
  if (!inside) return false;
  const [outer, inner] = [box.getBoundingClientRect(), inside.getBoundingClientRect()];
  return inner.top < outer.top || inner.bottom > outer.bottom;
}

/**
 * @param {ReadingData} data
 * @returns {HTMLElement}
 */
function titleBar(data) {
  const located = data.marks.filter((mark) => mark.spot !== null).length;
  const counts = [
    `${plural(located, "mention")} of ${plural(data.spots.length, "place")}`,
    data.marks.length > located ? `${data.marks.length - located} without a place` : null,
  ];
  const legend = el("ul", { class: "legend", "aria-label": "Marks" });
  for (const [key, name] of Object.entries(KEYS)) {
    if (!data.marks.some((mark) => mark.key === key)) continue;
    legend.append(el("li", {}, el("span", { class: `mark role-${key}` }, name)));
  }
  const said = el("li", {}, el("span", { class: "said" }, "ground meant"));
  if (data.grounds.length) legend.append(said);
  const line = el("p", { class: "counts" }, counts.filter(Boolean).join(", "));
  const skip = el("a", { class: "skip", href: "#incident_map" }, "Skip to the map");
  return el("header", {}, skip, outside(data.title, "h1"), line, legend);
}

/**
 * @param {() => void} home
 * @returns {HTMLElement}
 */
function homeButton(home) {
  const button = el("button", { type: "button", class: "home" }, "First view");
  button.onclick = home;
  return button;
}

readData()
  .then((data) => start(window.incident_map, data))
  .catch(fail);
