#!/usr/bin/env node
import { createProgram } from "./program.js";
import { listenForWarnings, runProgram } from "./run.js";

listenForWarnings();
await runProgram(createProgram(), process.argv);
