/** What docs/confirmed.md says was recommended, on the systems themselves: a short run of the script. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { simulatedPlatformOf } from "../../simulation/course/simulated-platform-of.ts";
import { simulate } from "../../simulation/engine/simulate.ts";
import { type TrueParameters, truePlatform } from "./true-platform.ts";

const truthOf = (name: string) => {
  const file = new URL(`../../../data/population/${name}/${name}.truth.json`, import.meta.url);
  const { parameters, baseline } = JSON.parse(readFileSync(file, "utf8"));
  return { platform: truePlatform(parameters as TrueParameters), parameters, baseline };
};

const simulated = (platform: ReturnType<typeof truePlatform>, users: number) =>
  simulate(simulatedPlatformOf(platform), {
    ...{ seed: 1, load: { users }, until: { requests: 20_000 } },
    warmUp: 20 * platform.thinkTime,
  }).total;

describe("truePlatform", () => {
  it.each(["g01", "g02", "g03"])("shows what the truth of %s says at its lightest load", (name) => {
    const { platform, baseline } = truthOf(name);
    const [users, throughput, mean] = baseline[0];
    const { goodput, responseTime } = simulated(platform, users);
    // 20,000 requests: throughput to 2 %, the mean of skewed times to 5 %.
    expect(Math.abs(goodput.value / throughput - 1)).toBeLessThan(0.02);
    expect(Math.abs((responseTime?.value ?? 0) / mean - 1)).toBeLessThan(0.05);
  });

  it("refuses what it cannot say", () => {
    const { parameters } = truthOf("g01");
    expect(() => truePlatform({ ...parameters, drift: [1] })).toThrow(RangeError);
  });

  it("confirms the load recommended behind the rate limit recommended, of g01", () => {
    // 580 users behind 385 req/s, for P95 ≤ 1.5 s and at most 1 % refused.
    const { platform } = truthOf("g01");
    const { p95, refusedShare } = simulated({ ...platform, rateLimit: 385 }, 580);
    expect(p95?.value).toBeLessThan(1.5);
    expect(refusedShare.value).toBeLessThan(0.01);
  });
});
