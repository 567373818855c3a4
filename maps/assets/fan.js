/** Symbols nearer to each other than this, in pixels, are drawn apart. */
const TOO_CLOSE = 20;

/**
 * Where symbols are drawn so that each can be seen and clicked. Symbols at one spot stand in a
 * ring about it (in a spiral, if many), always in the same order; the others stay where they are.
 * @param {{x: number, y: number}[]} spots true places in pixels
 * @returns {{x: number, y: number, moved: boolean}[]} in the same order
 */
function fanOut(spots) {
  const placed = spots.map((spot) => ({ ...spot, moved: false }));
  for (const group of groups(spots)) {
    if (group.length === 1) continue;
    const centre = middle(group.map((index) => spots[index]));
    group.forEach((index, i) => {
      const step = group.length > 8 ? spiral(i) : ring(i, group.length);
      placed[index] = { x: centre.x + step.x, y: centre.y + step.y, moved: true };
    });
  }
  return placed;
}

/**
 * Puts each spot with the first one that it is too close to. Groups do not chain, so that on a
 * crowded map no symbol goes far from where it belongs.
 * @param {{x: number, y: number}[]} spots
 * @returns {number[][]} places in `spots`
 */
function groups(spots) {
  /** @type {number[][]} */
  const all = [];
  /** @type {Map<string, number[][]>} groups by the square that their first spot lies in */
  const squares = new Map();
  spots.forEach((spot, index) => {
    const [column, line] = [Math.floor(spot.x / TOO_CLOSE), Math.floor(spot.y / TOO_CLOSE)];
    for (const square of neighbours(column, line)) {
      for (const group of squares.get(square) ?? []) {
        const first = spots[group[0]];
        if (Math.hypot(first.x - spot.x, first.y - spot.y) < TOO_CLOSE) {
          group.push(index);
          return;
        }
      }
    }
    const group = [index];
    const key = `${column} ${line}`;
    const there = squares.get(key);
    if (there) there.push(group);
    else squares.set(key, [group]);
    all.push(group);
  });
  return all;
}

/**
 * A square and the eight around it.
 * @param {number} column
 * @param {number} line
 * @returns {string[]}
 */
function neighbours(column, line) {
  const steps = [-1, 0, 1];
  return steps.flatMap((dx) => steps.map((dy) => `${column + dx} ${line + dy}`));
}

/**
 * @param {{x: number, y: number}[]} spots
 * @returns {{x: number, y: number}}
 */
function middle(spots) {
  const sum = spots.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y }));
  return { x: sum.x / spots.length, y: sum.y / spots.length };
}

/**
 * @param {number} i
 * @param {number} count
 * @returns {{x: number, y: number}}
 */
function ring(i, count) {
  const radius = Math.max(16, (28 * count) / (2 * Math.PI));
  const angle = (2 * Math.PI * i) / count - Math.PI / 2;
  return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
}

/**
 * @param {number} i
 * @returns {{x: number, y: number}}
 */
function spiral(i) {
  const radius = 16 * Math.sqrt(i + 0.8);
  const angle = i * Math.PI * (3 - Math.sqrt(5));
  return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
}
