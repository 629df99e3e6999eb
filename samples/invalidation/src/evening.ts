import { mkdir, writeFile } from "node:fs/promises";
import { configure, type TaskEvent } from "taskprint";
import { daylight } from "./daylight.js";
import { noon } from "./noon.js";

// Another workflow, which happens to ask for what main.ts asks for.
const events: TaskEvent[] = [];
configure({ onEvent: (event) => events.push(event) });

const longitude = -122.3;
const { length } = daylight({ name: "Seattle", position: { latitude: 47.6, longitude, datum: { name: "WGS 84" } } }, 172, "hours");
console.log(`The sun sets at ${(noon(longitude) + length / 2).toFixed(1)} h UTC.`);

await mkdir("out", { recursive: true });
await writeFile("out/events.json", JSON.stringify(events));
