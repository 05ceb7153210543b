import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { audit } from "../../measurement/audit.ts";
import type { Campaign, EndpointLevel, Level } from "../../measurement/campaign.ts";
import { observations } from "../../measurement/observations.ts";
import { onePool } from "../../planning/fit/one-pool.ts";
import { measuredRuns } from "../figures.ts";
import { alikeEndpoints, alikeRows } from "./alike-endpoints.ts";

const row = (path: string, mean: number, requests: number, users = 10): EndpointLevel => ({
  ...{ users, run: "", method: "GET", path, requests, failures: 0 },
  ...{ responseTime: { mean, p95: 3 * mean }, quality: "measured", note: "" },
});

/** A level that is the sum of its endpoints. */
function levelOf(users: number, rows: readonly EndpointLevel[]): Level {
  const requests = rows.reduce((sum, one) => sum + (one.requests ?? 0), 0);
  const time = rows.reduce(
    (sum, one) => sum + (one.requests ?? 0) * (one.responseTime.mean ?? 0),
    0,
  );
  return {
    ...{ users, run: "", duration: 1e5, requests, failures: 0, throughput: requests / 1e5 },
    ...{ responseTime: { mean: time / requests, p95: 1 }, quality: "measured", note: "" },
  };
}

/** Endpoints of unequal times at each load. */
function campaignOf(endpoints: number, count: number): Campaign {
  const loads = Array.from({ length: count }, (_, i) => 10 * (i + 1));
  const rowsAt = (users: number) =>
    Array.from({ length: endpoints }, (_, i) =>
      row(
        `/${String.fromCharCode(97 + (i % 26))}${i}x`,
        0.02 + 0.003 * i,
        2 * users * (10 + i),
        users,
      ),
    );
  const levels = loads.map((users) => levelOf(users, rowsAt(users)));
  const rows = loads.flatMap(rowsAt);
  return { name: "made", levels, endpoints: rows, failures: [] };
}

function endpointFigures(campaign: Campaign) {
  const audited = audit(campaign);
  const hypothesis = onePool(campaign, observations(campaign, audited), audited);
  const known = new Set(hypothesis.platform.endpoints.map(({ name }) => name));
  const alike = alikeEndpoints(hypothesis, campaign.levels);
  const runs = measuredRuns(campaign, audited, known, new Set(), false, alike);
  const figures = runs.flatMap(({ users, figures: own }) =>
    own.filter(({ endpoint }) => endpoint !== null).map((figure) => ({ users, ...figure })),
  );
  return { hypothesis, figures, alike };
}

describe("alikeEndpoints", () => {
  it("are none in a usual campaign, whatever its endpoints do", () => {
    expect(endpointFigures(campaignOf(30, 6)).alike.size).toBe(0);
    expect(endpointFigures(campaignOf(30, 17)).alike.size).toBe(30);
  });

  it("make few figures of many endpoints, which stand for all that are known", () => {
    const { figures } = endpointFigures(campaignOf(200, 4));
    const light = figures.filter(({ users }) => users === 10);
    expect(light.length).toBeLessThan(10);
    expect(light.reduce((sum, { others = 0 }) => sum + 1 + others, 0)).toBe(30);
  });

  it("have the work of the model in proportion to their figures: no step between them", () => {
    const { hypothesis, figures } = endpointFigures(campaignOf(200, 4));
    const work = hypothesis.platform.stations[0]?.work ?? [];
    const light = figures.filter(({ users }) => users === 10);
    const ratios = light.map(({ endpoint, measured }) => {
      const own = work.find((one) => one.endpoint === endpoint)?.demand;
      return measured / (own as { readonly times: number }).times;
    });
    expect(light.length).toBeGreaterThan(1);
    for (const ratio of ratios) expect(ratio / (ratios[0] ?? 1)).toBeCloseTo(1, 2);
  });
});

describe("alikeRows", () => {
  it("is the mean of all requests of those that are alike, worked by hand", () => {
    const rows = [row("/a", 0.01, 300), row("/b", 0.05, 100), row("/c", 0.4, 50)];
    const alike = new Map(["GET /a", "GET /b"].map((name) => [name, "GET /a"]));
    const [both, other] = alikeRows(rows, alike);
    // (300·10 + 100·50) ms over 400 requests.
    expect(both).toMatchObject({ path: "/a", requests: 400, others: 1 });
    expect(both?.responseTime.mean).toBeCloseTo(0.02, 12);
    expect(both?.responseTime.p95).toBeUndefined();
    expect(other).toBe(rows[2]);
  });

  it("loses no request and no second of any level", () => {
    const some = fc.array(
      fc.tuple(
        fc.nat(9),
        fc.nat(3),
        fc.integer({ min: 1, max: 99 }),
        fc.integer({ min: 1, max: 99 }),
      ),
    );
    fc.assert(
      fc.property(some, (given) => {
        const rows = given.map(([path, users, requests, ms]) =>
          row(`/${path}`, ms / 1000, requests, users + 1),
        );
        const alike = new Map(
          rows.map(({ path }) => [`GET ${path}`, path < "/5" ? "GET /0" : "GET /9"]),
        );
        const sum = (of: readonly EndpointLevel[]) =>
          of.reduce((all, one) => all + (one.requests ?? 0) * (one.responseTime.mean ?? 0), 0);
        expect(sum(alikeRows(rows, alike))).toBeCloseTo(sum(rows), 9);
      }),
    );
  });
});
