/**
 * Unpacks one block of the page: bytes, deflated, in base64.
 * @param {string} name
 * @returns {Promise<Uint8Array>}
 */
async function readBytes(name) {
  const node = document.getElementById(`incidentmap-${name}`);
  const bytes = fromBase64(node.textContent);
  node.remove();
  const unpacking = new Blob([/** @type {BlobPart} */ (bytes)]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(unpacking).arrayBuffer());
}

/**
 * @param {string} text
 * @returns {Uint8Array}
 */
function fromBase64(text) {
  const native = /** @type {any} */ (Uint8Array).fromBase64;
  if (native) return native.call(Uint8Array, text);
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i += 1) bytes[i] = letters.charCodeAt(i);
  return bytes;
}

/**
 * Runs what the page carries deflated: Leaflet, the map, and our own scripts, which stand in the
 * repository as they are. The page's policy names their hash, so that nothing else runs.
 */
async function run() {
  const script = document.createElement("script");
  script.textContent = new TextDecoder().decode(await readBytes("code"));
  document.head.append(script);
}

/**
 * Says on the page that it could not be shown, and why.
 * @param {unknown} problem
 */
function fail(problem) {
  const text = "This page could not be shown. It needs a browser of 2023 or later.";
  const note = document.createElement("p");
  note.className = "failed";
  note.setAttribute("role", "alert");
  note.textContent = text;
  document.body.prepend(note);
  throw problem;
}

run().catch(fail);
