import { task } from "taskprint";
import type { Day } from "./day.js";

/** Parses the CSV file. A field that is empty or no number becomes NaN: `clean` decides what to do with it. */
export const parse = task(function parse(csv: string): readonly Day[] {
  const [header = "", ...lines] = csv.trim().split(/\r?\n/);
  const columns = header.split(",");
  return lines.map((line) => {
    const fields = line.split(",");
    const text = (column: string) => fields[columns.indexOf(column)]?.trim() ?? "";
    const number = (column: string) => (text(column) === "" ? NaN : Number(text(column)));
    return {
      station: text("location"),
      date: text("date"),
      precipitation: number("precipitation"),
      high: number("temp_max"),
      low: number("temp_min"),
    };
  });
});
