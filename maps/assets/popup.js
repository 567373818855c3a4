/**
 * The card that tells about one incident: beside the map, or at its foot on a phone.
 * @typedef {{node: HTMLElement, shown: () => number|null, refresh: () => void,
 *   update: () => void, close: () => void,
 *   open: (row: number, opener: HTMLElement|null, quietly?: boolean) => void}} Popup
 *   `refresh` tells the same incident anew; `update` does so if the filters now hide or show it;
 *   opened `quietly`, the card leaves the focus where it is
 */

/**
 * @param {Incidents} incidents
 * @param {Filters} filters
 * @param {{opened: (row: number, chain: number[]) => void, closed: () => void}} events
 * @returns {Popup}
 */
function makePopup(incidents, filters, events) {
  const shut = el("button", { type: "button", class: "close", "aria-label": "Close" }, "×");
  const said = el("p", { class: "unseen", role: "status" });
  const body = el("div", {});
  const look = { class: "popup", role: "dialog", "aria-labelledby": "popup-title", hidden: true };
  const node = el("section", look, shut, said, body);
  const state = {
    /** @type {HTMLElement|null} what the focus goes back to */
    cameFrom: null,
    /** @type {number|null} */
    shown: null,
    /** @type {number[]} the chain that it is a step of, in order */
    chain: [],
    /** Whether the filters show it. */
    visible: true,
    /** @type {CardState} */
    card: newCard(),
  };

  function close() {
    if (node.hidden) return;
    node.hidden = true;
    body.replaceChildren();
    said.textContent = "";
    Object.assign(state, { shown: null, chain: [] });
    events.closed();
    state.cameFrom?.focus({ preventScroll: true });
    state.cameFrom = null;
  }

  /**
   * @param {number} row
   * @param {HTMLElement|null} opener
   * @param {boolean} [quietly]
   */
  function open(row, opener, quietly = false) {
    state.cameFrom = opener ?? state.cameFrom;
    const stepping = body.contains(document.activeElement) && state.chain.includes(row);
    if (!state.chain.includes(row)) state.chain = chainOf(incidents, row);
    if (state.shown !== row) state.card = newCard(state.card);
    state.shown = row;
    node.hidden = false;
    const held = stepping ? focusKey(body) : null;
    tell();
    node.scrollTop = 0;
    events.opened(row, state.chain);
    if (!quietly) focusOn(held);
    if (stepping) said.textContent = stepText(state.chain, row, incidents);
  }

  /** Writes the card. */
  function tell() {
    const row = state.shown;
    state.visible = filters.shows(row);
    const about = { row, chain: state.chain, visible: state.visible, card: state.card };
    body.replaceChildren(...story(incidents, about, (to) => open(to, null)));
    scrollToStep(body);
  }

  function refresh() {
    if (state.shown === null) return;
    const inside = body.contains(document.activeElement);
    const held = focusKey(body);
    const top = node.scrollTop;
    tell();
    node.scrollTop = top;
    if (inside) focusOn(held);
  }

  /** @param {string|null} key what had the focus; without, the title gets it */
  function focusOn(key) {
    const buttons = [...body.querySelectorAll("button[data-keep]:enabled")];
    const same = buttons.find((button) => button.getAttribute("data-keep") === key);
    const to = /** @type {HTMLElement} */ (same ?? body.querySelector("h2"));
    to.focus({ preventScroll: true });
  }

  shut.onclick = close;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) close();
  });
  node.addEventListener("keydown", (event) => {
    const by = stepOfKey(event);
    const to = by && state.chain[state.chain.indexOf(state.shown) + by];
    if (by) event.preventDefault();
    if (by && to !== undefined) open(to, null);
  });
  return {
    node,
    open,
    close,
    refresh,
    update: () => {
      if (state.shown !== null && filters.shows(state.shown) !== state.visible) refresh();
    },
    shown: () => state.shown,
  };
}

/**
 * What a button of the card is known by, so that it has the focus again once the card is
 * written anew.
 * @param {HTMLElement} body
 * @returns {string|null}
 */
function focusKey(body) {
  const active = document.activeElement;
  return body.contains(active) ? active.getAttribute("data-keep") : null;
}

/**
 * How many steps along the chain a key goes: `[` and Alt+Up back, `]` and Alt+Down on. They count
 * only while the focus is in the card.
 * @param {KeyboardEvent} event
 * @returns {number} 0 for any other key
 */
function stepOfKey({ key, altKey }) {
  if (key === "[" || (altKey && key === "ArrowUp")) return -1;
  return key === "]" || (altKey && key === "ArrowDown") ? 1 : 0;
}
