/** The first property of an object of options that is no option: a misspelt one would be passed over. */
export function unknownOption(options: object, known: readonly string[]): string | undefined {
  return Object.keys(options).find((name) => !known.includes(name));
}
