import { types } from "node:util";
import { kindOf } from "../kinds.js";
import type { Call } from "../madeCall.js";
import { extraKeys, isDense } from "../ownKeys.js";
import { MOST_OBJECTS } from "../plan/keyObjectSource.js";
import { CallKey } from "./callKey.js";
import { lastFitted } from "./fitted.js";
import { fillKey, keyedArguments, type KeyedTask } from "./key.js";
import { digestPrefix } from "./prefix.js";

/**
 * What is known of a call's arguments before its run: they are data, which can be read many times; they hold code that
 * answers when they are read, and answered as it did for the key; or it answered otherwise.
 */
export type Inputs = "data" | "steady" | "unsteady";

/**
 * Looks at arguments right before a run. A getter or a proxy may answer the run otherwise than it answered the key,
 * so it is asked once more. Only a miss comes here: a hit runs nothing.
 */
export function inspectInputs(call: Call): Inputs {
  if (!holdCode(call.task, call.args)) return "data";
  return isKeyedAlike(call) ? "steady" : "unsteady";
}

/** Whether the run was given what the key says, as far as asking again can tell. */
export function staySame(call: Call, inputs: Inputs): boolean {
  return inputs === "data" || (inputs === "steady" && isKeyedAlike(call));
}

/** Has a key of its own, as what the getters call may be tasks. What cannot be read any more is not what it was. */
function isKeyedAlike({ task, account, environment, codec, args, key }: Call): boolean {
  const again = new CallKey();
  try {
    fillKey(again, { task, prefix: digestPrefix(task, account, environment), codec, isLong: false }, args);
    return again.text() === key;
  } catch {
    return false;
  } finally {
    // It is no encoding of the key that all calls have, whose fillings are numbered, too.
    lastFitted.turn = -1;
  }
}

/**
 * Whether the arguments that count hold a getter or a proxy anywhere, or more than is looked into. Nothing of them is
 * run to find out.
 */
export function holdCode(task: KeyedTask, args: readonly unknown[]): boolean {
  // A list of arguments that `map` was given can be such a thing itself.
  if (types.isProxy(args) || hasAccessorElement(new Found(), args)) return true;
  const found = new Found();
  for (const argument of keyedArguments(task, args)) found.add(argument);
  for (const each of found.objects) {
    if (types.isProxy(each) || holdsAccessor(found, each)) return true;
  }
  return found.isFull;
}

/** Objects still to be looked into, each once. What is added to a set while it is walked is walked, too. */
class Found {
  readonly objects = new Set<object>();
  isFull = false;

  add(value: unknown): void {
    if (typeof value !== "object" || value === null) return;
    if (this.objects.size < MOST_OBJECTS) this.objects.add(value);
    else this.isFull = true;
  }
}

/** Whether an own property is an accessor; adds what is in the others, in a map or in a set. */
function holdsAccessor(found: Found, value: object): boolean {
  if (types.isMap(value)) {
    Map.prototype.forEach.call(value, (item: unknown, key: unknown) => {
      found.add(key);
      found.add(item);
    });
  }
  if (types.isSet(value)) Set.prototype.forEach.call(value, (member: unknown) => found.add(member));
  const isList = Array.isArray(value) && isDense(value);
  return (isList && hasAccessorElement(found, value)) || namesOf(value, isList).some((name) => isAccessor(found, value, name));
}

/** A method of the list would read the elements. */
function hasAccessorElement(found: Found, list: readonly unknown[]): boolean {
  for (let index = 0; index < list.length; index++) {
    if (isAccessor(found, list, index)) return true;
  }
  return false;
}

/** The elements of a view are always data, and those of a list are looked at by number: to name millions takes long. */
function namesOf(value: object, isList: boolean): readonly string[] {
  const kind = isList || ArrayBuffer.isView(value) ? kindOf(value) : undefined;
  return (kind && extraKeys(value, kind)) ?? Object.keys(value);
}

function isAccessor(found: Found, value: object, name: string | number): boolean {
  const property = Object.getOwnPropertyDescriptor(value, name);
  if (property?.get || property?.set) return true;
  found.add(property?.value);
  return false;
}
