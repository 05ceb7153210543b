/**
 * What the text of an error says of connections to the database: that a request waited for one in vain,
 * how many there are and how long it waited, or that the database accepts no more. A pool's own words
 * are a fact about the platform that no response time tells.
 *
 * Sources: SQLAlchemy 2.0, error code 3o7r; HikariCP 5 and 6, HikariPool.createTimeoutException; pg-pool 3;
 * psycopg_pool 3; PostgreSQL 15, appendix A, class 53 (also as asyncpg raises it); PgBouncer 1.18.
 */
import type { Seconds } from "../../units.ts";

export interface WantingConnection {
  /** Whose words they are. */
  readonly program: string;
  /** pool: none was free in the client's own; database: it accepts no further connection. */
  readonly of: "pool" | "database";
  /** Connections of the pool, and how many more it opens when all are busy. */
  readonly size?: number;
  readonly overflow?: number;
  /** How long a request waits for one. */
  readonly timeOut?: Seconds;
}

const sqlAlchemy =
  /QueuePool limit of size (\d+) overflow (-?\d+) reached, connection timed out(?:, timeout (\d+(?:\.\d+)?))?/i;
const hikari =
  /Connection is not available, request timed out after (\d+) ?ms(?:[^(]*\(total=(\d+))?/i;
const psycopg = /couldn'?t get a connection after (\d+(?:\.\d+)?) ?s/i;
const nodePostgres = /timeout exceeded when trying to connect/i;
const postgres =
  /sorry, too many clients already|remaining connection slots are reserved|too many connections for (?:role|database)|TooManyConnectionsError/i;
const pgbouncer = /no more connections allowed \(max_client_conn\)/i;
const pgbouncerWait = /\bquery_wait_timeout\b/i;

/** Null where a text says nothing of it; the text alone decides. */
export function wantingConnection(error: string): WantingConnection | null {
  const [, size, overflow, alchemyTimeOut] = sqlAlchemy.exec(error) ?? [];
  if (size !== undefined) {
    // A negative overflow is SQLAlchemy's word for no bound.
    const bounded = Number(overflow) >= 0;
    const sizes = bounded ? { size: Number(size), overflow: Number(overflow) } : {};
    return { program: "SQLAlchemy", of: "pool", ...sizes, ...waited(alchemyTimeOut, 1) };
  }
  const [, after, total] = hikari.exec(error) ?? [];
  if (after !== undefined) {
    const known = total === undefined ? {} : { size: Number(total) };
    // What was waited in one case is a little more than what is set.
    const set = String(Math.floor(Number(after) / 10) * 10);
    return { program: "HikariCP", of: "pool", ...known, ...waited(set, 1000) };
  }
  const [, seconds] = psycopg.exec(error) ?? [];
  if (seconds !== undefined) return { program: "psycopg", of: "pool", ...waited(seconds, 1) };
  if (nodePostgres.test(error)) return { program: "node-postgres", of: "pool" };
  if (postgres.test(error)) return { program: "PostgreSQL", of: "database" };
  if (pgbouncer.test(error)) return { program: "PgBouncer", of: "database" };
  if (pgbouncerWait.test(error)) return { program: "PgBouncer", of: "pool" };
  return null;
}

function waited(text: string | undefined, perSecond: number): { readonly timeOut?: Seconds } {
  const seconds = Number(text) / perSecond;
  return seconds > 0 ? { timeOut: seconds } : {};
}
