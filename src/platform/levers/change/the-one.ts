/**
 * The number that all are equal to. Null where one has none, or they differ: then there is no one
 * number to multiply.
 */
export function theOne(values: readonly (number | null)[]): number | null {
  const [first = null] = values;
  return values.every((value) => value === first) ? first : null;
}
