import { TaskprintError } from "#runtime/errors";

/** A check that ended with a fault in what was looked at, and not in how it was asked: the exit code is 1. */
export class FailedCheck extends TaskprintError {}
