/** Choices that look random and are the same on every run. */

/** Numbers from 0 to below 1 (Mulberry32). */
export function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A list in another order. */
export function shuffled(list, random) {
  const result = [...list];
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [result[index], result[other]] = [result[other], result[index]];
  }
  return result;
}

/** At most `count` members of a list, taken in turn from the groups that `groupOf` names: the rare ones are not lost. */
export function sampledByGroup(list, { count, groupOf, random }) {
  const groups = new Map();
  for (const member of shuffled(list, random)) groups.set(groupOf(member), [...(groups.get(groupOf(member)) ?? []), member]);
  const queues = shuffled([...groups.values()], random);
  const taken = [];
  for (let turn = 0; taken.length < Math.min(count, list.length); turn += 1) {
    taken.push(...queues.flatMap((queue) => queue.slice(turn, turn + 1)));
  }
  return taken.slice(0, count);
}
