import { AsyncLocalStorage } from "node:async_hooks";
import { currentSettings } from "./config.js";
import { TaskprintError } from "./errors.js";
import { badAccount } from "./messages.js";

/** Made by the first `withAccount`: until then calls pay nothing for it. */
let accounts: AsyncLocalStorage<string> | undefined;

/**
 * Runs `fn`, and everything it calls or awaits, under an account: results stored under one account
 * are never seen under another. Calls may nest; the innermost account counts.
 *
 * @param account any text that is not empty
 * @param fn called at once, without arguments
 * @returns what `fn` returns
 * @throws TaskprintError (TP2012) when the account is empty or not a string
 *
 * @example
 * ```ts
 * import { withAccount } from "taskprint";
 *
 * declare function buildReport(month: string): Promise<string>;
 *
 * console.log(await withAccount("user-17/workspace-3", () => buildReport("2026-03")));
 * ```
 */
export function withAccount<T>(account: string, fn: () => T): T {
  if (typeof account !== "string" || account === "") throw new TaskprintError(badAccount("withAccount()", account));
  accounts ??= new AsyncLocalStorage();
  return accounts.run(account, fn);
}

/** The account that a call made now runs under. */
export function currentAccount(): string {
  return accounts?.getStore() ?? currentSettings().account;
}
