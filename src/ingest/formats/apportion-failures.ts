/**
 * Kinds of error that were counted over a whole run, for one window of it: the window's own number of
 * failures is known, how they divide among the kinds is taken from the run.
 */
import type { ImportedEndpoint, ImportedFailure } from "../imported-run.ts";

/**
 * The kinds, scaled so that they add up to `failures`, by largest remainders; kinds that get none are
 * left out. Exact where all is of one kind.
 */
export function apportionFailures(
  kinds: readonly ImportedFailure[],
  failures: number,
): readonly ImportedFailure[] {
  const all = kinds.reduce((sum, { count }) => sum + count, 0);
  if (all === 0 || failures === 0) return [];
  // More than were listed cannot be named.
  const wanted = Math.min(failures, all);
  const shares = kinds.map((kind, at) => {
    const share = (kind.count * wanted) / all;
    return { kind, at, count: Math.floor(share), rest: share - Math.floor(share) };
  });
  let left = wanted - shares.reduce((sum, { count }) => sum + count, 0);
  for (const share of shares.toSorted((a, b) => b.rest - a.rest || a.at - b.at)) {
    if (left <= 0) break;
    share.count++;
    left--;
  }
  return shares.flatMap(({ kind, count }) => (count > 0 ? [{ ...kind, count }] : []));
}

/** The same endpoint by endpoint, where the window's failures of each are known. */
export function apportionByEndpoint(
  kinds: readonly ImportedFailure[],
  endpoints: readonly ImportedEndpoint[],
): readonly ImportedFailure[] {
  return endpoints.flatMap(({ method, path, failures = 0 }) =>
    apportionFailures(
      kinds.filter((kind) => kind.method === method && kind.path === path),
      failures,
    ),
  );
}
