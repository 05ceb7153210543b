import { describe, expect, it } from "vitest";
import { audit } from "../audit.ts";
import { deservingCampaigns } from "../testing/deserving-campaigns.ts";
import { type WantingConnection, wantingConnection } from "./wanting-connection.ts";

describe("wantingConnection", () => {
  it.each<[string, WantingConnection]>([
    // https://docs.sqlalchemy.org/en/20/errors.html#error-3o7r
    [
      "sqlalchemy.exc.TimeoutError: QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00 (Background on this error at: https://sqlalche.me/e/20/3o7r)",
      { program: "SQLAlchemy", of: "pool", size: 5, overflow: 10, timeOut: 30 },
    ],
    [
      "TimeoutError('QueuePool limit of size 20 overflow 0 reached, connection timed out, timeout 2.5')",
      { program: "SQLAlchemy", of: "pool", size: 20, overflow: 0, timeOut: 2.5 },
    ],
    [
      "HikariPool-1 - Connection is not available, request timed out after 30001ms.",
      { program: "HikariCP", of: "pool", timeOut: 30 },
    ],
    [
      "SQLTransientConnectionException: HikariPool-1 - Connection is not available, request timed out after 5003ms (total=10, active=10, idle=0, waiting=38)",
      { program: "HikariCP", of: "pool", size: 10, timeOut: 5 },
    ],
    [
      "psycopg_pool.PoolTimeout: couldn't get a connection after 30.00 sec",
      { program: "psycopg", of: "pool", timeOut: 30 },
    ],
    ["Error: timeout exceeded when trying to connect", { program: "node-postgres", of: "pool" }],
    [
      "asyncpg.exceptions.TooManyConnectionsError: sorry, too many clients already",
      { program: "PostgreSQL", of: "database" },
    ],
    [
      "FATAL:  remaining connection slots are reserved for roles with the SUPERUSER attribute",
      { program: "PostgreSQL", of: "database" },
    ],
    [
      "FATAL: no more connections allowed (max_client_conn)",
      { program: "PgBouncer", of: "database" },
    ],
    ["server closed the connection: query_wait_timeout", { program: "PgBouncer", of: "pool" }],
  ])("%s", (error, told) => {
    expect(wantingConnection(error)).toEqual(told);
  });

  it.each([
    "HTTPError('500 Server Error: Internal Server Error for url: /a')",
    "Read timed out. (read timeout=30)",
    "429 Too Many Requests",
    "Connection refused",
  ])("hears nothing of it in %s", (error) => {
    expect(wantingConnection(error)).toBeNull();
  });

  it("is a finding with what to write into the workspace, once for one pool", () => {
    const one = deservingCampaigns["pool-exhausted"];
    if (one === undefined) throw new Error("no campaign");
    const again = one.failures.map((row) => ({ ...row, path: "/b", count: 11 }));
    const { findings } = audit({ ...one, failures: [...one.failures, ...again] });
    const found = findings.filter(({ code }) => code === "pool-exhausted");
    expect(found).toHaveLength(1);
    expect(found[0]?.message).toContain("111 requests failed for want of a database connection");
    expect(found[0]?.message).toContain("5 + 10 connections of a pool were busy, each waited 30 s");
    expect(found[0]?.remedy).toContain(
      "known: { pool: 5, poolOverflow: 10, acquireTimeOut: 30 s }",
    );
  });
});
