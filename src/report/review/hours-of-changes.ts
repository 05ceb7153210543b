/** Hours of work by the levers of a change, as they were written: "pool.size = 100 connections". */
export function hoursOfChanges(
  known: readonly {
    readonly cost: number | null;
    readonly levers: readonly {
      readonly name: string;
      readonly text: string;
      readonly endpoints?: string;
    }[];
  }[],
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    known.flatMap(({ cost, levers }) => {
      if (cost === null) return [];
      const each = levers.map(({ name, text, endpoints }) => {
        return `${endpoints === undefined ? name : `${name}[${endpoints}]`} = ${text}`;
      });
      return [[each.join(", "), cost] as const];
    }),
  );
}
