/**
 * Which stored rows of a JMeter log count as requests, as `jmeterRun` decides: no transaction controllers
 * beside their requests, no parts of a redirected request beside the whole.
 */

import type { UserSpan, UsersAt } from "../../ingest/formats/log/mean-users.ts";
import { type HostThreads, usersOfHosts } from "../../ingest/formats/log/users-of-hosts.ts";
import { type Engine, literal } from "./engine.ts";
import { allRequests, requestsView } from "./stored-rows.ts";

export interface JmeterRequests {
  readonly controllers: number;
  readonly parts: number;
  /** Requests that only the row of their transaction tells of. */
  readonly averaged: number;
  /** Names of threads are needed to tell rows apart, and were not stored. */
  readonly needsThreads: boolean;
}

/** The part of a redirected request is called after it, with a number behind. */
const partName = /^(.*)-\d{1,3}$/;

const plain = "controller IS NULL";
const startMs = "round((ends - ms / 1000) * 1000)";
const endMs = "round(ends * 1000)";

/** Makes the view of requests out of the view `stored`. */
export async function chooseRequests(engine: Engine, hasThreads: boolean): Promise<JmeterRequests> {
  const view = async (where: string, more = "") =>
    await engine.run(
      `CREATE OR REPLACE VIEW ${allRequests} AS
      SELECT *, false AS averaged FROM stored WHERE ms IS NOT NULL AND ${where} ${more}`,
    );
  const [kinds] = await engine.rows(
    `SELECT count(controller)::DOUBLE AS controllers, count(*) FILTER (${plain})::DOUBLE AS requests
    FROM stored WHERE ms IS NOT NULL`,
  );
  const none = { controllers: 0, parts: 0, averaged: 0, needsThreads: false };
  if (Number(kinds?.["requests"] ?? 0) === 0) {
    await view("true");
    return none;
  }
  await view(plain);
  const controllers = Number(kinds?.["controllers"] ?? 0);
  const names = await engine.rows(`SELECT DISTINCT path FROM ${allRequests}`);
  const paths = new Set(names.map(({ path }) => String(path)));
  const wholes = [...paths].flatMap((path) => partName.exec(path)?.[1] ?? []);
  const suspects = wholes.filter((whole) => paths.has(whole));
  if (suspects.length === 0 && controllers === 0) return none;
  if (!hasThreads) return { ...none, controllers, needsThreads: true };
  const alone = controllers > 0 ? await findAlone(engine) : { rows: 0, requests: 0 };
  const parts = suspects.length > 0 ? await findParts(engine, suspects) : 0;
  await view(
    parts > 0 ? `${plain} AND row NOT IN (FROM parts)` : plain,
    alone.rows > 0 ? `UNION ALL BY NAME FROM alone` : "",
  );
  return {
    controllers: controllers - alone.rows,
    parts,
    averaged: alone.requests,
    needsThreads: false,
  };
}

/**
 * Controllers in which no request of their thread lies stand in for their requests: as many as they
 * count, each an equal part of their time.
 */
async function findAlone(engine: Engine) {
  const timed = `*, ${startMs} AS start_ms, ${endMs} AS end_ms`;
  await engine.run(
    `CREATE OR REPLACE TABLE parents AS SELECT one.* EXCLUDE (start_ms, end_ms)
    FROM (SELECT ${timed} FROM stored WHERE ms IS NOT NULL AND controller > 0) AS one
    ASOF LEFT JOIN (SELECT host, thread, ${startMs} AS start_ms, ${endMs} AS end_ms FROM ${allRequests})
      AS own
      ON one.host = own.host AND one.thread = own.thread AND one.end_ms + round(one.controller_idle) + 1 >= own.end_ms
    WHERE own.start_ms IS NULL OR own.start_ms < one.start_ms - 1`,
  );
  const [found] = await engine.rows(
    `SELECT count(*)::DOUBLE AS parents, coalesce(sum(controller), 0)::DOUBLE AS requests FROM parents`,
  );
  await engine.run(
    `CREATE OR REPLACE TABLE alone AS SELECT * EXCLUDE (place) REPLACE (ms / controller AS ms,
      CASE WHEN place <= controller_failures THEN coalesce(error, 'failed') END AS error),
      true AS averaged
    FROM (SELECT *, unnest(generate_series(1, controller::BIGINT)) AS place FROM parents)`,
  );
  return { rows: Number(found?.["parents"] ?? 0), requests: Number(found?.["requests"] ?? 0) };
}

/** A part lies within the first request of its thread and name that ended no earlier. */
async function findParts(engine: Engine, wholes: readonly string[]): Promise<number> {
  const list = [...new Set(wholes)].map(literal).join(", ");
  const timed = `*, ${startMs} AS start_ms, ${endMs} AS end_ms`;
  await engine.run(
    `CREATE OR REPLACE TABLE parts AS SELECT part.row
    FROM (SELECT ${timed}, regexp_extract(path, '^(.*)-[0-9]{1,3}$', 1) AS called FROM ${allRequests}
      WHERE called IN (${list})) AS part
    ASOF JOIN (SELECT ${timed} FROM ${allRequests} WHERE path IN (${list})) AS whole
      ON part.thread = whole.thread AND part.called = whole.path AND part.end_ms - 1 <= whole.end_ms
    WHERE whole.start_ms <= part.start_ms + 1`,
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
