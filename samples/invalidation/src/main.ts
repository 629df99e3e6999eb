import { mkdir, writeFile } from "node:fs/promises";
import { configure, type TaskEvent } from "taskprint";
import { daylight } from "./daylight.js";
import { noon } from "./noon.js";
import type { Station } from "./station.js";

const events: TaskEvent[] = [];
configure({ onEvent: (event) => events.push(event) });

const seattle: Station = {
  name: "Seattle",
  position: { latitude: 47.6, longitude: -122.3, datum: { name: "WGS 84" } },
};
console.log(daylight(seattle, 172, "hours"), noon(seattle.position.longitude));

await mkdir("out", { recursive: true });
await writeFile("out/events.json", JSON.stringify(events));
