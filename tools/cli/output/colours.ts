import picocolors from "picocolors";

type Colours = ReturnType<typeof picocolors.createColors>;

const coloured = picocolors.createColors(true);
const plain = picocolors.createColors(false);

/** Colours for a stream: on a terminal only, unless NO_COLOR or FORCE_COLOR says otherwise. */
export function coloursFor(stream: NodeJS.WriteStream): Colours {
  return isColoured(stream) ? coloured : plain;
}

/** By the rules of no-color.org and force-color.org: what is set but empty does not count. */
export function isColoured({ isTTY }: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== "0";
  return isTTY === true && TERM !== "dumb";
}
