import { expect, it } from "vitest";
import { keepUnits } from "./keep-units.ts";

it("joins a number with its unit, and a sign with its number, and nothing else", () => {
  const bound = keepUnits("P95 ≤ 100 ms, errors ≤ 0.1 %, 160 req/s (154–168 req/s), × 28, 5 min");
  expect(bound.replaceAll("\u00a0", "_")).toBe(
    "P95 ≤_100_ms, errors ≤_0.1_%, 160_req/s (154–168_req/s), ×_28, 5_min",
  );
  const words = "250 users, 3 servers of 2 hosts at 5 minutes, 2 such";
  expect(keepUnits(words)).toBe(words);
});
