/** Smallest and largest of any number of values: a call takes so many arguments, a list has no such end. */
export const least = (values: readonly number[]) =>
  values.reduce((found, value) => Math.min(found, value), Number.POSITIVE_INFINITY);

export const most = (values: readonly number[]) =>
  values.reduce((found, value) => Math.max(found, value), Number.NEGATIVE_INFINITY);
