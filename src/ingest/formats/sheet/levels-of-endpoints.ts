/**
 * Levels of a table with a row for each endpoint of each load. A row that is called a total is the level;
 * where there is none, the level is the sum of its rows, which has no percentiles.
 */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import type { ImportedEndpoint, ImportedLevel } from "../../imported-run.ts";
import { failuresOfShares } from "../failures-of-shares.ts";
import { present } from "../present.ts";

/** A row as a level of its own, and the endpoint that it is of. */
export interface EndpointRow {
  readonly endpoint: string;
  readonly level: ImportedLevel;
}

const total = /^(?:|total|sum|all|all requests|aggregated?|overall|gesamt|summe|alle)$/i;
const withMethod = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\s+(\S.*)$/i;

/** As people write shares down. */
const WHOLE_PER_CENT = 0.01;

/**
 * In the order of the rows; an endpoint that stands again below the same users begins another run.
 *
 * @param failuresAreShares whether failures were made of rounded shares, and may miss each other by that
 */
export function levelsOfEndpoints(
  rows: readonly EndpointRow[],
  failuresAreShares = false,
): readonly ImportedLevel[] {
  const groups: { readonly users: number | null; readonly rows: Map<string, ImportedLevel> }[] = [];
  for (const { endpoint, level } of rows) {
    const open = groups.findLast(({ users }) => users === level.users);
    const name = total.test(endpoint) ? "" : endpoint;
    if (open !== undefined && !open.rows.has(name)) open.rows.set(name, level);
    else groups.push({ users: level.users, rows: new Map([[name, level]]) });
  }
  return groups.flatMap(({ rows: named }): readonly ImportedLevel[] => {
    const endpoints = [...named].filter(([name]) => name !== "");
    const level = named.get("") ?? sumOf(endpoints.map(([, one]) => one));
    if (level === undefined) return [];
    const parts = endpoints.map(endpointOf);
    const failures = failuresAreShares
      ? failuresOfShares(level, parts, WHOLE_PER_CENT)
      : level.failures;
    return [{ ...level, ...present({ failures }), endpoints: parts }];
  });
}

function endpointOf([name, level]: readonly [string, ImportedLevel]): ImportedEndpoint {
  const [, method = "", path = name] = withMethod.exec(name) ?? [];
  const { requests, failures, throughput, responseTime } = level;
  return { method, path, ...present({ requests, failures, throughput }), responseTime };
}

function sumOf(parts: readonly ImportedLevel[]): ImportedLevel | undefined {
  const [first] = parts;
  if (first === undefined) return undefined;
  const sum = (of: (level: ImportedLevel) => number | undefined) =>
    parts.every((level) => of(level) !== undefined)
      ? parts.reduce((all, level) => all + (of(level) ?? 0), 0)
      : undefined;
  const weights = sum(({ requests }) => requests) ?? sum(({ throughput }) => throughput);
  const counted = parts.every(({ requests }) => requests !== undefined);
  const time = sum(({ requests, throughput, responseTime: { mean } }) =>
    mean === undefined ? undefined : mean * ((counted ? requests : throughput) ?? 0),
  );
  return {
    ...first,
    ...present({
      requests: sum(({ requests }) => requests),
      failures: sum(({ failures }) => failures),
      throughput: sum(({ throughput }) => throughput),
    }),
    responseTime: present<ResponseTimes>({
      mean: time !== undefined && weights ? time / weights : undefined,
    }),
  };
}
