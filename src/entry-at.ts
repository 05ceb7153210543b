/**
 * Reads a list at a place that must be there. Where a loop cannot go by the entries themselves,
 * this is how it reads: a place outside is a RangeError at once, and never an `undefined` that
 * makes NaN of a sum much later.
 *
 * One function for each kind of list: the engine compiles a read for the kinds it has met, and a
 * function that met them all would be slow everywhere. As they stand the check costs nothing in a
 * compiled loop, which has to compare the place with the length anyway.
 */

/** An entry of any list. @throws RangeError outside the list */
export function entryAt<T>(list: readonly T[], place: number): T {
  const entry = list[place];
  if (entry === undefined) throw outside(list, place);
  return entry;
}

/** A number of a list of numbers. @throws RangeError outside the list */
export function numberAt(list: readonly number[], place: number): number {
  const entry = list[place];
  if (entry === undefined) throw outside(list, place);
  return entry;
}

/** A number of a Float64Array. @throws RangeError outside the array */
export function floatAt(array: Float64Array, place: number): number {
  const entry = array[place];
  if (entry === undefined) throw outside(array, place);
  return entry;
}

/** A whole number of an Int32Array. @throws RangeError outside the array */
export function intAt(array: Int32Array, place: number): number {
  const entry = array[place];
  if (entry === undefined) throw outside(array, place);
  return entry;
}

/** A count of a Uint32Array. @throws RangeError outside the array */
export function countAt(array: Uint32Array, place: number): number {
  const entry = array[place];
  if (entry === undefined) throw outside(array, place);
  return entry;
}

/** A number, 0 to 65 535, of a Uint16Array. @throws RangeError outside the array */
export function shortAt(array: Uint16Array, place: number): number {
  const entry = array[place];
  if (entry === undefined) throw outside(array, place);
  return entry;
}

/** A number, 0 to 255, of a Uint8Array. @throws RangeError outside the array */
export function byteAt(array: Uint8Array, place: number): number {
  const entry = array[place];
  if (entry === undefined) throw outside(array, place);
  return entry;
}

function outside({ length }: ArrayLike<unknown>, place: number): RangeError {
  return new RangeError(
    length === 0
      ? `place must be in the list, which is empty, got ${place}`
      : `place must be from 0 to ${length - 1}, got ${place}`,
  );
}
