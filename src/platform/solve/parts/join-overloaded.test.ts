import { describe, expect, it } from "vitest";
import { plainPlatform } from "../../testing/plain-platform.ts";
import { solvePlatform } from "../solve-platform.ts";

interface TwoNodes {
  readonly users: number;
  readonly think: number;
  readonly apiTime: number;
  readonly databaseTime: number;
  readonly cores: number;
  /** Slowdown of the database by each other request present. */
  readonly contention: number;
}

/** The Markov chain of (at the API, at the database), every state of it, turned until it stands still. */
function chainThroughput(one: TwoNodes): number {
  const { users: N, think, apiTime, databaseTime, cores, contention } = one;
  const place = (i: number, j: number) => i * (N + 1) + j;
  const most = N / think + 1 / apiTime + cores / databaseTime;
  let now = new Float64Array((N + 1) ** 2);
  now[0] = 1;
  for (let turn = 0; turn < 3000; turn++) {
    const next = new Float64Array(now.length);
    for (let i = 0; i <= N; i++) {
      for (let j = 0; i + j <= N; j++) {
        const here = now[place(i, j)] ?? 0;
        const moves = [
          [i + j < N ? (N - i - j) / think : 0, place(i + 1, j)],
          [i > 0 ? 1 / apiTime : 0, place(i - 1, j + 1)],
          [
            j > 0 ? Math.min(j, cores) / databaseTime / (1 + contention * (i + j - 1)) : 0,
            place(i, j - 1),
          ],
        ] as const;
        let stays = 1;
        for (const [rate, to] of moves) {
          if (rate === 0) continue;
          stays -= rate / most;
          next[to] = (next[to] ?? 0) + (here * rate) / most;
        }
        next[place(i, j)] = (next[place(i, j)] ?? 0) + here * stays;
      }
    }
    now = next;
  }
  let idle = 0;
  for (let j = 0; j <= N; j++) idle += now[place(0, j)] ?? 0;
  return (1 - idle) / apiTime;
}

function solvedThroughput(one: TwoNodes): number {
  const plain = plainPlatform({
    ...{ thinkTime: one.think, databaseTime: one.databaseTime, cores: one.cores },
    queue: { overloadContention: one.contention },
  });
  const [, database] = plain.stations;
  if (database?.kind !== "queue") throw new RangeError("a database was expected");
  const work = [{ endpoint: "GET /a", demand: one.apiTime, visits: 1, variation: 1 }];
  const named = { name: "api", role: "api", servers: 1, overloadContention: 0, work } as const;
  const stations = [{ ...database, ...named }, database];
  return solvePlatform({ ...plain, stations, pools: [] }, [one.users])[0]?.throughput ?? 0;
}

describe("overload at one of two nodes that counts those at both", () => {
  const plain = { think: 0.5, apiTime: 0.03, databaseTime: 0.1, cores: 8 };
  it.each([
    ["none", { ...plain, users: 20, contention: 0 }],
    ["a little, the API the bottleneck", { ...plain, users: 24, contention: 0.003 }],
    ["so much that the line moves to the database", { ...plain, users: 24, contention: 0.2 }],
    ["the database the bottleneck", { ...plain, users: 20, cores: 1, contention: 0.02 }],
  ])("is that of the Markov chain of both: %s", (_, one) => {
    expect(solvedThroughput(one) / chainThroughput(one)).toBeCloseTo(1, 1.7);
  });
});
