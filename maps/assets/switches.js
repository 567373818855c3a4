/** Parts of the map that can be hidden. */
const MAP_PARTS = ["arcs", "areas", "borders", "bands", "provinces", "names"];

/** Which parts of the map are switched on. All are, to begin with. */
class Switches {
  constructor() {
    /** @type {Set<string>} */
    this.off = new Set();
    /** @type {(() => void)[]} */
    this.listeners = [];
  }

  /**
   * @param {string} name one of MAP_PARTS
   * @param {boolean} on
   */
  set(name, on) {
    if (on) this.off.delete(name);
    else this.off.add(name);
    this.listeners.forEach((listener) => listener());
  }

  /**
   * Switches these off and all others on.
   * @param {string[]} off
   */
  restore(off) {
    this.off = new Set(off);
    this.listeners.forEach((listener) => listener());
  }

  /**
   * @param {string} name
   * @returns {boolean}
   */
  on(name) {
    return !this.off.has(name);
  }
}
