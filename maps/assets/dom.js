/**
 * Makes an element. Children are nodes or text; text stays text, whatever it holds.
 * @param {string} tag
 * @param {Object<string, string|number|boolean|null|undefined>} [attributes] names are ours alone
 * @param {...(Node|string|null)} children
 * @returns {HTMLElement}
 */
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  setAttributes(node, attributes);
  node.append(...children.filter((child) => child !== null));
  return node;
}

/**
 * Makes an SVG element.
 * @param {string} tag
 * @param {Object<string, string|number|boolean|null|undefined>} [attributes]
 * @param {...Node} children
 * @returns {SVGElement}
 */
function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  setAttributes(node, attributes);
  node.append(...children);
  return node;
}

/**
 * @param {Element} node
 * @param {Object<string, string|number|boolean|null|undefined>} attributes
 */
function setAttributes(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? "" : String(value));
  }
}

/**
 * Text from outside in an element of its own, so that its writing direction stays inside.
 * @param {string} text
 * @param {string} [tag]
 * @param {string} [className]
 * @returns {HTMLElement}
 */
function outside(text, tag = "bdi", className = "") {
  return el(tag, { dir: "auto", class: className || null }, text);
}

/**
 * A link, if the address is an http or https one; else its text alone.
 * @param {string|null} address
 * @param {string} text
 * @returns {HTMLElement}
 */
function link(address, text) {
  const href = webAddress(address);
  if (href === null) return outside(text);
  const attributes = { href, rel: "noopener noreferrer", target: "_blank", dir: "auto" };
  return el("a", attributes, text);
}

/**
 * @param {string|null} address
 * @returns {string|null} the address in its normal form, null unless it is http or https
 */
function webAddress(address) {
  if (!address || !/^https?:\/\//i.test(address)) return null;
  try {
    return new URL(address).href;
  } catch {
    return null;
  }
}

/**
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 * @returns {string}
 */
function plural(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
