import type { Entry, Recipe } from "./recipe.js";

/** Draws a whole number below the bound. */
export type Draw = (bound: number) => number;

/** The recipe with one small thing changed somewhere. What it makes may still be an equal value. */
export function mutate(recipe: Recipe, draw: Draw): Recipe {
  const children = childrenOf(recipe);
  if (children.length === 0 || draw(3) === 0) return mutateHere(recipe, draw);
  const chosen = draw(children.length);
  return withChildren(recipe, children.map((child, index) => (index === chosen ? mutate(child, draw) : child)));
}

/** The recipe of an equal value, made in another order, and with shared objects copied or copies shared. */
export function reorder(recipe: Recipe, draw: Draw): Recipe {
  const inside = withChildren(recipe, childrenOf(recipe).map((child) => reorder(child, draw)));
  switch (inside.kind) {
    case "object":
      return { ...inside, entries: shuffle(inside.entries, draw) };
    case "map":
      return { ...inside, entries: shuffle(inside.entries, draw), extra: shuffle(inside.extra, draw) };
    case "set":
      return { ...inside, members: shuffle(inside.members, draw), extra: shuffle(inside.extra, draw) };
    case "array":
    case "date":
    case "bytes":
      return { ...inside, extra: shuffle(inside.extra, draw) };
    case "same":
    case "copies":
      return { ...inside, kind: draw(2) === 0 ? "same" : "copies" };
    default:
      return inside;
  }
}

function shuffle<T>(items: readonly T[], draw: Draw): T[] {
  const left = [...items];
  return items.flatMap(() => left.splice(draw(left.length), 1));
}

function childrenOf(recipe: Recipe): readonly Recipe[] {
  switch (recipe.kind) {
    case "object":
      return recipe.entries.map(([, item]) => item);
    case "array":
      return [...recipe.items.filter((item) => item !== "hole"), ...extraOf(recipe)];
    case "map":
      return [...recipe.entries.flat(), ...extraOf(recipe)];
    case "set":
      return [...recipe.members, ...extraOf(recipe)];
    case "date":
    case "bytes":
      return extraOf(recipe);
    case "same":
    case "copies":
      return [recipe.item];
    default:
      return [];
  }
}

function extraOf(recipe: { readonly extra: readonly Entry[] }): Recipe[] {
  return recipe.extra.map(([, item]) => item);
}

function withChildren(recipe: Recipe, children: readonly Recipe[]): Recipe {
  const left = [...children];
  const next = () => left.shift() as Recipe;
  const renew = (entries: readonly Entry[]): Entry[] => entries.map(([name]) => [name, next()]);
  switch (recipe.kind) {
    case "object":
      return { ...recipe, entries: renew(recipe.entries) };
    case "array":
      return { ...recipe, items: recipe.items.map((item) => (item === "hole" ? item : next())), extra: renew(recipe.extra) };
    case "map":
      return { ...recipe, entries: recipe.entries.map(() => [next(), next()] as const), extra: renew(recipe.extra) };
    case "set":
      return { ...recipe, members: recipe.members.map(next), extra: renew(recipe.extra) };
    case "date":
    case "bytes":
      return { ...recipe, extra: renew(recipe.extra) };
    case "same":
    case "copies":
      return { ...recipe, item: next() };
    default:
      return recipe;
  }
}

const OTHERS: readonly unknown[] = [undefined, null, 0, -0, NaN, "", "a", "\ud800", "\ud801", "\ufffd", 1, 1n, "1", true, "true", "null", "undefined"];
const atomOf = (draw: Draw): Recipe => ({ kind: "atom", value: OTHERS[draw(OTHERS.length)] });

function mutateHere(recipe: Recipe, draw: Draw): Recipe {
  switch (recipe.kind) {
    case "object":
      return draw(4) === 0 ? { ...recipe, bare: !recipe.bare } : { ...recipe, entries: mutateEntries(recipe.entries, draw) };
    case "array":
      return draw(4) === 0 ? { ...recipe, extra: mutateEntries(recipe.extra, draw) } : { ...recipe, items: mutateItems(recipe.items, draw) };
    case "map":
      return draw(4) === 0 ? { ...recipe, extra: mutateEntries(recipe.extra, draw) } : { ...recipe, entries: [...recipe.entries.slice(draw(2)), ...(draw(2) ? [[atomOf(draw), atomOf(draw)] as const] : [])] };
    case "set":
      return draw(4) === 0 ? { kind: "array", level: 0, items: recipe.members, extra: recipe.extra } : { ...recipe, members: [...recipe.members.slice(draw(2)), ...(draw(2) ? [atomOf(draw)] : [])] };
    case "date":
      return draw(2) ? { ...recipe, time: recipe.time - 1 } : { ...recipe, extra: mutateEntries(recipe.extra, draw) };
    case "regexp":
      return [{ ...recipe, source: "b" }, { ...recipe, flags: "g" }, { ...recipe, lastIndex: 1 }][draw(3)] ?? recipe;
    case "url":
      return { ...recipe, href: `${recipe.href}x` };
    case "bytes":
      return mutateBytes(recipe, draw);
    case "same":
    case "copies":
      return { kind: "array", level: 0, items: [recipe.item], extra: [] };
    case "above":
      return { ...recipe, levels: (recipe.levels + 1) % 3 };
    case "atom":
      return typeof recipe.value === "string" && draw(2) ? { kind: "atom", value: `${recipe.value}\ud800` } : atomOf(draw);
  }
}

function mutateItems(items: readonly (Recipe | "hole")[], draw: Draw): (Recipe | "hole")[] {
  const at = draw(items.length + 1);
  const replacement: Recipe | "hole" = draw(2) ? "hole" : atomOf(draw);
  return [...items.slice(0, at), ...(draw(4) === 0 ? [] : [replacement]), ...items.slice(at + draw(2))];
}

function mutateEntries(entries: readonly Entry[], draw: Draw): Entry[] {
  const at = draw(entries.length + 1);
  const added: Entry = ["added", atomOf(draw)];
  return [...entries.slice(0, at), ...(draw(3) === 0 ? [] : [added]), ...entries.slice(at + draw(2))];
}

function mutateBytes(recipe: Recipe & { kind: "bytes" }, draw: Draw): Recipe {
  if (draw(2)) return { ...recipe, as: (["buffer", "memory", 0, 1, 2, 8, 11] as const)[draw(7)] ?? 0 };
  return draw(3) === 0 ? { ...recipe, extra: mutateEntries(recipe.extra, draw) } : { ...recipe, bytes: recipe.bytes.map((byte, at) => (at === 0 ? byte ^ 1 : byte)) };
}
