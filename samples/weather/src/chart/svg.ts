export type Attributes = Readonly<Record<string, string | number>>;

/** An SVG element. The children are markup. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${typeof value === "number" ? round(value) : escaped(value)}"`);
  return `<${name}${list.join("")}>${children.join("")}</${name}>`;
}

/** A text whose baseline starts at (x, y). */
export function label(x: number, y: number, text: string, attributes: Attributes = {}): string {
  return element("text", { x, y, ...attributes }, escaped(text));
}

/** A straight line. */
export function line(from: readonly [number, number], to: readonly [number, number], attributes: Attributes): string {
  return element("line", { x1: from[0], y1: from[1], x2: to[0], y2: to[1], ...attributes });
}

/** The outline through the points, for the `d` of a path. */
export function through(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${round(x)} ${round(y)}`).join("");
}

/** A straight scale from values to pixels. */
export function scale(values: readonly [number, number], pixels: readonly [number, number]): (value: number) => number {
  const factor = (pixels[1] - pixels[0]) / (values[1] - values[0]);
  return (value) => pixels[0] + (value - values[0]) * factor;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
