/** The plans and values of bench/codec.mjs: those of the tasks that bench/calls.mjs measures. */
const place = ["object", [["latitude", "number"], ["longitude", "number"], ["name", "string"]], []];
const depth = ["object", [["unit", ["literal", "km", "m"]], ["value", "number"]], []];
const station = ["object", [["checked", "boolean"], ["depth", depth], ["id", "string"], ["kind", ["literal", "calm", "rough", "storm"]], ["place", place], ["tags", ["array", "string"]]], [["note", "string"]]];
const surveyed = ["object", [["stations", ["array", station]], ["title", "string"]], []];

export const flatPlan = [["string", "number"], null, ["object", [["calm", "boolean"], ["depth", "number"], ["id", "string"], ["n", "number"]], []]];
export const surveyPlan = [[surveyed], null, surveyed];

export function reading() {
  return { id: "station-7", n: 1234, depth: 411.33, calm: true };
}

/** About 10,000 bytes as JSON. */
export function survey() {
  const stations = Array.from({ length: 58 }, (_, at) => {
    const common = {
      id: `station-3-${at}`,
      place: { name: `Harbour ${at % 17}`, latitude: 54 + at / 64, longitude: 10 + at / 128 },
      depth: { value: at * 1.5, unit: at % 2 ? "m" : "km" },
      kind: ["calm", "rough", "storm"][at % 3],
      tags: ["deep", `row-${at % 5}`],
      checked: at % 2 === 0,
    };
    return at % 4 === 0 ? { ...common, note: "read twice" } : common;
  });
  return { title: "Survey 3", stations };
}
