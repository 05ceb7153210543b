/**
 * Which stored rows of a JMeter log count as requests, as `jmeterRun` decides: no transaction controllers
 * beside their requests, no parts of a redirected request beside the whole.
 */
import { type HostThreads, usersOfHosts } from "../../ingest/formats/jmeter-run.ts";
import type { UserSpan, UsersAt } from "../../ingest/formats/mean-users.ts";
import { type Engine, literal } from "./engine.ts";
import { allRequests, requestsView } from "./summarize-stored.ts";

export interface JmeterRequests {
  readonly controllers: number;
  readonly parts: number;
  /** Names of threads are needed to tell parts, and were not stored. */
  readonly needsThreads: boolean;
}

/** The part of a redirected request is called after it, with a number behind. */
const partName = /^(.*)-\d{1,3}$/;

/** Makes the view of requests out of the view `stored`. */
export async function chooseRequests(engine: Engine, hasThreads: boolean): Promise<JmeterRequests> {
  const view = async (where: string) =>
    await engine.run(
      `CREATE OR REPLACE VIEW ${allRequests} AS SELECT * FROM stored WHERE ms IS NOT NULL AND ${where}`,
    );
  const [kinds] = await engine.rows(
    `SELECT count(*) FILTER (controller)::DOUBLE AS controllers,
      count(*) FILTER (NOT controller)::DOUBLE AS requests FROM stored WHERE ms IS NOT NULL`,
  );
  const requests = Number(kinds?.["requests"] ?? 0);
  if (requests === 0) {
    await view("true");
    return { controllers: 0, parts: 0, needsThreads: false };
  }
  await view("NOT controller");
  const controllers = Number(kinds?.["controllers"] ?? 0);
  const names = await engine.rows(`SELECT DISTINCT path FROM ${allRequests}`);
  const paths = new Set(names.map(({ path }) => String(path)));
  const wholes = [...paths].flatMap((path) => partName.exec(path)?.[1] ?? []);
  const suspects = wholes.filter((whole) => paths.has(whole));
  if (suspects.length === 0) return { controllers, parts: 0, needsThreads: false };
  if (!hasThreads) return { controllers, parts: 0, needsThreads: true };
  const parts = await findParts(engine, suspects);
  if (parts > 0) await view("NOT controller AND row NOT IN (FROM parts)");
  return { controllers, parts, needsThreads: false };
}

/** A part lies within the first request of its thread and name that ended no earlier. */
async function findParts(engine: Engine, wholes: readonly string[]): Promise<number> {
  const list = [...new Set(wholes)].map(literal).join(", ");
  await engine.run(
    `CREATE OR REPLACE TABLE parts AS SELECT part.row
    FROM (SELECT *, regexp_extract(path, '^(.*)-[0-9]{1,3}$', 1) AS called FROM ${allRequests}
      WHERE called IN (${list})) AS part
    ASOF JOIN (SELECT * FROM ${allRequests} WHERE path IN (${list})) AS whole
      ON part.thread = whole.thread AND part.called = whole.path AND part.ends <= whole.ends
    WHERE whole.ends - whole.ms / 1000 <= part.ends - part.ms / 1000 + 0.001`,
  );
  const [counted] = await engine.rows("SELECT count(*)::DOUBLE AS parts FROM parts");
  return Number(counted?.["parts"] ?? 0);
}

/** Threads of all machines over time; empty where the log has none. */
export async function threadsStored(engine: Engine): Promise<readonly UsersAt[]> {
  const rows = await engine.rows(
    `SELECT floor(ends)::DOUBLE AS time, host, max(users) AS threads FROM ${requestsView}
    WHERE users IS NOT NULL GROUP BY time, host ORDER BY time`,
  );
  const reports = rows.map(({ time, host, threads }): HostThreads => {
    return { time: Number(time), host: String(host), threads: Number(threads) };
  });
  return usersOfHosts(reports);
}

/** Distinct names of threads, or null where a row has none. */
export async function threadSpans(engine: Engine): Promise<readonly UserSpan[] | null> {
  const rows = await engine.rows(
    `SELECT min(ends - ms / 1000) AS first, max(ends) AS last, bool_and(thread <> '') AS named
    FROM ${requestsView} GROUP BY host, thread`,
  );
  if (!rows.every(({ named }) => named === true)) return null;
  return rows.map(({ first, last }) => ({ first: Number(first), last: Number(last) }));
}

/** Whether any request tells how many threads were active. */
export async function countsThreads(engine: Engine): Promise<boolean> {
  const rows = await engine.rows(
    `SELECT 1 AS told FROM ${allRequests} WHERE users IS NOT NULL LIMIT 1`,
  );
  return rows.length > 0;
}
