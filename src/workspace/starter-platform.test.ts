import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { syntheticCampaign } from "../calibration/testing/synthetic-campaign.ts";
import { assembleCampaign } from "../ingest/assemble-campaign.ts";
import { parseEndpoints } from "../ingest/parse-endpoints.ts";
import { parseFailures } from "../ingest/parse-failures.ts";
import { parseLevels } from "../ingest/parse-levels.ts";
import type { Parsed } from "../ingest/problem.ts";
import { audit } from "../measurement/audit.ts";
import type { Campaign } from "../measurement/campaign.ts";
import { observations } from "../measurement/observations.ts";
import { onePool } from "../planning/fit/one-pool.ts";
import { fillPlatform } from "../platform/fill-platform.ts";
import type { Hypothesis } from "../platform/platform.ts";
import { medianOf } from "../platform/quantity.ts";
import { solvePlatform } from "../platform/solve/solve-platform.ts";
import { unknownsOf } from "../platform/unknowns-of.ts";
import { parsePlatform } from "./platform/parse-platform.ts";
import { starterPlatform } from "./starter-platform.ts";

function parsed(text: string): Hypothesis {
  const result = parsePlatform(text, "platform.yaml", "platform");
  if (!result.ok) throw new Error(`${JSON.stringify(result.problems)}\n${text}`);
  return result.value;
}

function reference(): Campaign {
  const read = <T>(file: string, parse: (text: string, file: string) => Parsed<T>): T => {
    const url = new URL(`../../data/reference/${file}`, import.meta.url);
    const result = parse(readFileSync(url, "utf8"), file);
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    return result.value;
  };
  const [levels, endpoints] = [
    read("levels.csv", parseLevels),
    read("endpoints.csv", parseEndpoints),
  ];
  return assembleCampaign("reference", levels, endpoints, read("failures.csv", parseFailures));
}

/** Levels of Z = 1.35 s: N = X·(Z + R). */
const level = (users: number, mean: number) => ({
  users,
  run: "",
  duration: 600,
  requests: Math.round((600 * users) / (1.35 + mean)),
  throughput: users / (1.35 + mean),
  responseTime: { mean },
  quality: "measured" as const,
  note: "",
});

const row = (method: string, path: string, requests: number, mean: number) => ({
  users: 50,
  run: "",
  method,
  path,
  requests,
  responseTime: { mean },
  quality: "measured" as const,
  note: "",
});

const campaign: Campaign = {
  name: "Shop",
  levels: [level(50, 0.05), level(100, 0.06), level(200, 0.4)],
  endpoints: [
    row("GET", "/goals", 600, 0.03),
    row("POST", "/agents", 200, 0.11),
    { ...row("GET", "/goals", 900, 0.3), users: 200 },
    row("", "login", 100, 0.05),
  ],
  failures: [],
};

describe("starterPlatform", () => {
  it("takes its medians from the campaign: think time, light load, ceiling", () => {
    const { numbers, platform } = parsed(starterPlatform(campaign));
    expect(platform.thinkTime).toMatchObject({ prior: "logNormal", median: 1.35, spread: 0.1 });
    // 50 ms at 50 users, of which 80 % are queries.
    expect(numbers["queryTime"]).toMatchObject({ median: 0.04 });
    expect(numbers["apiTime"]).toMatchObject({ median: 0.01 });
    // 200 users/(1.35 + 0.4) s = 114.3 req/s, times 40 ms: 4.6 at once. A place for each is usual.
    expect(platform.pools[0]?.size).toEqual({ prior: "logUniform", low: 2, high: 200 });
  });

  it("counts requests as weights, tells reads by their method, and gives slow endpoints their share", () => {
    const text = starterPlatform(campaign);
    const { platform } = parsed(text);
    // 21,429 requests at 50 users, 68,571 at 200: 200 and 100 of the former are 840 and 420 of all.
    expect(
      platform.endpoints.map(({ name, weight, kind }) => [name, weight, kind].join(" ")),
    ).toEqual(["GET /goals 1500 read", "POST /agents 840 write", "login 420 mixed"]);
    expect(text).toContain("mixed: no method told");
    // At 50 users all take (600·30 + 200·110 + 100·50) / 900 = 50 ms.
    const work = platform.stations.find(({ name }) => name === "database")?.work ?? [];
    expect(work.map(({ endpoint, demand }) => [endpoint, demand])).toEqual([
      ["GET /goals", { of: "queryTime", times: 0.6 }],
      ["POST /agents", { of: "queryTime", times: 2.2 }],
      ["login", { of: "queryTime", times: 1 }],
    ]);
  });

  it("keeps off the database what stays fast while the others slow down", () => {
    const at = (users: number, mean: number) => ({ ...row("GET", "/health", 400, mean), users });
    const slow = (users: number, mean: number) => ({ ...row("GET", "/jobs", 100, mean), users });
    const endpoints = [at(50, 0.01), slow(50, 0.2), at(200, 0.012), slow(200, 2)];
    const { platform } = parsed(starterPlatform({ ...campaign, endpoints }));
    const work = (name: string) =>
      platform.stations.find((station) => station.name === name)?.work.map((one) => one.endpoint);
    expect(work("database")).toEqual(["GET /jobs"]);
    expect(work("api")).toEqual(["GET /health", "GET /jobs"]);
  });

  it.each([
    ["three endpoints", campaign],
    ["no endpoint", { ...campaign, endpoints: [] }],
    ["one endpoint", { ...campaign, endpoints: [row("GET", "/goals", 600, 0.03)] }],
    [
      "a bystander",
      {
        ...campaign,
        endpoints: [
          ...[row("GET", "/health", 400, 0.01), row("GET", "/jobs", 100, 0.2)],
          { ...row("GET", "/health", 400, 0.012), users: 200 },
          { ...row("GET", "/jobs", 100, 2), users: 200 },
        ],
      },
    ],
    ["a random platform", syntheticCampaign(17).campaign],
    ["the reference load test", reference()],
  ])("writes what the fit takes where nothing is named: %s", (_, of) => {
    const audited = audit(of);
    expect(parsed(starterPlatform(of))).toEqual(onePool(of, observations(of, audited), audited));
  });

  it("says of each unknown what to write if it is known", () => {
    const lines = starterPlatform(campaign).split("\n");
    const unknown = lines.flatMap((line, at) => (/^[^#]*\{ prior:/.test(line) ? [at] : []));
    expect(unknown).toHaveLength(13);
    for (const at of unknown) {
      const above = lines.slice(Math.max(0, at - 3), at).filter((line) => /^\s*#/.test(line));
      expect(above.join(" "), lines[at]).toMatch(/[Ii]f known|if not at all/);
    }
  });

  it("gives a platform that can be solved at its medians, and is near what was measured", () => {
    const model = parsed(starterPlatform(campaign));
    const medians = Object.fromEntries(
      unknownsOf(model).map(({ name, prior }) => [name, medianOf(prior)]),
    );
    const [solution] = solvePlatform(fillPlatform(model, medians), [50]);
    expect(solution?.throughput).toBeGreaterThan(0.8 * (50 / 1.4));
    expect(solution?.throughput).toBeLessThan(1.2 * (50 / 1.4));
  });

  it.each([
    ["nothing but users", { users: 5, run: "", responseTime: {} }],
    ["no throughput", { users: 5, run: "", responseTime: { p95: 1e-7 } }],
    ["no think time", { users: 5, run: "", throughput: 50, responseTime: { mean: 0.1 } }],
    ["an impossible one", { users: 5, run: "", throughput: 500, responseTime: { mean: 0.1 } }],
    ["enormous rates", { users: 5, run: "", throughput: 1e11, responseTime: { mean: 1e5 } }],
  ])("is valid for a level with %s", (_, figures) => {
    const one = { quality: "measured" as const, note: "", ...figures };
    parsed(starterPlatform({ name: "x", levels: [one], endpoints: [], failures: [] }));
  });

  it("is valid whatever the endpoints are called", () => {
    const text = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom("*", "/a*b", '"', "# x"));
    const rows = fc.array(
      fc.tuple(
        fc.constantFrom("GET", "POST", ""),
        text,
        fc.nat(1e6),
        fc.double({ min: 0, max: 9 }),
      ),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), rows, (name, made) => {
        const endpoints = made
          // The one name that the schema library drops from an object.
          .filter(([method, path]) => `${method} ${path}`.trim() !== "__proto__")
          .filter(([method, path, , mean]) => `${method}${path}`.trim() !== "" && mean >= 0)
          .map(([method, path, requests, mean]) => row(method, path, requests, mean));
        parsed(starterPlatform({ ...campaign, name, endpoints }));
      }),
    );
  });
});
