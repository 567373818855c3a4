/** A frame smaller than this, in pixels, has no room for the panel beside the card. */
const SMALL_FRAME = "(max-width: 799px), (max-height: 359px)";

/** @returns {boolean} */
function isSmallFrame() {
  return isFramed() && window.matchMedia(SMALL_FRAME).matches;
}

/** @returns {boolean} whether the page stands in a frame of another page */
function isFramed() {
  return window.self !== window.top;
}

/**
 * Fits the page into a frame of another page: a link to the page itself, and a wheel that scrolls
 * the other page until the reader clicks into the map or holds Ctrl.
 * @param {L.Map} map
 * @param {HTMLElement} header
 * @param {{href: () => string, listeners: (() => void)[]}} address
 */
function embed(map, header, address) {
  document.documentElement.classList.add("framed");
  header.querySelector("h1").title = header.querySelector("h1").textContent;
  if (/^(https?|file):/.test(window.location.href)) header.append(fullLink(address));
  leaveTheWheel(map.getContainer());
}

/**
 * @param {{href: () => string, listeners: (() => void)[]}} address
 * @returns {HTMLElement}
 */
function fullLink(address) {
  const attributes = { class: "full", target: "_blank", rel: "noopener" };
  const anchor = /** @type {HTMLAnchorElement} */ (el("a", attributes, "Open in full"));
  const update = () => { anchor.href = address.href(); };
  anchor.addEventListener("pointerdown", update);
  anchor.addEventListener("focus", update);
  address.listeners.push(update);
  update();
  return anchor;
}

/**
 * Keeps the wheel from the map until a click into it, and again once the pointer has left.
 * @param {HTMLElement} box
 */
function leaveTheWheel(box) {
  const hint = el("p", { class: "wheel-hint", "aria-hidden": "true" });
  hint.textContent = "Click the map, or hold Ctrl, to zoom with the wheel";
  hint.hidden = true;
  box.append(hint);
  const hide = later(1500, () => { hint.hidden = true; });
  let clicked = false;
  box.addEventListener("pointerdown", () => { clicked = true; });
  document.documentElement.addEventListener("mouseleave", () => { clicked = false; });
  box.addEventListener("wheel", (event) => {
    if (clicked || event.ctrlKey || event.metaKey) return;
    event.stopPropagation();
    hint.hidden = false;
    hide();
  }, { capture: true, passive: true });
}
