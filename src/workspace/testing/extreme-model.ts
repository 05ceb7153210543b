/** Model files whose numbers are of any size that a file may hold, sensible or not. */
import fc from "fast-check";

const order = (least: number, most: number) =>
  fc
    .double({ min: Math.log10(least), max: Math.log10(most), noNaN: true })
    .map((power) => Number((10 ** power).toPrecision(4)));

/** Mostly usual, at times of any order of magnitude, at times an end of the range or past it. */
const number = (least: number, most: number, from = 1e-15, to = 1e9) =>
  fc.oneof(
    { weight: 6, arbitrary: order(least, most) },
    { weight: 1, arbitrary: order(from, to) },
    { weight: 1, arbitrary: fc.constantFrom(0, 1e-320, 1e-15, 1e-9, 1, 1e9, 1e308) },
  );

const time = number(1e-3, 2, 1e-9, 86_400).map((seconds) => `${seconds} s`);
const count = (least: number, most: number) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: least, max: most }) },
    { weight: 1, arbitrary: fc.constantFrom(0, 1, 1000, 1e6, 1e9) },
  );
const share = fc.oneof(fc.constantFrom("0 %", "1 %", "50 %", "100 %"), order(1e-15, 1).map(String));

const work = fc
  .record(
    { demand: time, visits: number(0.1, 5, 1e-15, 1e5), variation: number(0.1, 3, 1e-15, 1e3) },
    { requiredKeys: ["demand"] },
  )
  .map((one) => ({ "*": one }));

const queue = (name: string, role: string) =>
  fc.record(
    {
      name: fc.constant(name),
      kind: fc.constant("queue"),
      role: fc.constant(role),
      discipline: fc.constantFrom("ps", "fifo"),
      servers: count(1, 32),
      contention: number(1e-4, 0.1),
      coherency: number(1e-6, 1e-3),
      crowding: number(1e-4, 0.1),
      overload: fc.record(
        { contention: number(1e-4, 0.1), coherency: number(1e-7, 1e-3) },
        { requiredKeys: [] },
      ),
      drift: number(0.01, 0.3),
      readReplicas: fc.integer({ min: 0, max: 3 }),
      shards: fc.integer({ min: 1, max: 3 }),
      work,
    },
    { requiredKeys: ["name", "kind", "role", "discipline", "servers", "work"] },
  );

const delay = fc.record({ name: fc.constant("net"), kind: fc.constant("delay"), work });

const pool = fc.record(
  {
    name: fc.constant("connections"),
    role: fc.constant("connections"),
    size: count(1, 100),
    perReplica: fc.boolean(),
    around: fc.constant(["database"]),
    held: fc.constantFrom("request", "visit"),
    acquireTimeOut: time,
  },
  { requiredKeys: ["name", "role", "size", "around"] },
);

/** JSON, which is YAML. */
export const extremeModel: fc.Arbitrary<string> = fc
  .record(
    {
      title: fc.constant("x"),
      thinkTime: time,
      apiReplicas: fc.integer({ min: 1, max: 4 }),
      endpoints: fc.tuple(number(0.1, 10), number(0.1, 10), share).map(([a, b, hits]) => [
        { name: "GET /a", weight: a, kind: "read", cacheHits: hits },
        { name: "POST /b", weight: b, kind: "write" },
      ]),
      stations: fc
        .tuple(queue("api", "api"), queue("database", "database"), fc.option(delay))
        .map(([api, database, net]) => [api, database, ...(net === null ? [] : [net])]),
      pools: pool.map((one) => [one]),
      rateLimit: number(1, 1e3).map((rate) => `${rate} req/s`),
      clientTimeOut: time,
      backgroundErrorRate: share,
    },
    { requiredKeys: ["title", "thinkTime", "endpoints", "stations"] },
  )
  .map((model) => JSON.stringify(model));
