import { current, oldest } from "./compilers.js";
import { bodies } from "./edits.js";
import { incremental, modes, references } from "./modes.js";
import { testRebuilds } from "./rebuilds.js";

for (const mode of modes) testRebuilds(bodies, current, mode);
for (const mode of [incremental, references]) testRebuilds(bodies, oldest, mode);
