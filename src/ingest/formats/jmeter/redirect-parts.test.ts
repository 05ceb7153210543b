import { describe, expect, it } from "vitest";
import { withoutParts } from "./redirect-parts.ts";

const row = (path: string, requests: number, mean: number, failures = 0) => ({
  method: "",
  path,
  requests,
  failures,
  responseTime: { mean },
});

describe("withoutParts", () => {
  const home = row("Home", 100, 0.3, 2);
  const parts = [row("Home-0", 100, 0.1, 0), row("Home-1", 100, 0.2, 2)];
  const buy = row("Buy", 50, 0.6);
  // 350 rows in 100 s: 30 + 10 + 20 + 30 s of time.
  const total = {
    requests: 350,
    failures: 4,
    throughput: 3.5,
    responseTime: { mean: 90 / 350, p95: 0.7, max: 1 },
  };

  it("takes the parts of a redirected request off rows and total", () => {
    const found = withoutParts(total, [home, ...parts, buy]);
    expect(found.endpoints).toEqual([home, buy]);
    expect(found.total).toMatchObject({ requests: 150, failures: 2 });
    expect(found.total.throughput).toBeCloseTo(1.5, 12);
    expect(found.total.responseTime.mean).toBeCloseTo(60 / 150, 12);
    expect(found.total.responseTime).not.toHaveProperty("p95");
  });

  it("allows for means cut to a millisecond", () => {
    const cut = [row("Home-0", 100, 0.101), row("Home-1", 100, 0.2)];
    expect(withoutParts(total, [home, ...cut, buy]).parts).toHaveLength(2);
  });

  it("takes parts off that run side by side, where JMeter numbered them from 0", () => {
    // A page of 100 ms, then two resources of 190 ms at once, in 300 ms.
    const overlapping = [
      row("Home-0", 100, 0.1),
      row("Home-1", 100, 0.19),
      row("Home-2", 100, 0.19),
    ];
    expect(withoutParts(total, [home, ...overlapping, buy]).endpoints).toEqual([home, buy]);
    const byHand = [row("Home-1", 100, 0.105), row("Home-2", 100, 0.205)];
    expect(withoutParts(total, [home, ...byHand, buy]).parts).toEqual([]);
  });

  it("keeps requests that are only called like parts", () => {
    const slower = [home, row("Home-1", 100, 0.4), row("Home-2", 100, 0.2)];
    expect(withoutParts(total, slower).endpoints).toEqual(slower);
    const more = [home, row("Home-1", 101, 0.1)];
    expect(withoutParts(total, more).endpoints).toEqual(more);
    expect(withoutParts(total, [row("A-1", 5, 1)]).parts).toEqual([]);
  });
});
