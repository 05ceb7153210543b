import { describe, expect, it } from "vitest";
import { audit } from "../../../measurement/audit.ts";
import type { Campaign, EndpointLevel, Level } from "../../../measurement/campaign.ts";
import { observations } from "../../../measurement/observations.ts";
import { fillPlatform } from "../../../platform/fill-platform.ts";
import type { Hypothesis, PlatformModel } from "../../../platform/platform.ts";
import { preparePlatform } from "../../../platform/solve/prepare-platform.ts";
import { platformResponseTimes } from "../../../platform/solve/response/platform-response-times.ts";
import { fitInTurn } from "../fit-in-turn.ts";
import { onePool } from "../one-pool.ts";
import { ceilingsOf } from "./ceilings-of.ts";
import { measuredLine } from "./measured-line.ts";

/**
 * Levels of 240 s of a platform with 50 connections, each query of which asks anew for one: five of a cart and one of a
 * profile. Simulated by `scripts/make-systems.ts` (its system 530): users, then requests, mean, P50, P95 and P99 in ms
 * of all, of carts and of profiles.
 */
const measured = [
  [
    74,
    [100_766, 40.31, 29.12, 97.2, 128.4],
    [28_495, 73.6, 72, 107.5, 126],
    [72_271, 27.19, 19.64, 73.76, 132.3],
  ],
  [
    160,
    [217_938, 40.38, 29.23, 97.41, 128.6],
    [61_851, 73.54, 71.69, 107.9, 126],
    [156_086, 27.24, 19.62, 73.62, 132.7],
  ],
  [
    250,
    [324_313, 49.63, 34.04, 122.5, 152.7],
    [92_486, 95, 93.34, 138.7, 160.3],
    [231_827, 31.53, 24.27, 78, 137.3],
  ],
  [
    330,
    [327_312, 105.9, 60.74, 252.2, 279.2],
    [93_513, 225.9, 225.3, 272.8, 294.5],
    [233_800, 57.86, 50.83, 105.3, 164],
  ],
  [
    410,
    [327_521, 164.6, 88.62, 390.9, 417.7],
    [92_804, 364.3, 363.7, 412.4, 434.4],
    [234_718, 85.61, 78.75, 133.1, 194.3],
  ],
  [
    490,
    [328_885, 221.7, 115.7, 524.9, 552.3],
    [93_138, 498.6, 498, 547, 568.5],
    [235_747, 112.4, 105.7, 159.7, 219],
  ],
] as const;

const row = (users: number, [requests = 1, ...times]: readonly number[]) => {
  const [mean = 1, p50 = 1, p95 = 1, p99 = 1] = times.map((ms) => ms / 1000);
  const same = { run: "", failures: 0, quality: "measured", note: "", duration: 240 } as const;
  const responseTime = { mean, p50, p95, p99 };
  return { ...same, users, requests, throughput: requests / 240, responseTime };
};

const shop: Campaign = {
  name: "shop",
  levels: measured.map(([users, all]): Level => row(users, all)),
  endpoints: measured.flatMap(([users, , cart, profile]): EndpointLevel[] => [
    { ...row(users, cart), method: "GET", path: "/cart" },
    { ...row(users, profile), method: "GET", path: "/profile" },
  ]),
  failures: [],
};

const audited = audit(shop);
const observed = observations(shop, audited);
const line = measuredLine(shop, 1370);
const ceilings = ceilingsOf(onePool(shop, observed, audited), line, true);
const ofName = (name: string) => {
  const found = ceilings.find((one) => one.name === name);
  if (found === undefined) throw new Error(`${name} is one of them`);
  return found;
};

describe("explanations in which a request stands in line once a query", () => {
  it("stand beside those in which it stands once, where endpoints wait several times as long as others", () => {
    const titlesOf = ({ platform, instead = [] }: Hypothesis) =>
      [platform, ...instead.map((one) => one.platform)].map(({ title }) => title);
    expect(titlesOf(ofName("platform-pool"))).toEqual([
      "The pool at its limit",
      "The pool at its limit, asked anew by each query",
    ]);
    expect(titlesOf(ofName("platform-database"))).toEqual([
      "The database at its limit",
      "The database at its limit, which takes queries in turn",
      "The database at its limit, which takes queries in turn",
    ]);
    const alike = ceilingsOf(onePool(shop, observed, audited), { ...line, visits: [] });
    expect(alike.find(({ name }) => name === "platform-pool")?.instead).toBeUndefined();
  });

  it("let each wait as often as it asks, and leave its time alone as it is", () => {
    const [pool] = ofName("platform-pool").instead ?? [];
    const [, database] = ofName("platform-database").instead ?? [];
    for (const one of [pool, database]) {
      if (one === undefined) throw new Error("each is one of them");
      const gained = gainsOf(filled(one.platform));
      // One who waits at each of five queries gains five times what one gains who waits at one.
      expect((gained[0] ?? 0) / (gained[1] ?? 1)).toBeCloseTo(5, 1);
    }
    const once = gainsOf(filled(ofName("platform-pool").platform));
    expect((once[0] ?? 0) / (once[1] ?? 1)).toBeCloseTo(1, 1);
  });

  it("are not made where a model says how many queries there are", () => {
    const one = onePool(shop, observed, audited);
    const stations = one.platform.stations.map((station) =>
      station.kind === "queue" && station.role === "database"
        ? { ...station, work: station.work.map((work) => ({ ...work, visits: 2 })) }
        : station,
    );
    const said = ceilingsOf({ ...one, platform: { ...one.platform, stations } }, line);
    expect(said.find(({ name }) => name === "platform-pool")?.instead).toBeUndefined();
  });

  it("follow figures that no pool held from the first query to the last follows", () => {
    const fitOf = (one: Hypothesis) =>
      fitInTurn(shop, audited, [one], { seed: 1, draws: 0 }).fitted[0];
    const pool = fitOf(ofName("platform-pool"));
    expect(pool?.hypothesis.platform.title).toContain("asked anew by each query");
    expect(pool?.fit.noiseScale).toBeLessThan(0.7);
    const { instead: _, ...held } = ofName("platform-pool");
    expect(fitOf(held)?.fit.noiseScale).toBeGreaterThan(1.5);
  });
});

/** Ten servers or connections where the explanation has them short, plenty of all else. */
function filled(platform: PlatformModel) {
  const isInTurn = platform.title.includes("in turn");
  const numbers = { apiTime: 0.004, apiVariation: 1, queryTime: 0.04, queryVariation: 1 };
  const none = ["contention", "overloadContention", "overloadCoherency", "drift"];
  return fillPlatform(
    { ...ofName("platform-pool"), platform },
    {
      ...numbers,
      ...Object.fromEntries(none.map((law) => [`stations.database.${law}`, 0])),
      "stations.api.overloadContention": 0,
      ...{ "stations.api.servers": 5000, "stations.database.servers": isInTurn ? 10 : 5000 },
      ...{ "pools.connections.size": isInTurn ? 5000 : 10, thinkTime: 0.13 },
    },
  );
}

/** What profiles and carts take longer at 400 users than at one, s. */
function gainsOf(platform: ReturnType<typeof filled>): readonly number[] {
  const prepared = preparePlatform(platform, 400);
  const [light, heavy] = [1, 400].map((users) => platformResponseTimes(prepared, users).endpoints);
  return ["GET /cart", "GET /profile"].map((endpoint) => {
    const [before, after] = [light, heavy].map((all) => all?.find(({ name }) => name === endpoint));
    return (after?.mean ?? 0) - (before?.mean ?? 0);
  });
}
