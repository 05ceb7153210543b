/** Response times and demands: why capacity changed, where it did. */
import { changeOf } from "./change.ts";
import { pooled } from "./level-figures.ts";
import type { CommonLevel } from "./matched-levels.ts";
import type { Repeatability } from "./repeatability.ts";
import type { Compared } from "./sure-figures.ts";

/** A mean up to this many times that of the lightest load is of requests that hardly wait. */
const LIGHT = 1.2;

const measured = { before: false, after: false } as const;

/** Mean and P95 at each load that both tested. */
export function timeFigures(
  pairs: readonly CommonLevel[],
  noise: Repeatability,
): readonly Compared[] {
  return pairs.flatMap(({ users, before, after }) =>
    (["mean", "p95"] as const).flatMap((figure): Compared[] => {
      const [a, b] = [before.figures[figure], after.figures[figure]];
      if (a === undefined || b === undefined) return [];
      const change = changeOf(a, b, noise);
      return [{ figure, users: [users], endpoint: null, atLeast: measured, change }];
    }),
  );
}

/**
 * Time of each endpoint at light load, where requests do not wait for one another: in proportion
 * to its demand, as far as what it does and what it only waits for (network, other services) changed
 * alike. With the whole mean first, endpoint null.
 */
export function demandFigures(
  pairs: readonly CommonLevel[],
  noise: Repeatability,
): readonly Compared[] {
  const light = lightLevels(pairs);
  const users = light.map((pair) => pair.users);
  const names = new Set(light.flatMap(({ before }) => [...before.endpoints.keys()]));
  return [null, ...names].flatMap((endpoint): Compared[] => {
    const of = ({ figures, endpoints }: CommonLevel["before"]) =>
      endpoint === null ? figures.mean : endpoints.get(endpoint);
    const both = light.flatMap(({ before, after }) => {
      const [a, b] = [of(before), of(after)];
      return a === undefined || b === undefined ? [] : [{ a, b }];
    });
    if (both.length === 0) return [];
    const change = changeOf(pooled(both.map(({ a }) => a)), pooled(both.map(({ b }) => b)), noise);
    return [{ figure: "demand", users, endpoint, atLeast: measured, change }];
  });
}

function lightLevels(pairs: readonly CommonLevel[]): readonly CommonLevel[] {
  const timed = pairs.filter(({ before, after }) => before.figures.mean && after.figures.mean);
  const [lightest] = timed;
  if (lightest === undefined) return [];
  const near = (side: "before" | "after") => (pair: CommonLevel) =>
    (pair[side].figures.mean?.log ?? 0) <=
    (lightest[side].figures.mean?.log ?? 0) + Math.log(LIGHT);
  return timed.filter((pair) => near("before")(pair) && near("after")(pair));
}
