/**
 * Elements known to exist: the loops that read them run inside the bounds of their lists. One function
 * for each kind of list, so that the engine compiles each into the bare load of its kind; and nothing
 * but the load, so that it inlines them even where a loop reads thirty.
 */

export function at(list: Float64Array, i: number): number {
  return list[i] as number;
}

export function nth(list: readonly number[], i: number): number {
  return list[i] as number;
}

export function countAt(list: Int32Array, i: number): number {
  return list[i] as number;
}

export function rowAt<Row extends object>(list: readonly Row[], i: number): Row {
  return list[i] as Row;
}
