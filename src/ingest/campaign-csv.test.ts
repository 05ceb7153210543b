import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type {
  Campaign,
  EndpointLevel,
  Level,
  OpenLevel,
  ResponseTimes,
} from "../measurement/campaign.ts";
import { failureCauses } from "../measurement/failure-cause.ts";
import { assembleCampaign } from "./assemble-campaign.ts";
import { campaignCsv } from "./campaign-csv.ts";
import { parseEndpoints } from "./parse-endpoints.ts";
import { parseFailures } from "./parse-failures.ts";
import { parseLevels } from "./parse-levels.ts";
import { parseOpenLevels } from "./parse-open-levels.ts";
import { parseSeries } from "./parse-series.ts";
import type { Parsed } from "./problem.ts";

function parsedValue<T>(parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.value;
  throw new Error(JSON.stringify(parsed.problems));
}

/** What a workspace reads from the files written. */
function readBack(name: string, files: Readonly<Record<string, string>>): Campaign {
  const read = <T>(file: string, parse: (text: string, file: string) => Parsed<readonly T[]>) => {
    const text = files[file];
    return text === undefined ? [] : parsedValue(parse(text, file));
  };
  const campaign = assembleCampaign(
    name,
    read("levels.csv", parseLevels),
    read("endpoints.csv", parseEndpoints),
    read("failures.csv", parseFailures),
  );
  const series = read("series.csv", parseSeries);
  const openLevels = read("open.csv", parseOpenLevels);
  return {
    ...campaign,
    ...(series.length > 0 ? { series } : {}),
    ...(openLevels.length > 0 ? { openLevels } : {}),
  };
}

/** A text as people and tools write them: separators, quotes, blanks inside, other scripts. */
const word = fc
  .stringMatching(/^[a-zé;,"'/?&=#{}[\]|*%äß한 ]{0,30}$/)
  .map((text) => text.replace(/\s+/g, " ").trim());
const named = word.filter((text) => text !== "");
/** Whole microseconds: 6 digits hold them exactly, and so does the way to milliseconds and back. */
const time = fc.integer({ min: 1, max: 999_999 }).map((us) => us / 1000 / 1000);
const rate = fc.integer({ min: 1, max: 999_999 }).map((n) => n / 100);
const optional = <T, K extends string>(name: K, arbitrary: fc.Arbitrary<T>) =>
  fc
    .option(arbitrary, { nil: undefined })
    .map((value) => (value === undefined ? {} : { [name]: value }) as { readonly [key in K]?: T });
const responseTime: fc.Arbitrary<ResponseTimes> = fc
  .tuple(
    ...(["mean", "p50", "p90", "p95", "p99", "max"] as const).map((name) => optional(name, time)),
  )
  .map((parts) => Object.assign({}, ...parts) as ResponseTimes);
const counts = fc
  .option(
    fc.nat({ max: 1e9 }).chain((requests) => {
      return fc.record({ requests: fc.constant(requests), failures: fc.nat({ max: requests }) });
    }),
    { nil: undefined },
  )
  .map((value) => value ?? {});
const quality = fc.constantFrom("measured" as const, "estimated" as const);
const users = fc.integer({ min: 1, max: 100_000 });
const key = fc.record({ users, run: word });

const level: fc.Arbitrary<Level> = fc
  .tuple(
    fc.record({ users, run: word, responseTime, quality, note: word }),
    counts,
    optional("duration", rate),
    optional("spawnRate", rate),
    optional("throughput", rate),
    optional("mostUsers", users),
    optional("throughputOf", fc.constantFrom("all" as const, "successes" as const)),
    optional("timesOf", fc.constantFrom("all" as const, "successes" as const)),
    optional(
      "tokenTimes",
      fc
        .tuple(responseTime, responseTime)
        .filter((times) => times.every((one) => Object.keys(one).length > 0))
        .map(([ttft, itl]) => ({ ttft, itl })),
    ),
  )
  .map(([base, ...parts]) => Object.assign({}, base, ...parts) as Level);
const endpoint: fc.Arbitrary<EndpointLevel> = fc
  .tuple(
    fc.record({ users, run: word, method: word, path: named, responseTime, quality, note: word }),
    counts,
  )
  .map(([base, part]) => ({ ...base, ...part }));
const failure = fc
  .tuple(
    fc.record({
      users,
      run: word,
      method: word,
      path: word,
      error: named,
      count: fc.nat({ max: 1e9 }),
      note: word,
    }),
    optional("cause", fc.constantFrom(...failureCauses)),
  )
  .map(([base, part]) => ({ ...base, ...part }));
const openLevel: fc.Arbitrary<OpenLevel> = fc
  .tuple(
    fc.record({ arrivalRate: rate, run: word, responseTime, note: word }),
    counts,
    optional("duration", rate),
    optional("throughput", rate),
    optional(
      "tokenTimes",
      responseTime.filter((times) => Object.keys(times).length > 0).map((tpot) => ({ tpot })),
    ),
    optional(
      "percentileBounds",
      fc
        .tuple(time, time)
        .map(([low, high]) => ({ p50: [0, low] as const, p99: [high, null] as const })),
    ),
  )
  .map(([base, ...parts]) => Object.assign({}, base, ...parts) as OpenLevel);
const slices = fc.tuple(key, fc.array(fc.tuple(rate, optional("mean", time)), { maxLength: 5 }));

const distinct = <T>(arbitrary: fc.Arbitrary<T>, by: (value: T) => string, minLength = 0) =>
  fc.uniqueArray(arbitrary, { selector: by, minLength, maxLength: 6 });
const place = (row: { readonly users: number; readonly run: string }) => `${row.users} ${row.run}`;

const anyCampaign: fc.Arbitrary<Campaign> = fc
  .tuple(
    distinct(level, place, 1),
    distinct(endpoint, (row) => `${place(row)} ${row.method} ${row.path}`),
    distinct(failure, (row) => `${place(row)} ${row.method} ${row.path} ${row.error}`),
    distinct(slices, ([of]) => place(of)),
    distinct(openLevel, ({ arrivalRate, run }) => `${arrivalRate} ${run}`),
  )
  .map(([levels, endpoints, failures, courses, openLevels]) => {
    const campaign = assembleCampaign("any", levels, endpoints, failures);
    const series = courses.flatMap(([of, points]) =>
      points.map(([throughput, mean], i) => ({ ...of, end: 10 * (i + 1), throughput, ...mean })),
    );
    return {
      ...campaign,
      ...(series.length > 0 ? { series } : {}),
      ...(openLevels.length > 0 ? { openLevels } : {}),
    };
  });

describe("campaignCsv", () => {
  it("writes what parses back to the same campaign, whatever is in its texts", () => {
    fc.assert(
      fc.property(anyCampaign, (campaign) => {
        expect(readBack("any", campaignCsv(campaign))).toEqual(campaign);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it("keeps six digits of any figure, and writes the same text again from what it wrote", () => {
    const figure = fc.double({ min: 1e-6, max: 1e6, noNaN: true, minExcluded: true });
    fc.assert(
      fc.property(figure, figure, (mean, throughput) => {
        const one: Level = {
          users: 1,
          run: "",
          throughput,
          responseTime: { mean },
          quality: "measured",
          note: "",
        };
        const files = campaignCsv({ name: "any", levels: [one], endpoints: [], failures: [] });
        const back = readBack("any", files);
        const [read] = back.levels;
        // Half a step of the sixth digit is 5e-6 at worst.
        expect(Math.abs((read?.throughput ?? 0) / throughput - 1)).toBeLessThanOrEqual(5.1e-6);
        expect(Math.abs((read?.responseTime.mean ?? 0) / mean - 1)).toBeLessThanOrEqual(5.1e-6);
        expect(campaignCsv(back)).toEqual(files);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it("writes a stall as 0, and a time or rate of 0 as not measured", () => {
    const files = campaignCsv({
      name: "any",
      levels: [
        {
          users: 5,
          run: "",
          duration: 0,
          requests: 0,
          throughput: 0,
          responseTime: { mean: 0, p50: 0.001 },
          quality: "measured",
          note: "two\r\nlines\u0000and a NUL",
        },
      ],
      endpoints: [],
      failures: [],
      series: [{ users: 5, run: "", end: 10, throughput: 0 }],
    });
    expect(files).toEqual({
      "levels.csv": "users,requests,p50_ms,note\n5,0,1,two lines and a NUL\n",
      "series.csv": "users,end_s,throughput_rps\n5,10,0\n",
    });
    expect(readBack("any", files).series).toEqual([{ users: 5, run: "", end: 10, throughput: 0 }]);
  });
});

describe("parseSeries", () => {
  it("says where a slice is before the one above it, or a cell is empty", () => {
    const parsed = parseSeries("users,end_s,throughput_rps\n5,20,1\n5,10,1\n5,30,\n", "series.csv");
    expect(parsed.ok ? [] : parsed.problems.map(({ line, column }) => [line, column])).toEqual([
      [3, 3],
      [4, 6],
    ]);
  });
});
