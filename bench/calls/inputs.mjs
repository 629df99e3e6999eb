/** The inputs of the small task: made before the clock runs. */
export function inputsOf(count, from = 0) {
  return Array.from({ length: count }, (_, at) => [`station-${(from + at) % 977}`, from + at]);
}

/** A fixed sequence of numbers from 0 to below 1, so that a figure can be had again. */
export function drawing(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export function shuffled(items, draw = drawing(1)) {
  const left = [...items];
  for (let at = left.length - 1; at > 0; at -= 1) {
    const other = Math.floor(draw() * (at + 1));
    [left[at], left[other]] = [left[other], left[at]];
  }
  return left;
}
