/** A row of the table of goals. Without a goal it only tells. All texts are final. */
export function row({ work, figure, limit, beside, ratio, atMost, atLeast }) {
  const goal = atMost !== undefined ? `at most ${atMost}` : atLeast !== undefined ? `at least ${atLeast}` : "";
  const met = goal === "" ? undefined : atMost !== undefined ? ratio <= atMost : ratio >= atLeast;
  return { work, figure, limit, beside, ratio: ratio.toFixed(2), goal, met };
}

export function microseconds(time) {
  if (time >= 10_000) return `${(time / 1000).toFixed(1)} ms`;
  return `${time.toFixed(time < 10 ? 2 : 1)} µs`;
}

export function printGoals(rows, print) {
  const verdict = ({ met }) => (met === undefined ? "" : met ? "met" : "missed");
  print([["work", "taskprint", "held against", "that", "ratio", "goal", ""], ...rows.map((each) => [each.work, each.figure, each.limit, each.beside, each.ratio, each.goal, verdict(each)])]);
}

/** Who took how long, and how many times what taskprint took, in columns by kind of call. */
export function printPeers(peers, print) {
  const columns = [...new Set(peers.map(({ column }) => column))];
  const titles = [...new Set(peers.map(({ title }) => title))];
  const timeOf = (title, column) => peers.find((each) => each.title === title && each.column === column)?.time;
  const cell = (title, column) => {
    const time = timeOf(title, column);
    if (time === undefined) return "";
    return title === "taskprint" ? microseconds(time) : `${microseconds(time)} (× ${Number((time / timeOf("taskprint", column)).toPrecision(2))})`;
  };
  print([["peer", ...columns], ...titles.map((title) => [title, ...columns.map((column) => cell(title, column))])]);
}

/** Times of taskprint and its peers, by title, for one column of that table. */
export function peerTimes(column, times) {
  return Object.entries(times).map(([title, time]) => ({ title, column, time }));
}

/** The same rows as the README has them. */
export function printMarkdown([head, ...rows]) {
  for (const cells of [head, head.map(() => "---"), ...rows]) console.log(`| ${cells.join(" | ")} |`);
}
