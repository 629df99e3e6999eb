const TASK = "src/daylight.ts";
const SKY = "src/sky.ts";

/**
 * The edits, each made on top of those before it, and what the design says of the task `daylight` afterwards:
 * in both modes of `track`, unless `closure` says otherwise for that mode.
 * `noon`, which no edit concerns, must be re-used in both modes unless `noon` says otherwise.
 *
 * @typedef {"re-run" | "re-used"} Outcome
 * @typedef {object} Edit
 * @property {string} part The part of the fingerprint or key that the edit is about.
 * @property {string} what The edit, in words.
 * @property {readonly (readonly [file: string, from: string, to: string])[]} [changes] Replaced texts.
 * @property {readonly [from: string, to: string]} [move] A file that is moved.
 * @property {true} [restore] All sources are put back as they were at first.
 * @property {string} [account] The account of this run.
 * @property {string} [horizon] The environment variable `HORIZON` of this run, which is not set unless it says so.
 * @property {string} [program] The compiled program that is run, `dist/main.js` unless it says otherwise.
 * @property {Outcome} daylight
 * @property {Outcome} [closure]
 * @property {Outcome} [noon]
 * @type {readonly Edit[]}
 */
export const EDITS = [
  { part: "", what: "first run", daylight: "re-run", noon: "re-run" },
  { part: "", what: "no edit", daylight: "re-used" },
  {
    part: "code", what: "comment added", daylight: "re-used",
    changes: [[TASK, "  const cosine =", "  // Beyond the polar circles the cosine leaves -1 to 1.\n  const cosine ="]],
  },
  {
    part: "code", what: "other line breaks and spaces", daylight: "re-used",
    changes: [[TASK, "  return { length: unit === \"hours\" ? hours : hours * 60 };", "    return {\n      length: unit === \"hours\"\n        ? hours : hours*60,\n    };"]],
  },
  {
    part: "code", what: "other quotes, semicolons, parentheses", daylight: "re-used",
    changes: [[TASK, "unit === \"hours\"", "(unit === 'hours')"], [TASK, "station.position.latitude);", "(station.position).latitude)"]],
  },
  {
    part: "code", what: "type annotation inside the body", daylight: "re-used",
    changes: [[TASK, "const latitude =", "const latitude: number ="]],
  },
  {
    part: "code", what: "body edited", daylight: "re-run",
    changes: [[TASK, "radians((station", "radians(0.01 + (station"]],
  },
  {
    part: "helpers", what: "helper edited", daylight: "re-used", closure: "re-run",
    changes: [[TASK, "24 / Math.PI", "23.9345 / Math.PI"]],
  },
  {
    part: "helpers", what: "helper in another file edited", daylight: "re-used", closure: "re-run",
    changes: [[SKY, "(day + 10)", "(day + 10.5)"]],
  },
  {
    part: "helpers", what: "comment, format and types of a helper", daylight: "re-used",
    changes: [[SKY, "  return (degrees * Math.PI) / 180;", "  // A half turn is pi.\n  return (degrees as number)*Math.PI /\n    180"]],
  },
  {
    part: "helpers", what: "unused neighbour of a helper edited", daylight: "re-used",
    changes: [[SKY, "(radians * 180) / Math.PI", "radians * (180 / Math.PI)"]],
  },
  {
    part: "helpers", what: "constant two files away edited", daylight: "re-used", closure: "re-run",
    changes: [["src/calendar.ts", "365", "365.2422"]],
  },
  {
    part: "helpers", what: "value in an imported JSON file edited", daylight: "re-used", closure: "re-run",
    changes: [["src/earth.json", "23.44", "23.4393"]],
  },
  {
    part: "helpers", what: "imported JSON file reformatted", daylight: "re-used",
    changes: [["src/earth.json", "{ \"tilt\": 23.4393 }", "{\n  \"tilt\": 2.34393e1\n}"]],
  },
  {
    part: "helpers", what: "table edited that its module fills", daylight: "re-used", closure: "re-run",
    changes: [["src/horizons.ts", "-0.833", "-0.85"]],
  },
  { part: "helpers", what: "HORIZON set, which a helper reads", horizon: "civil", daylight: "re-used", closure: "re-run" },
  { part: "helpers", what: "HORIZON not set again", daylight: "re-used" },
  {
    part: "name", what: "task renamed", daylight: "re-run",
    changes: [[TASK, "function daylight", "function dayLength"]],
  },
  {
    part: "name", what: "task renamed back", daylight: "re-used",
    changes: [[TASK, "function dayLength", "function daylight"]],
  },
  {
    part: "signature", what: "parameter renamed", daylight: "re-run",
    changes: [[TASK, "daylight(station: Station, day:", "daylight(station: Station, date:"], [TASK, "declination(day)", "declination(date)"]],
  },
  {
    part: "signature", what: "parameter type widened", daylight: "re-run",
    changes: [[TASK, "\"hours\" | \"minutes\"", "\"hours\" | \"minutes\" | \"seconds\""]],
  },
  {
    part: "signature", what: "union reordered", daylight: "re-used",
    changes: [[TASK, "\"hours\" | \"minutes\" | \"seconds\"", "\"seconds\" | \"minutes\" | \"hours\""]],
  },
  {
    part: "signature", what: "type alias renamed", daylight: "re-used",
    changes: [[TASK, "type Unit", "type TimeUnit"], [TASK, "unit: Unit", "unit: TimeUnit"]],
  },
  {
    part: "signature", what: "field added three files away", daylight: "re-run",
    changes: [["src/datum.ts", "readonly name: string;", "readonly name: string;\n  readonly year?: number;"]],
  },
  {
    part: "signature", what: "fields of an interface reordered", daylight: "re-used",
    changes: [["src/station.ts", "  readonly name: string;\n  readonly position: Position;", "  readonly position: Position;\n  readonly name: string;"]],
  },
  {
    part: "signature", what: "output type changed", daylight: "re-run",
    changes: [[TASK, "readonly length: number;", "readonly length: number;\n  readonly note?: string;"]],
  },
  {
    part: "version", what: "cacheVersion added", daylight: "re-run",
    changes: [[TASK, "\n});", "\n}, { cacheVersion: \"1\" });"]],
  },
  {
    part: "version", what: "body edited under cacheVersion", daylight: "re-used",
    changes: [[TASK, "radians(0.01 +", "radians(0.02 +"]],
  },
  {
    part: "version", what: "helper edited under cacheVersion", daylight: "re-used",
    changes: [[SKY, "(day + 10.5)", "(day + 11)"]],
  },
  { part: "version", what: "HORIZON set under cacheVersion", horizon: "civil", daylight: "re-used" },
  {
    part: "version", what: "type edited under cacheVersion", daylight: "re-run",
    changes: [["src/datum.ts", "year?: number", "year?: string"]],
  },
  {
    part: "version", what: "cacheVersion changed", daylight: "re-run",
    changes: [[TASK, "cacheVersion: \"1\"", "cacheVersion: \"2\""]],
  },
  {
    part: "version", what: "cacheVersion removed", daylight: "re-run",
    changes: [[TASK, "}, { cacheVersion: \"2\" });", "});"]],
  },
  { part: "account", what: "another account", account: "team/blue", daylight: "re-run", noon: "re-run" },
  { part: "account", what: "the first account again", daylight: "re-used" },
  {
    part: "place", what: "task moved to another file", daylight: "re-used",
    move: [TASK, "src/sun.ts"],
    changes: [["src/main.ts", "./daylight.js", "./sun.js"], ["src/evening.ts", "./daylight.js", "./sun.js"]],
  },
  { part: "place", what: "another workflow calls it", program: "dist/evening.js", daylight: "re-used" },
  {
    part: "inputs", what: "keys of an argument in another order", daylight: "re-used",
    changes: [["src/main.ts", "latitude: 47.6, longitude: -122.3", "longitude: -122.3, latitude: 47.6"]],
  },
  {
    part: "inputs", what: "another argument", daylight: "re-run",
    changes: [["src/main.ts", "172", "355"]],
  },
  { part: "", what: "everything back to the original", restore: true, daylight: "re-used" },
];
