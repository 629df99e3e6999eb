/**
 * Every message of the plugin. A message begins with `task()` or `Task "name"`, says what is wrong
 * and what to do next, and ends with its code. Codes are stable: a code is never given to another error.
 */
export interface Message {
  /** The number behind "TP": 1xxx are compile errors, 2xxx (in the runtime) are errors of a call. */
  readonly code: number;
  readonly text: string;
}

export function message(code: number, text: string): Message {
  return { code, text: `${text} [TP${code}]` };
}

// 1001–1019: set-up of the plugin and of the program.

// 1020–1049: discovery: the call, the function, the name, the options.

// 1050–1079: the signature's types.

// 1080–1099: the code.
