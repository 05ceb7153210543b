/** Whether a value that was read from somewhere is a plain record of the shape that is expected. */

/** One test for each field: a field of T without one does not compile. */
export type FieldTests<T> = Readonly<Record<keyof T, (value: unknown) => boolean>>;

/** Exactly the fields of T, each with a value that passes its test. */
export function isRecordOf<T>(value: unknown, tests: FieldTests<T>): value is T {
  if (typeof value !== "object" || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  const wanted = Object.entries(tests) as [string, (value: unknown) => boolean][];
  return fields.size === wanted.length && wanted.every(([key, test]) => test(fields.get(key)));
}

export const isNumber = (value: unknown): value is number => Number.isFinite(value);

export function isListOf(value: unknown, test: (one: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(test);
}
