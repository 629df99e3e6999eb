/** The plain functions that the bench caches, with taskprint and with its peers. */

export interface Reading {
  readonly id: string;
  readonly n: number;
  readonly depth: number;
  readonly calm: boolean;
}

export interface Station {
  readonly id: string;
  readonly place: { readonly name: string; readonly latitude: number; readonly longitude: number };
  readonly depth: { readonly value: number; readonly unit: "m" | "km" };
  readonly kind: "calm" | "rough" | "storm";
  readonly tags: readonly string[];
  readonly checked: boolean;
  readonly note?: string;
}

export interface Survey {
  readonly title: string;
  readonly stations: readonly Station[];
}

/** How often any of these functions ran: a hit must not. */
export const runs = { count: 0 };

export function read(foo: string, n: number): Reading {
  runs.count += 1;
  return { id: foo, n, depth: n / 3, calm: n % 2 === 0 };
}

export function shift(survey: Survey): Survey {
  runs.count += 1;
  const stations = survey.stations.map((station) => ({ ...station, place: { ...station.place, latitude: station.place.latitude + 0.25 } }));
  return { title: `${survey.title}, shifted`, stations };
}

export function wave(seed: number): Float64Array {
  runs.count += 1;
  return Float64Array.from({ length: 131_072 }, (_, at) => Math.sin(seed + at / 1000));
}

export function noise(seed: number): Uint8Array {
  runs.count += 1;
  return Uint8Array.from({ length: 1_048_576 }, (_, at) => (seed + at * 31) % 251);
}

/** A survey of about 10,000 bytes as JSON. */
export function surveyOf(seed: number): Survey {
  const stations = Array.from({ length: 58 }, (_, at): Station => {
    const id = `station-${seed}-${at}`;
    const place = { name: `Harbour ${at % 17}`, latitude: 54 + at / 64, longitude: 10 + (at * seed) / 128 };
    const kind = at % 3 === 0 ? "calm" : at % 3 === 1 ? "rough" : "storm";
    const common = { id, place, depth: { value: at * 1.5, unit: at % 2 ? ("m" as const) : ("km" as const) }, kind, tags: ["deep", `row-${at % 5}`], checked: at % 2 === 0 } as const;
    return at % 4 === 0 ? { ...common, note: "read twice" } : common;
  });
  return { title: `Survey ${seed}`, stations };
}
