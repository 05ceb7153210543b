/**
 * In which order a queue serves those who are there. The only list: the schema of model files is
 * made from it, and whatever is decided by discipline is a table over it, so that one that is
 * left out anywhere does not compile.
 */
export const disciplines = {
  fifo: "in order of arrival",
  ps: "shared by all present",
} as const satisfies Readonly<Record<string, string>>;

export type Discipline = keyof typeof disciplines;
