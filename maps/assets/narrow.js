/**
 * A field in which a reader types words to look for.
 * @param {Incidents} incidents
 * @param {Filters} filters
 * @returns {Section}
 */
function makeTextSearch(incidents, filters) {
  const input = /** @type {HTMLInputElement} */ (
    el("input", { type: "search", id: "search", autocomplete: "off", placeholder: "Title, place, claim" })
  );
  const note = el("p", { class: "field-note", role: "status" });
  const node = el("div", { class: "field" }, el("label", { for: "search" }, "Search"), input, note);
  const ask = later(120, () => filters.setText(input.value.trim()));
  input.oninput = ask;
  input.onfocus = () => setTimeout(() => searchIndexOf(incidents)); // before the first key
  input.onkeydown = (event) => {
    if (event.key === "Enter") ask.now();
    if (event.key === "Escape" && input.value) event.stopPropagation(); // the browser empties it
  };

  function sync() {
    if (document.activeElement !== input) input.value = filters.query;
    const waiting = filters.query && !incidents.table.texts;
    note.textContent = waiting ? "Titles and quotes are still on their way" : "";
  }

  sync();
  return { node, sync, count: () => {} };
}

/**
 * A field for the least number of people killed.
 * @param {Incidents} incidents
 * @param {Filters} filters
 * @returns {Section|null} null where nobody was killed, or it is not told
 */
function makeTollChoice(incidents, filters) {
  if (!incidents.column("killed_low").some((killed) => killed > 0)) return null;
  const input = /** @type {HTMLInputElement} */ (
    el("input", { type: "number", id: "toll", min: 0, step: 1, inputmode: "numeric", placeholder: "0" })
  );
  const label = el("label", { for: "toll", class: "toll" }, "At least ", input, " killed");
  const ask = later(120, () => filters.setToll(Math.max(0, Math.floor(Number(input.value)) || 0)));
  input.oninput = ask;

  function sync() {
    if (document.activeElement === input) return;
    input.value = filters.leastToll ? String(filters.leastToll) : "";
  }

  sync();
  return { node: el("div", { class: "field" }, label), sync, count: () => {} };
}
