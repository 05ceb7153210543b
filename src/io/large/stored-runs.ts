/** Where the runs of a stored log begin and end. */
import { type BusySecond, stretchesOf } from "../../ingest/formats/log/idle-gaps.ts";
import { isNoScrap } from "../../ingest/formats/log/split-log.ts";
import type { CountedSecond } from "./counted-seconds.ts";
import type { Engine } from "./engine.ts";
import { allRequests, numberOf, requestsView } from "./stored-rows.ts";

export interface RunSpan {
  /** Unix seconds of the first start and the last end. */
  readonly first: number;
  readonly last: number;
  readonly seconds: readonly (CountedSecond & BusySecond & { readonly whole: boolean })[];
  /** Whether all response times are whole milliseconds. */
  readonly whole: boolean;
}

/** undefined when there is no request. */
export async function countSeconds(engine: Engine): Promise<RunSpan | undefined> {
  const rows = await engine.rows(
    `SELECT ceil(ends)::DOUBLE AS second, count(*)::DOUBLE AS requests,
      count(error)::DOUBLE AS failures, sum(ms) / 1000 AS time, min(ends - ms / 1000) AS first,
      max(ends) AS last, bool_and(ms = floor(ms)) AS whole
    FROM ${allRequests} GROUP BY second ORDER BY second`,
  );
  if (rows.length === 0) return undefined;
  return spanOf(
    rows.map((row) => ({
      second: numberOf(row, "second"),
      requests: numberOf(row, "requests"),
      failures: numberOf(row, "failures"),
      totalTime: numberOf(row, "time"),
      first: numberOf(row, "first"),
      last: numberOf(row, "last"),
      whole: row["whole"] === true,
    })),
  );
}

function spanOf(seconds: RunSpan["seconds"]): RunSpan {
  return {
    // A clock that counts from the start may give 0 − rounding.
    first: Math.max(
      0,
      seconds.reduce((least, { first }) => Math.min(least, first), Number.POSITIVE_INFINITY),
    ),
    last: seconds.at(-1)?.last ?? 0,
    whole: seconds.every(({ whole }) => whole),
    seconds,
  };
}

/** The runs of a log, apart at gaps, as `splitLog` divides it; requests before or after a run are none. */
export function runsIn(span: RunSpan): {
  readonly runs: readonly RunSpan[];
  readonly scraps: number;
} {
  const stretches = stretchesOf(span.seconds);
  if (stretches.length < 2) return { runs: [span], scraps: 0 };
  const all = stretches.map(({ from, to }) =>
    spanOf(span.seconds.filter(({ second }) => second >= from && second <= to)),
  );
  const sizes = all.map(({ seconds }) => seconds.reduce((sum, { requests }) => sum + requests, 0));
  const largest = sizes.reduce((most, size) => Math.max(most, size), 0);
  const isRun = all.map(({ first, last }, at) => isNoScrap(last - first, sizes[at] ?? 0, largest));
  return {
    runs: all.filter((_, at) => isRun[at]),
    scraps: sizes.reduce((sum, size, at) => sum + (isRun[at] ? 0 : size), 0),
  };
}

/** Makes the view of the requests of one run. */
export async function viewRun(engine: Engine, run: RunSpan): Promise<void> {
  const { seconds } = run;
  await engine.run(
    `CREATE OR REPLACE VIEW ${requestsView} AS SELECT * FROM ${allRequests}
    WHERE ceil(ends) BETWEEN ${seconds[0]?.second ?? 0} AND ${seconds.at(-1)?.second ?? 0}`,
  );
}
