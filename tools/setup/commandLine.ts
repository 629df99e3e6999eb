/** One command in a script of package.json, such as `NODE_ENV=production npx tsc -p .`. */
export interface ScriptCommand {
  /** The program that is run, without what runs it: `npx`, `pnpm exec`, variables. */
  readonly program: string;
  /** Where that word begins in the script. */
  readonly offset: number;
  readonly parameters: readonly string[];
}

interface Word {
  readonly text: string;
  readonly offset: number;
}

const ASSIGNMENT = /^[A-Za-z_]\w*=/;

/** What runs the program that is named after it. */
const RUNNERS = ["npx", "pnpx", "bunx", "cross-env", "cross-env-shell", "env", "time", "nice", "yarn", "pnpm"];
/** What does so after one of these words only; yarn and pnpm also do without. */
const RUNNING_BY: ReadonlyMap<string, readonly string[]> = new Map([["npm", ["exec", "x"]], ["pnpm", ["exec", "dlx"]], ["yarn", ["exec", "dlx", "run"]], ["bun", ["x"]]]);

/**
 * The commands of a script, as far as they can be read without a shell: split at `&&`, `||`, `;`, `|` and `&`, and
 * looked for in the texts that `concurrently` and its like are given in quotes.
 */
export function readCommands(script: string): readonly ScriptCommand[] {
  return splitCommands(wordsOf(script)).flatMap((words) => {
    const command = readCommand(words);
    if (!command) return [];
    const nested = /^(concurrently|conc|npm-run-all|nodemon|tsc-watch|onchange|chokidar)$/.test(command.program) ? quotedCommands(words) : [];
    return [command, ...nested];
  });
}

/** Words with their quotes, and the operators between commands as words of their own. */
function wordsOf(script: string): readonly Word[] {
  const pattern = /&&|\|\||[;|&\n]|(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s;|&"'])+/g;
  return [...script.matchAll(pattern)].map((match) => ({ text: match[0], offset: match.index }));
}

function splitCommands(words: readonly Word[]): readonly (readonly Word[])[] {
  const commands: Word[][] = [[]];
  for (const word of words) {
    if (/^(&&|\|\||[;|&\n])$/.test(word.text)) commands.push([]);
    else commands.at(-1)?.push(word);
  }
  return commands;
}

function readCommand(words: readonly Word[]): ScriptCommand | undefined {
  const [first, second] = words;
  if (!first) return undefined;
  if (ASSIGNMENT.test(first.text)) return readCommand(words.slice(1));
  const isRunBy = RUNNING_BY.get(first.text)?.includes(second?.text ?? "") === true;
  if (!isRunBy && !RUNNERS.includes(first.text)) return { program: first.text, offset: first.offset, parameters: words.slice(1).map(({ text }) => unquoted(text)) };
  const rest = words.slice(isRunBy ? 2 : 1);
  const named = rest.findIndex(({ text }) => !text.startsWith("-"));
  return named === -1 ? undefined : readCommand(rest.slice(named));
}

function quotedCommands(words: readonly Word[]): readonly ScriptCommand[] {
  return words
    .filter(({ text }) => /^(\\?["']).*\1$/s.test(text))
    .flatMap(({ text, offset }) => readCommands(unquoted(text)).map((command) => ({ ...command, offset: command.offset + offset + 1 })));
}

function unquoted(text: string): string {
  return /^(["']).*\1$/s.test(text) ? text.slice(1, -1) : text;
}
