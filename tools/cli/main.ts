#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { Command } from "commander";

interface Package {
  readonly description: string;
  readonly version: string;
}

const { description, version } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as Package;

new Command("taskprint").description(description).version(version).parse();
