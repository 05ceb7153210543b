/** Objects whose type lists every key that they have, read and made key by key. */

/** The keys of an object that holds those of its type and no others, in their order. */
export function keysOf<T extends object>(object: T): readonly (keyof T & string)[] {
  return Object.keys(object) as (keyof T & string)[];
}

/** An object with one value for each of the names. */
export function recordOf<Name extends string, Value>(
  names: readonly Name[],
  of: (name: Name, place: number) => Value,
): Readonly<Record<Name, Value>> {
  const entries = names.map((name, i) => [name, of(name, i)]);
  return Object.fromEntries(entries) as Record<Name, Value>;
}
