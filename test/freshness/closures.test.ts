import { closures } from "./closureEdits.js";
import { current, oldest } from "./compilers.js";
import { modes, references } from "./modes.js";
import { testRebuilds } from "./rebuilds.js";
import { testWatching } from "./watching.js";

/** Modes that differ in which files they look at again. A build without records (`-p`) is what each is held against. */
const chosen = ["incremental", "-b with references"];

for (const mode of modes.filter(({ label }) => chosen.includes(label))) testRebuilds(closures, current, mode);
testRebuilds(closures, oldest, references);
testWatching(closures, current);
