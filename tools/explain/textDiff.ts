import { structuredPatch } from "diff";

/** One line of a diff. */
export interface DiffLine {
  readonly sign: "+" | "-" | " " | "…";
  readonly text: string;
}

const CONTEXT = 2;

/** What two texts differ in, line by line, with two lines around each difference; `…` stands for lines left out. */
export function diffTexts(before: string, after: string): readonly DiffLine[] {
  const { hunks } = structuredPatch("", "", endLine(before), endLine(after), "", "", { context: CONTEXT });
  return hunks.flatMap(({ lines }, index) => {
    const shown = lines.filter((line) => !line.startsWith("\\")).map(asLine);
    return index === 0 ? shown : [{ sign: "…" as const, text: "" }, ...shown];
  });
}

function asLine(line: string): DiffLine {
  const [sign = " "] = line;
  return { sign: sign === "+" || sign === "-" ? sign : " ", text: line.slice(1) };
}

function endLine(text: string): string {
  return text === "" ? "" : `${text}\n`;
}
