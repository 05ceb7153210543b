/** Endpoints that wait while others do not: at some load they stand in a line of their own. */
import type { Campaign, EndpointLevel } from "../../../measurement/campaign.ts";
import { endpointName } from "../../../measurement/endpoint-name.ts";
import { rowsBy } from "../../../measurement/level-key.ts";
import { timedRows } from "../endpoints/timed-rows.ts";

/** Who waits takes at least this many times what it took at the lightest load. */
const SLOWER = 2;

/** The others have gained at most this share of what those have, on average. */
const BESIDE = 0.1;

/**
 * The endpoints that at the heaviest such load have slowed down several times while the others have hardly; empty
 * where at every load all wait or none. At heavier loads those that wait may fill a pool that all need, so
 * that the others wait as well: the heaviest load of all does not tell.
 */
export function waitingAlone(campaign: Campaign): ReadonlySet<string> {
  const timed = timedRows(campaign);
  const loads = [...rowsBy(timed, ({ users }) => String(users)).values()]
    .map((rows) => ({ users: rows[0]?.users ?? 0, means: meansOf(rows) }))
    .toSorted((a, b) => a.users - b.users);
  const [light, ...heavier] = loads;
  if (light === undefined) return new Set();
  for (const { means } of heavier.toReversed()) {
    const alone = apart(light.means, means);
    if (alone.size > 0) return alone;
  }
  return new Set();
}

function apart(
  light: ReadonlyMap<string, number>,
  heavy: ReadonlyMap<string, number>,
): ReadonlySet<string> {
  const both = [...light].flatMap(([name, before]) => {
    const after = heavy.get(name);
    return after === undefined ? [] : [{ name, before, gained: after - before }];
  });
  const slow = both.filter(({ before, gained }) => gained > (SLOWER - 1) * before);
  const rest = both.filter((one) => !slow.includes(one));
  const least = Math.min(...slow.map(({ gained }) => gained));
  const isApart =
    slow.length > 0 && rest.length > 0 && rest.every(({ gained }) => gained < BESIDE * least);
  return new Set(isApart ? slow.map(({ name }) => name) : []);
}

/** By endpoint, over the runs of a load. */
function meansOf(rows: readonly EndpointLevel[]): ReadonlyMap<string, number> {
  return new Map(
    [...rowsBy(rows, endpointName)].map(([name, own]) => {
      const requests = own.reduce((sum, one) => sum + (one.requests ?? 1), 0);
      const time = own.reduce(
        (sum, one) => sum + (one.requests ?? 1) * (one.responseTime.mean ?? 0),
        0,
      );
      return [name, time / requests];
    }),
  );
}
