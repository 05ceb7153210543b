/** What a fit depends on, as one text: equal texts mean equal fits. */

/**
 * A value as JSON with sorted keys and every digit of its numbers, so that equal values give equal
 * texts whatever the order they were built in. Keys that hold undefined are left out; -0, NaN and
 * infinities, which JSON lacks, are written by their names, so that no two values share a text.
 *
 * @throws RangeError for a function or another value that is no data
 */
export function canonicalText(value: unknown): string {
  if (value === null) return "null";
  switch (typeof value) {
    case "string":
    case "boolean":
      return JSON.stringify(value);
    case "number":
      return Object.is(value, -0) ? "-0" : String(value);
    case "object":
      return Array.isArray(value) ? `[${value.map(canonicalText).join(",")}]` : ofObject(value);
    default:
      throw new RangeError(`value must be plain data, got a ${typeof value}`);
  }
}

function ofObject(value: object): string {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new RangeError(`value must be plain data, got a ${prototype?.constructor?.name}`);
  }
  const entries = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonicalText(one)}`).join(",")}}`;
}
