/** Campaigns of any scale, sensible or not, as importers could give them. */
import fc from "fast-check";
import type { Campaign, EndpointLevel, Level } from "../../measurement/campaign.ts";

const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.constantFrom("*", "/a*b", '"', "# x", "constructor", "=1", "- a: b", "x\ny: z", "", "null"),
);

/** Of any order of magnitude. */
const scale = (least: number, most: number) =>
  fc
    .double({ min: Math.log10(least), max: Math.log10(most), noNaN: true })
    .map((power) => Number((10 ** power).toPrecision(6)));

const time = fc.oneof(scale(1e-3, 10), scale(1e-12, 1e7));
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const count = fc.oneof(fc.nat(1e6), fc.constantFrom(0, 1e9, 1e12, Number.MAX_SAFE_INTEGER));

const times = fc.record({ mean: time, p50: time, p95: time, p99: time }, { requiredKeys: [] });

const level: fc.Arbitrary<Level> = fc
  .tuple(
    fc.oneof(fc.integer({ min: 1, max: 2000 }), fc.constantFrom(1, 1e6, 1e9)),
    maybe(fc.oneof(scale(0.1, 1e4), scale(1e-12, 1e12))),
    times,
    maybe(scale(1, 1e6)),
    maybe(count),
  )
  .map(([users, throughput, responseTime, duration, requests]) => ({
    users,
    run: "",
    responseTime,
    quality: "measured" as const,
    note: "",
    ...(throughput === undefined ? {} : { throughput }),
    ...(duration === undefined ? {} : { duration }),
    ...(requests === undefined ? {} : { requests }),
  }));

const endpointOf = (users: number): fc.Arbitrary<EndpointLevel> =>
  fc.tuple(fc.constantFrom("GET", "POST", ""), text, count, times).map((row) => {
    const [method, path, requests, responseTime] = row;
    return {
      users,
      run: "",
      method,
      path: path.trim() || "/",
      requests,
      responseTime,
      quality: "measured",
      note: "",
    };
  });

/** Levels rise and are told apart; at some of them endpoints were measured. */
export const randomCampaign: fc.Arbitrary<Campaign> = fc
  .uniqueArray(level, { minLength: 1, maxLength: 6, selector: ({ users }) => users })
  .chain((levels) => {
    const last = levels.reduce((a, b) => (b.users > a.users ? b : a));
    const endpoints = fc.uniqueArray(endpointOf(last.users), {
      maxLength: 12,
      selector: ({ method, path }) => `${method} ${path}`.trim(),
    });
    return fc.record({
      name: text.map((name) => name.trim() || "x"),
      levels: fc.constant(levels.toSorted((a, b) => a.users - b.users)),
      endpoints,
      failures: fc.constant([]),
    });
  });
