import { current } from "./compilers.js";
import { bodies } from "./edits.js";
import { testWatching } from "./watching.js";

testWatching(bodies, current);
