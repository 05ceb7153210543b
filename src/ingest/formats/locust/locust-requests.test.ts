import { describe, expect, it } from "vitest";
import { importOne } from "../../testing/import-one.ts";
import { locustRequestLog } from "../../testing/synthetic-files.ts";

describe("importLocustRequests", () => {
  it("counts requests, failures and the window from the first start to the last end", () => {
    const { level } = importOne(locustRequestLog);
    expect(level).toMatchObject({ users: 10, requests: 3, failures: 1, start: 1_700_000_001.5 });
    expect(level.throughput).toBeCloseTo(3 / 2.2, 6);
    expect(level.responseTime.mean).toBeCloseTo(0.2, 12);
    expect(level.endpoints.map((one) => one.path)).toEqual(["/a, b", "/c"]);
  });
});
