import { describe, expect, it } from "vitest";
import type { TelemetryRow } from "../../measurement/campaign.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { telemetryFindings } from "./telemetry-findings.ts";

const row = (what: string, inUse: number): TelemetryRow => {
  return { users: 300, run: "", what, inUse, note: "" };
};
const platform = { ...plainPlatform({ poolSize: 10 }), apiReplicas: 2 };
const replicated: Hypothesis = {
  name: "pool",
  source: "",
  numbers: {},
  platform: { ...platform, pools: platform.pools.map((pool) => ({ ...pool, perReplica: true })) },
};
const codes = (telemetry: readonly TelemetryRow[], hypotheses: readonly Hypothesis[]) =>
  telemetryFindings({ telemetry }, hypotheses).map(({ code }) => code);

describe("telemetryFindings", () => {
  it("names what stands in no model, once, and says what would", () => {
    const telemetry = [row("conections", 3), { ...row("conections", 4), users: 400 }];
    const found = telemetryFindings({ telemetry }, [replicated]);
    expect(found.map(({ code }) => code)).toEqual(["telemetry-names-nothing"]);
    expect(found[0]?.remedy).toContain("api, database and connections");
  });

  it("sees more in use than a known pool holds over all replicas, and nothing up to that", () => {
    expect(codes([row("connections", 20)], [replicated])).toEqual([]);
    expect(codes([row("connections", 21)], [replicated])).toEqual(["telemetry-exceeds-pool"]);
  });

  it("is silent on a pool of unknown size, and without models", () => {
    const size = { prior: "logUniform", low: 5, high: 45 } as const;
    const pools = replicated.platform.pools.map((pool) => ({ ...pool, size }));
    const unknown = { ...replicated, platform: { ...replicated.platform, pools } };
    expect(codes([row("connections", 99)], [unknown])).toEqual([]);
    expect(codes([row("anything", 99)], [])).toEqual([]);
  });
});
