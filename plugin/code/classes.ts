import type TS from "typescript";
import { ABSENT, inline, stacked, type Code } from "./text.js";
import type { Coder, Writers } from "./coder.js";
import { decoratorCode, decoratorCodes, headOf } from "./modifiers.js";
import { propertyName } from "./names.js";

export const classes: Writers = {
  ClassDeclaration: (coder, node: TS.ClassDeclaration) => classCode(coder, node, "class-declaration"),
  ClassExpression: (coder, node: TS.ClassExpression) => classCode(coder, node, "class"),
  PropertyDeclaration: field,
  ClassStaticBlockDeclaration: (coder, node: TS.ClassStaticBlockDeclaration) =>
    stacked("static-block", [], coder.codes(node.body.statements)),
  EnumDeclaration: (coder, node: TS.EnumDeclaration) =>
    stacked(headOf(coder, node, "enum"), [coder.ts.idText(node.name)], coder.codes(node.members)),
  EnumMember: (coder, node: TS.EnumMember) =>
    inline("member", propertyName(coder, node.name), ...initializerOf(coder, node)),
  Decorator: decoratorCode,
};

function classCode(coder: Coder, node: TS.ClassLikeDeclaration, base: string): Code {
  const items = [...decoratorCodes(coder, node), coder.optional(node.name), heritage(coder, node)];
  return stacked(headOf(coder, node, base), items, coder.codes(node.members));
}

/** The base class; `implements` is for the checker. */
function heritage(coder: Coder, node: TS.ClassLikeDeclaration): Code {
  const clause = node.heritageClauses?.find(({ token }) => token === coder.ts.SyntaxKind.ExtendsKeyword);
  const base = clause?.types[0];
  return base === undefined ? ABSENT : inline("extends", coder.code(base.expression));
}

/** A field without initialiser is kept: defining it can hide an inherited one. */
function field(coder: Coder, node: TS.PropertyDeclaration): Code {
  const items = [...decoratorCodes(coder, node), propertyName(coder, node.name), ...initializerOf(coder, node)];
  return inline(headOf(coder, node, "field"), ...items);
}

function initializerOf(coder: Coder, node: TS.PropertyDeclaration | TS.EnumMember): readonly Code[] {
  return node.initializer === undefined ? [] : [coder.code(node.initializer)];
}
