import { inLevel, inNumber, inTime } from "../../wording/wording.ts";
import type { Finding } from "../finding.ts";
import { type WantingConnection, wantingConnection } from "../refusals/wanting-connection.ts";
import { type Evidence, type MeasuredLevel, placeOf } from "./evidence.ts";

interface Wanted {
  readonly told: WantingConnection;
  readonly words: string;
  /** The lightest level at which it was seen. */
  readonly first: MeasuredLevel;
  readonly count: number;
}

/** Errors whose text says that a request found no connection to the database: pool, size and time-out by their own words. */
export function wantingConnections({ measured }: Evidence): readonly Finding[] {
  const known = new Map<string, Wanted>();
  for (const level of measured) {
    for (const { error, count } of level.failures) {
      const told = wantingConnection(error);
      if (told === null) continue;
      const key = JSON.stringify(told);
      const before = known.get(key) ?? { told, words: error, first: level, count: 0 };
      known.set(key, { ...before, count: before.count + count });
    }
  }
  return [...known.values()].map(findingOf);
}

const codes = { pool: "pool-exhausted", database: "database-connections-refused" } as const;

/** Longer error texts are cut. */
const MOST_WORDS = 120;

function findingOf({ told, words, first, count }: Wanted): Finding {
  const { program, of, size, overflow = 0, timeOut } = told;
  const short = words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS)}…` : words;
  const failed = `${inNumber(count)} request${count === 1 ? "" : "s"} failed for want of a database connection, from ${inLevel(first.level)} on`;
  const connections =
    size === undefined
      ? ""
      : overflow > 0
        ? `, ${size} + ${overflow} connections of a pool were busy`
        : `, ${size} connections of a pool were busy`;
  const waited = timeOut === undefined ? "" : `, each waited ${inTime(timeOut)}`;
  const facts = [
    ...(size === undefined ? [] : [`pool: ${size}`]),
    ...(size === undefined || overflow === 0 ? [] : [`poolOverflow: ${overflow}`]),
    ...(timeOut === undefined ? [] : [`acquireTimeOut: ${inTime(timeOut)}`]),
  ];
  return {
    code: codes[of],
    severity: "note",
    ...placeOf(first.level),
    message: `${failed}${connections}${waited}: “${short}” (${program}).`,
    law:
      of === "pool"
        ? "A pool lets in as many requests as it has connections; who waits longer than its time-out fails, however fast the database is."
        : "Pools × replicas and other clients above what the database accepts are refused at once: errors, not queueing.",
    remedy:
      of === "database"
        ? "Write what it accepts under known: in headroom.yaml, e.g. known: { connections: { max: 100 } }, so that pools and replicas are held against it."
        : facts.length === 0
          ? "Write the pool's size and its time-out under known: in headroom.yaml, e.g. known: { pool: 20, acquireTimeOut: 30 s }."
          : `Write it in headroom.yaml: known: { ${facts.join(", ")} }${size === undefined ? "" : "; each worker of an instance has such a pool: times its workers"}.`,
  };
}
