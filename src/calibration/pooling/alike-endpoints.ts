/** Which endpoints a model cannot tell from one another, where a campaign has many. */

import type { EndpointLevel } from "../../measurement/campaign.ts";
import { endpointName } from "../../measurement/endpoint-name.ts";
import { keyOfLevel, rowsBy } from "../../measurement/level-key.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import { canonicalText } from "../fit-key.ts";

/** Up to so many endpoints, and loads, each endpoint is held against its own measurements. */
const FEW = 30;
const FEW_LOADS = 16;

/** Whether endpoints of one kind of work are held together against a campaign. */
export function areMany(endpoints: number, levels: readonly { readonly users: number }[]): boolean {
  return endpoints > FEW || new Set(levels.map(({ users }) => users)).size > FEW_LOADS;
}

/**
 * Of a model with more than 30 endpoints, or for a campaign of more than 16 loads, by the name of each
 * endpoint: the first that does the same work everywhere. Empty otherwise.
 */
export function alikeEndpoints(
  { platform }: Hypothesis,
  levels: readonly { readonly users: number }[],
): ReadonlyMap<string, string> {
  if (!areMany(platform.endpoints.length, levels)) return new Map();
  const works = new Map<string, unknown[]>(platform.endpoints.map(({ name }) => [name, []]));
  for (const station of platform.stations) {
    for (const { endpoint, ...work } of station.work) {
      works.get(endpoint)?.push([station.name, work]);
    }
  }
  const firsts = new Map<string, string>();
  // Reads and writes differ where reads are served elsewhere.
  const elsewhere = platform.stations.some(
    (station) => station.kind === "queue" && station.readReplicas !== 0,
  );
  return new Map(
    platform.endpoints.map(({ name, weight: _, kind: method, ...same }) => {
      const kind = canonicalText([elsewhere ? method : null, same, works.get(name)]);
      const first = firsts.get(kind) ?? name;
      firsts.set(kind, first);
      return [name, first];
    }),
  );
}

/** A row that stands for several endpoints. */
export interface AlikeRow extends EndpointLevel {
  /** How many others there are beside the one that is named. */
  readonly others: number;
}

/**
 * The rows of each level with those of endpoints that are alike as one: under the name of the first, its
 * mean that of all their requests. A model predicts one time for them, which no single one of
 * them has. Percentiles of several are left out: they are none of the whole.
 */
export function alikeRows(
  rows: readonly EndpointLevel[],
  alike: ReadonlyMap<string, string>,
): readonly (EndpointLevel | AlikeRow)[] {
  if (alike.size === 0) return rows;
  const firstOf = (row: EndpointLevel) => alike.get(endpointName(row)) ?? endpointName(row);
  const named = new Map(rows.map((row) => [endpointName(row), row]));
  return [...rowsBy(rows, (row) => `${keyOfLevel(row)} ${firstOf(row)}`).values()].flatMap(
    (same) => {
      const [row] = same;
      if (row === undefined || same.length === 1) return same;
      const timed = same.filter(({ responseTime }) => responseTime.mean !== undefined);
      const requests = timed.reduce((sum, one) => sum + (one.requests ?? 0), 0);
      const time = timed.reduce(
        (sum, one) => sum + (one.requests ?? 0) * (one.responseTime.mean ?? 0),
        0,
      );
      if (!(requests > 0)) return same;
      const { method, path } = named.get(firstOf(row)) ?? row;
      const responseTime = { mean: time / requests };
      return [{ ...row, method, path, requests, responseTime, others: timed.length - 1 }];
    },
  );
}
