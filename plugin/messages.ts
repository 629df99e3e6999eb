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

const PLUGIN_ENTRY = '{ "transform": "taskprint/plugin", "transformProgram": true }';

export const unfitCompiler = (version: string): Message =>
  message(1001, `task() cannot be compiled by TypeScript ${version}: this release of taskprint works with TypeScript 5.9 and 6.0. Install one of them ("npm install -D typescript@6").`);

export const notAProgramTransformer = (): Message =>
  message(1002, `task() is compiled by a program transformer, and this plugin entry lacks "transformProgram": true. In tsconfig's "plugins", write ${PLUGIN_ENTRY}.`);

export const unknownTrack = (value: string): Message =>
  message(1003, `task() cannot be compiled: the plugin option "track" is ${value}. Use "body" or "closure", or leave it out.`);

export const unknownNondeterminism = (value: string): Message =>
  message(1006, `task() cannot be compiled: the plugin option "nondeterminism" is ${value}. Use "warn", "error" or "silent", or leave it out.`);

export const unknownPluginOption = (name: string): Message =>
  message(1005, `task() cannot be compiled: the plugin entry in tsconfig has the unknown option "${name}". Its options are "track", "nondeterminism" and those of ts-patch.`);

export const strictNullChecksOff = (): Message =>
  message(1010, `task() needs "strictNullChecks": without it a type does not show whether null and undefined are possible. Set "strict": true or "strictNullChecks": true in tsconfig.`);

export const transpileOnly = (option: string): Message =>
  message(1011, `task() cannot be compiled one file at a time: this program has "${option}", so the types of other files are unknown. Build with "tspc" and run what it writes; under ts-jest, turn off transpile-only ("isolatedModules").`);

// 1020–1049: discovery: the call, the function, the name, the options.

export const functionUnreadable = (why: string): Message =>
  message(1020, `task() cannot read its function: ${why}. Pass a function expression, an arrow function, or the name of a function declared in this program.`);

export const nameUnreadable = (): Message =>
  message(1021, `task() has no name to keep its results under. Name the function, assign the task to a const, or pass { name: "…" }.`);

export const nameTaken = (name: string, place: string): Message =>
  message(1022, `Task "${name}" is defined twice in this program, also at ${place}: the two would share a name. Rename one, or give it a name of its own with { name: "…" }.`);

export const optionNotLiteral = (option: string, wanted: string): Message =>
  message(1023, `task() reads the option "${option}" when it compiles: it must be ${wanted}, written in place.`);

export const ignoreUnknown = (name: string, parameter: string): Message =>
  message(1024, `Task "${name}" has no parameter named "${parameter}" to ignore. Name a parameter as the function declares it; a destructured one has no name.`);

export const ignoreMoves = (name: string, parameter: string): Message =>
  message(1027, `Task "${name}" ignores "${parameter}", which its overloads have at different positions. Give it one position in all of them.`);

export const optionsUnreadable = (why: string): Message =>
  message(1025, `task() cannot read its options: ${why}. Write them as an object literal in the call, with plain names.`);

export const taskNotCalled = (): Message =>
  message(1026, `task() must be called where it is named: passed along or stored, the calls made through it would not be compiled. Write task(fn) in place.`);

// 1050–1079: the signature's types.

/** Where in a signature a type is refused. */
export interface SignaturePlace {
  readonly task: string;
  /** From the parameter or output to the type, such as `parameter "opts" → .logger`. */
  readonly path: string;
  readonly output: boolean;
}

const atPlace = ({ task, path }: SignaturePlace): string => `Task "${task}": ${path}`;

/** What cannot be an input can often be left out of the key; an output must be replaced. */
const insteadOf = ({ output }: SignaturePlace, data: string): string =>
  output ? `Return ${data} instead.` : `Pass ${data} instead, or leave the parameter out of the key with "ignore".`;

export const anyInSignature = (place: SignaturePlace): Message =>
  message(1050, `${atPlace(place)} is "any", which hides what the value is. Give it its exact type, or "unknown" to have each value examined at run time.`);

export const unresolvedType = (place: SignaturePlace): Message =>
  message(1051, `${atPlace(place)} has a type that could not be resolved. Mend the name or the import, and build the whole program at once.`);

export const signatureTooLarge = (task: string, label: string): Message =>
  message(1052, `Task "${task}": ${label} has a type that is infinite or too large to read. Name a smaller type that describes the data, or use "unknown".`);

export const freeTypeParameter = (place: SignaturePlace, name: string): Message =>
  message(1053, `${atPlace(place)} is the type parameter "${name}" of something around the task, which differs from use to use. Make it a type parameter of the task's own function, or name a type.`);

export const unsupportedType = (place: SignaturePlace, name: string): Message =>
  message(1054, `${atPlace(place)} is ${name}, which taskprint cannot read. Name a plain type instead, or use "unknown".`);

export const functionInSignature = (place: SignaturePlace): Message =>
  message(1055, `${atPlace(place)} is a function, which can be neither keyed nor restored. ${insteadOf(place, "data")}`);

export const promiseInSignature = (place: SignaturePlace, name: string): Message =>
  message(1056, `${atPlace(place)} is a ${name}, which can be neither keyed nor restored. ${place.output ? "Await it first; only the whole output may be a Promise." : insteadOf(place, "the awaited value")}`);

export const symbolInSignature = (place: SignaturePlace): Message =>
  message(1057, `${atPlace(place)} is a symbol, which is a new one in every process. ${insteadOf(place, "a string")}`);

export const symbolKeyInSignature = (place: SignaturePlace, name: string): Message =>
  message(1058, `${atPlace(place)} is a property with the symbol key ${name}, which is a new one in every process. ${insteadOf(place, "an object with string keys")}`);

export const classInSignature = (place: SignaturePlace, name: string): Message =>
  message(1059, `${atPlace(place)} is an instance of the class ${name || "without a name"}, whose behaviour and private state would be lost. ${insteadOf(place, "a plain object")}`);

export const iteratorInSignature = (place: SignaturePlace, name: string): Message =>
  message(1060, `${atPlace(place)} is of type ${name}, which can be read only once. ${insteadOf(place, "an array")}`);

export const weakInSignature = (place: SignaturePlace, name: string): Message =>
  message(1061, `${atPlace(place)} is a ${name}, whose content cannot be read. ${insteadOf(place, "a Map, a Set or the value itself")}`);

export const errorInSignature = (place: SignaturePlace, name: string): Message =>
  message(1062, `${atPlace(place)} is of type ${name}, whose stack and cause cannot be restored. ${insteadOf(place, "an object with the message")}`);

export const boxedInSignature = (place: SignaturePlace, name: string): Message =>
  message(1063, `${atPlace(place)} is of type ${name}, the boxed form. Write "${name === "Object" ? "object" : name.toLowerCase()}".`);

export const libraryTypeInSignature = (place: SignaturePlace, name: string): Message =>
  message(1064, `${atPlace(place)} is of type ${name}, which has behaviour or hidden state that can be neither keyed nor restored. ${insteadOf(place, "its data")}`);

// 1080–1099: the code.

export const codeUnknownSyntax = (kind: string): Message =>
  message(1080, `task() does not know this syntax (${kind}), so it cannot tell when it changes. Write it another way, or update taskprint.`);

export const codeUsesThis = (name: string): Message =>
  message(1081, `Task "${name}" uses "this", which is no part of its inputs. Pass what it needs as a parameter.`);

export const codeUsesArguments = (name: string): Message =>
  message(1082, `Task "${name}" uses "arguments". Name the parameters, or take the rest of them with "...rest".`);

export const codeUsesNewTarget = (name: string): Message =>
  message(1083, `Task "${name}" uses "new.target", but a task is never called with "new". Remove it.`);

export const codeUsesSuper = (name: string): Message =>
  message(1084, `Task "${name}" uses "super", which is no part of its inputs. Move the task out of its class or object, and pass what it needs as a parameter.`);

export const codeIsGenerator = (name: string): Message =>
  message(1085, `Task "${name}" is a generator, which is not supported yet. Collect what it yields and return an array.`);

export const codeCaptures = (name: string, variable: string): Message =>
  message(1086, `Task "${name}" reads "${variable}", a variable of the function or loop around it: calls that differ only in "${variable}" would share results. Pass it as a parameter, or move the task to the top level of its file.`);

export const codeEvalMayCapture = (name: string): Message =>
  message(1087, `Task "${name}" calls eval inside a function or loop, where the evaluated code can read variables that are no inputs. Move the task to the top level of its file, or call globalThis.eval.`);

export const codeDecoratorMetadata = (name: string): Message =>
  message(1088, `Task "${name}" holds a decorator, and "emitDecoratorMetadata" makes type annotations part of what runs. Move the decorated class to the top level of its file.`);

// 1100–1119: the closure.

/** Where a closure holds something, and how the task's body gets there. */
export interface ClosurePlace {
  /** Such as `money.ts:12`. */
  readonly place: string;
  /** Such as `lineTotal → roundTax`; empty for the body itself. */
  readonly through: string;
}

const reaches = (task: string, what: string, { place, through }: ClosurePlace): string =>
  `Task "${task}" ${through ? "reaches" : "holds"} ${what} (${place}${through ? `, through ${through}` : ""})`;

const orUntracked = (label: string): string => `or, if that never changes a result, name it in { untracked: [${JSON.stringify(label)}] }.`;

export const closureReassigned = (task: string, where: ClosurePlace, { name, at }: { readonly name: string; readonly at: string }): Message =>
  message(1100, `${reaches(task, `a read of "${name}"`, where)}, which is assigned to again at ${at}: what it holds when the task runs cannot be known. Make it a const, pass it as an input, ${orUntracked(name)}`);

export const closureComputedImport = (task: string, where: ClosurePlace, label: string): Message =>
  message(1101, `${reaches(task, `${label.replace("()", "(…)")} of a computed path`, where)}: which module it loads cannot be known. Write the path as a literal, import the possible modules by name, ${orUntracked(label)}`);

export const closureEvaluates = (task: string, where: ClosurePlace, label: string): Message =>
  message(1102, `${reaches(task, `"${label}" of a text`, where)}: what it runs cannot be known. Write the code in the source, ${orUntracked(label)}`);

export const closureComputedCall = (task: string, where: ClosurePlace, label: string): Message =>
  message(1103, `${reaches(task, `a call through "${label}"`, where)}: which function a computed name finds in an unknown object cannot be known. Look it up in an object that is declared with its functions, ${orUntracked(label)}`);

export const closureAmbient = (task: string, where: ClosurePlace, name: string): Message =>
  message(1104, `${reaches(task, `"${name}"`, where)}, which is declared without a value that the program shows. Import it from where it is defined, pass it as an input, ${orUntracked(name)}`);

export const closureUncarried = (task: string, where: ClosurePlace, name: string): Message =>
  message(1105, `${reaches(task, `"${name}"`, where)} of another project, whose declarations say nothing of its code. Give that project's tsconfig the same plugin entry, with "track": "closure", and build it again, ${orUntracked(name)}`);

export const closureEnvironment = (task: string, where: ClosurePlace): Message =>
  message(1106, `${reaches(task, "a use of process.env as a whole, or by a computed name", where)}: which variables count cannot be known. Read each by its name (process.env.NAME), ${orUntracked("process.env")}`);

export const closureUnknownSyntax = (task: string, where: ClosurePlace, label: string): Message =>
  message(1107, `${reaches(task, `syntax in "${label}" that taskprint does not know`, where)}, so it cannot tell when it changes. Write it another way, update taskprint, ${orUntracked(label)}`);

export const closureNondeterminism = (task: string, where: ClosurePlace, label: string): Message =>
  message(1108, `${reaches(task, `a read of ${label}`, where)}: a stored result keeps what it gave when the task ran. Pass it as an input, ${orUntracked(label)}`);

export const untrackedUnknown = (task: string, name: string): Message =>
  message(1109, `Task "${task}" leaves "${name}" untracked, but its closure reaches nothing of that name. Remove it, or write the name as the error that it answers does.`);

export const closureStarts = (task: string, where: ClosurePlace, label: string): Message =>
  message(1110, `${reaches(task, `a use of "${label}"`, where)}, which runs a file by itself: what that runs is not followed. Import its code and call it, pass its version as an input, ${orUntracked(label)}`);
