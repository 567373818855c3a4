/** Most incidents of one chain; of a longer one, those fewest links away. */
const MOST_STEPS = 50;

/** Links that make a chain, in the words of the later incident and of the earlier one. */
const AFTER = ["in retaliation for", "in response to", "follows"];
const BEFORE = ["retaliated for by", "answered by", "followed by"];
const CHAINING = new Set([...AFTER, ...BEFORE]);

/**
 * The chain that an incident is a step of: what led to it and what it led to, in order of time.
 * @param {Incidents} incidents
 * @param {number} row
 * @returns {number[]} rows; the incident alone where nothing is linked to it
 */
function chainOf(incidents, row) {
  const found = new Set([row]);
  for (const at of found) {  // grows as it goes
    for (const { to, type } of incidents.links(at)) {
      if (found.size < MOST_STEPS && CHAINING.has(type)) found.add(to);
    }
  }
  return inOrder(incidents, [...found]);
}

/**
 * Rows by their first day, those without one last. On the same day, what follows another comes
 * after it.
 * @param {Incidents} incidents
 * @param {number[]} rows
 * @returns {number[]}
 */
function inOrder(incidents, rows) {
  const first = incidents.column("first");
  const day = (/** @type {number} */ row) => (first[row] === NONE ? FOREVER : first[row]);
  const left = rows.sort((a, b) => day(a) - day(b) || a - b);
  const causes = new Map(left.map((row) => [row, causesOf(incidents, row).map(({ to }) => to)]));
  const ordered = [];
  while (left.length) {
    const same = left.filter((row) => day(row) === day(left[0]));
    const next = same.find((row) => !causes.get(row).some((to) => same.includes(to))) ?? same[0];
    left.splice(left.indexOf(next), 1);
    ordered.push(next);
  }
  return ordered;
}

/**
 * What an incident followed, in the words of its own end of the link.
 * @param {Incidents} incidents
 * @param {number} row
 * @returns {{to: number, type: string}[]}
 */
function causesOf(incidents, row) {
  return incidents.links(row).filter(({ type }) => AFTER.includes(type));
}

/**
 * How a step follows earlier ones.
 * @param {Incidents} incidents
 * @param {number[]} chain
 * @param {number} row
 * @returns {string} such as "in retaliation for step 5; follows step 6"; empty for a first step
 */
function howItFollows(incidents, chain, row) {
  const causes = causesOf(incidents, row).filter(({ to }) => chain.includes(to));
  const told = [...byField(causes, ({ type }) => type)].map(([type, alike]) => {
    const steps = alike.map(({ to }) => chain.indexOf(to) + 1).sort((a, b) => a - b);
    return `${type} ${steps.length > 1 ? "steps" : "step"} ${steps.join(", ")}`;
  });
  return told.join("; ");
}

/**
 * @param {number[]} chain
 * @param {number} row
 * @param {Incidents} incidents
 * @returns {string} such as "Step 3 of 7: Iran strikes Panjgur"
 */
function stepText(chain, row, incidents) {
  return `Step ${chain.indexOf(row) + 1} of ${chain.length}: ${incidents.title(row)}`;
}

/**
 * Which step this is, and the way to the one before and the one after.
 * @param {number[]} chain
 * @param {number} row
 * @param {(row: number) => void} go
 * @returns {HTMLElement}
 */
function stepper(chain, row, go) {
  const at = chain.indexOf(row);
  /** @type {(text: string, name: string, by: number, key: string) => HTMLElement} */
  const step = (text, name, by, key) => {
    const to = chain[at + by];
    const look = { type: "button", class: name, "data-keep": name, disabled: to === undefined };
    const button = el("button", { ...look, "aria-keyshortcuts": key, title: `Key ${key}` }, text);
    button.onclick = () => go(to);
    return button;
  };
  return el(
    "div",
    { class: "stepper", role: "group", "aria-label": "Chain of incidents" },
    step("‹ Previous", "step-back", -1, "["),
    el("span", { class: "step-of" }, `Step ${at + 1} of ${chain.length}`),
    step("Next ›", "step-on", 1, "]"),
  );
}

/**
 * All steps of a chain: when, what, how it follows.
 * @param {Incidents} incidents
 * @param {number[]} chain
 * @param {number} current
 * @param {CardState} card
 * @param {(row: number) => void} go
 * @returns {HTMLElement}
 */
function stepList(incidents, chain, current, card, go) {
  const items = chain.map((row) => {
    const now = row === current;
    const look = { type: "button", class: "step", "aria-current": now ? "step" : null };
    const date = outside(incidents.dateLabel(row), "small");
    const button = el("button", look, outside(incidents.title(row)), " ", date);
    button.dataset.to = incidents.id(row);
    button.dataset.keep = `to ${row}`;
    button.onclick = () => go(row);
    const how = howItFollows(incidents, chain, row);
    return el("li", {}, button, how ? outside(how, "span", "how") : null);
  });
  const count = chain.length < MOST_STEPS ? "" : `, the nearest ${MOST_STEPS}`;
  const summary = el("summary", {}, `What led to it and what followed${count}`);
  const folding = /** @type {HTMLDetailsElement} */ (
    el("details", { class: "steps", open: card.steps }, summary, el("ol", {}, ...items))
  );
  folding.ontoggle = () => { card.steps = folding.open; };
  return folding;
}

/**
 * Brings the current step into view in the list of steps, and scrolls nothing else.
 * @param {HTMLElement} body of the card, on the page
 */
function scrollToStep(body) {
  const current = body.querySelector('[aria-current="step"]');
  const list = current?.closest("ol");
  if (!list) return;
  const [at, box] = [current.getBoundingClientRect(), list.getBoundingClientRect()];
  list.scrollTop += at.top - box.top - (box.height - at.height) / 2;
}
