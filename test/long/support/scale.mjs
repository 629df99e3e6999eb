/** The value for the form in which a script was started: `node x.mjs [short | long]`. */
export function scaled({ short, long }) {
  const form = process.argv[2] ?? "short";
  if (form !== "short" && form !== "long") throw new Error(`"${form}" is neither short nor long.`);
  return form === "long" ? long : short;
}
