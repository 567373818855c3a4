/** Switches that hide parts of the map rather than incidents. */
const MAP_PARTS = ["arcs", "areas", "borders", "provinces", "names"];

/**
 * What is switched on. Everything is, to begin with.
 */
class Switches {
  constructor() {
    /** @type {Set<string>} */
    this.off = new Set();
    /** @type {(() => void)[]} */
    this.listeners = [];
  }

  /**
   * @param {string} name such as "kind airstrike", "direction Iran to Pakistan" or "arcs"
   * @param {boolean} on
   */
  set(name, on) {
    if (on) this.off.delete(name);
    else this.off.add(name);
    this.listeners.forEach((listener) => listener());
  }

  /**
   * @param {string} name
   * @returns {boolean}
   */
  on(name) {
    return !this.off.has(name);
  }

  /**
   * @param {Mark} mark
   * @returns {boolean}
   */
  shows(mark) {
    return this.on(kindSwitch(mark)) && this.on(`direction ${mark.direction}`);
  }
}

/**
 * The switch that a mark hangs on; diplomatic steps share one.
 * @param {Mark} mark
 * @returns {string}
 */
function kindSwitch(mark) {
  return mark.family === "diplomacy" ? "diplomacy" : `kind ${mark.kind}`;
}
