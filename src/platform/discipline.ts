/**
 * In which order a queue serves those who are there. The only list: the schema of model files is
 * made from it, and solver and simulator go by what a discipline says here and never by its name,
 * so that a new order that is left out in one of them does not compile.
 */
export const disciplines = {
  fifo: { about: "in order of arrival", next: "longest" },
  ps: { about: "shared by all present", next: null },
} as const satisfies Readonly<
  Record<string, { readonly about: string; readonly next: Next | null }>
>;

export type Discipline = keyof typeof disciplines;

/** Who of those that wait gets the next free server: the one who has waited longest. */
export type Next = "longest";

/** Who is next at a station; null where nobody waits, since all who are there are at work. */
export function nextOf(discipline: Discipline | "delay"): Next | null {
  return discipline === "delay" ? null : disciplines[discipline].next;
}
