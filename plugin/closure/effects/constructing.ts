import type TS from "typescript";
import { eachChild } from "../../eachChild.js";
import type { Compiler } from "../../context.js";
import { wrapping } from "../../unwrap.js";
import { unitOf } from "../unit.js";
import { partsOf, type Flow } from "./flow.js";
import { nameRead } from "./getters.js";
import { baseOf, nameOfMember } from "./members.js";
import { isInside } from "./mentions.js";
import type { Part } from "./parts.js";

/**
 * What runs when an object of a class is made: the constructors and the fields of the class and its bases,
 * and the members that those ask the object for. A base asks for members that the class may override.
 */
export function constructingParts(flow: Flow, node: TS.ClassLikeDeclaration): readonly Part[] {
  const { ts } = flow.context;
  const all = basesFrom(flow, node).flatMap((each) => partsOfClass(flow, each));
  const found = new Set(all.filter((each) => isConstructing(ts, each.node)));
  for (const part of found) {
    const names = askedOfThis(ts, part.node);
    for (const each of all) if (names === "any" || names.has(nameOfPart(ts, each.node))) found.add(each);
  }
  return [...found];
}

/** A class and those that it extends, each once. */
function basesFrom(flow: Flow, node: TS.ClassLikeDeclaration): readonly TS.ClassLikeDeclaration[] {
  const found = new Set<TS.ClassLikeDeclaration>();
  for (let each: TS.ClassLikeDeclaration | undefined = node; each && !found.has(each); each = baseOf(flow.context, each)) found.add(each);
  return [...found];
}

function partsOfClass(flow: Flow, node: TS.ClassLikeDeclaration): readonly Part[] {
  const unit = unitOf(flow.context.ts, node);
  return (unit ? [...partsOf(flow, unit).later.values()] : []).filter((each) => isInside(each.node, node));
}

function isConstructing(ts: Compiler, node: TS.Node): boolean {
  return ts.isConstructorDeclaration(node) || ts.isPropertyDeclaration(node.parent);
}

/** The name by which the object is asked for a function; a field's function is the value of its declaration. */
function nameOfPart(ts: Compiler, node: TS.Node): string {
  const member = ts.isPropertyDeclaration(node.parent) ? node.parent : node;
  return ts.isClassElement(member) && member.name ? nameOfMember(ts, member.name) : "";
}

const known = new WeakMap<TS.Node, ReadonlySet<string> | "any">();

/** The members that code asks `this` for; any of them where `this` is handed on. */
function askedOfThis(ts: Compiler, root: TS.Node): ReadonlySet<string> | "any" {
  const names = known.get(root) ?? askedOfThisWorker(ts, root);
  known.set(root, names);
  return names;
}

function askedOfThisWorker(ts: Compiler, root: TS.Node): ReadonlySet<string> | "any" {
  const names = new Set<string>();
  let isHandedOn = false;
  const visit = (node: TS.Node): void => {
    if (isHandedOn || ts.isTypeNode(node)) return;
    if (node.kind === ts.SyntaxKind.ThisKeyword) {
      const name = nameRead(ts, wrapping(ts, node as TS.Expression).parent);
      isHandedOn = name === undefined;
      names.add(name ?? "");
    }
    eachChild(ts, node, visit);
  };
  visit(root);
  return isHandedOn ? "any" : names;
}
