/**
 * What a rule is called in the choice of views.
 * @type {Object<string, string>}
 */
const RULE_NAMES = {
  range: "All claims",
  conservative: "Conservative (the least claimed)",
  latest: "Latest",
};

/**
 * Lets a reader view the incidents by another rule, or as one side tells them.
 * @param {Data} data
 * @param {Incidents} incidents
 * @param {() => void} changed called when the incidents are viewed otherwise
 * @returns {{node: HTMLElement, rule: HTMLElement, choose: (view: number) => void}}
 *   `rule` says which rule is in force; `choose` takes a place in `data.views`, -1 for the map's
 */
function makeViewChoice(data, incidents, changed) {
  const rule = el("p", { class: "in-force" });
  const select = /** @type {HTMLSelectElement} */ (el("select", { id: "view-as" }));
  const name = (/** @type {string} */ of) => RULE_NAMES[of] ?? of.replace(/^claimant:/, "");
  const option = (/** @type {number} */ value, /** @type {string} */ text) =>
    el("option", { value, dir: "auto" }, text);
  const views = data.views.map((view, i) => ({ ...view, node: option(i, name(view.rule)) }));
  const own = option(-1, name(data.rule));
  const sides = views.filter((view) => view.only).map((view) => view.node);
  select.append(own, ...views.filter((view) => !view.only).map((view) => view.node));
  if (sides.length) select.append(el("optgroup", { label: "One side's account" }, ...sides));
  select.onchange = () => choose(Number(select.value));
  const label = el("label", { for: select.id }, "View as");
  const node = el("div", { class: "field view-as" }, label, select);
  node.hidden = views.length === 0;

  /** @param {number} view */
  function choose(view) {
    const chosen = data.views[view] ? view : -1;
    select.value = String(chosen);
    if (chosen === incidents.view) return;
    incidents.viewAs(chosen);
    tell();
    changed();
  }

  function tell() {
    const silent = incidents.silent?.reduce((sum, one) => sum + one, 0) ?? 0;
    const view = data.views[incidents.view];
    const rest = silent ? `; says nothing about ${silent} of ${plural(incidents.count, "incident")}` : "";
    const text = outside((view?.text ?? data.rule_text) + rest);
    text.setAttribute("role", "status");
    rule.replaceChildren(text, el("span", { class: "made" }, data.made));
  }

  tell();
  return { node, rule, choose };
}
