import { describe, expect, it } from "vitest";
import type { Hypothesis, PlatformModel } from "../../platform/platform.ts";
import type { Prior, Quantity } from "../../platform/quantity.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { unknownsOf } from "../../platform/unknowns-of.ts";
import { eitherOverload, eitherOverloadStarts } from "./either-overload.ts";

const unknown: Prior = { prior: "logUniform", low: 1e-8, high: 1e-4 };

interface Overload {
  readonly overloadContention?: Quantity;
  readonly overloadCoherency?: Quantity;
}

function hypothesis(overload: Overload, numbers: Hypothesis["numbers"] = {}): Hypothesis {
  const plain: PlatformModel = plainPlatform();
  const stations = plain.stations.map((station) =>
    station.kind === "queue" ? { ...station, ...overload } : station,
  );
  return { name: "plain", source: "a test", numbers, platform: { ...plain, stations } };
}

function overloadOf({ platform }: Hypothesis): Overload {
  const queue = platform.stations.find(({ kind }) => kind === "queue");
  if (queue?.kind !== "queue") throw new RangeError("the plain platform has a queue");
  const { overloadContention, overloadCoherency } = queue;
  return { overloadContention, overloadCoherency };
}

describe("eitherOverload", () => {
  it("adds the linear law to a quadratic one, as strong at half the largest load, and the reverse", () => {
    // κ·m² = σ·m at m = 500: σ = 500·κ.
    expect(overloadOf(eitherOverload(hypothesis({ overloadCoherency: unknown }), 1000))).toEqual({
      overloadContention: { prior: "logUniform", low: 5e-6, high: 0.05 },
      overloadCoherency: unknown,
    });
    const linear: Prior = { prior: "logNormal", median: 0.001, spread: 2 };
    expect(overloadOf(eitherOverload(hypothesis({ overloadContention: linear }), 1000))).toEqual({
      overloadContention: linear,
      overloadCoherency: { prior: "logNormal", median: 2e-6, spread: 2 },
    });
  });

  it("follows a name to its prior", () => {
    const named = hypothesis({ overloadCoherency: { of: "kappa", times: 2 } }, { kappa: unknown });
    expect(overloadOf(eitherOverload(named, 1000)).overloadContention).toEqual({
      prior: "logUniform",
      low: 1e-5,
      high: 0.1,
    });
  });

  it.each<[string, Overload]>([
    ["none is unknown", { overloadCoherency: 1e-6 }],
    ["both are named", { overloadContention: 0.001, overloadCoherency: unknown }],
    ["there is no overload", {}],
  ])("leaves a model as it is where %s", (_, overload) => {
    const given = hypothesis(overload);
    expect(eitherOverload(given, 1000)).toBe(given);
  });

  it("starts from the end of the one law, and from the other law as strong in its place", () => {
    const one = unknownsOf(hypothesis({ overloadCoherency: unknown }, { time: unknown }));
    const both = unknownsOf(
      eitherOverload(hypothesis({ overloadCoherency: unknown }, { time: unknown }), 1000),
    );
    const starts = eitherOverloadStarts(one, [0.7, 1.5], both).map((start) =>
      Object.fromEntries(both.map(({ name }, i) => [name.replace(/.*\./, ""), start[i]])),
    );
    expect(starts).toEqual([
      { time: 0.7, overloadCoherency: 1.5, overloadContention: -2 },
      { time: 0.7, overloadCoherency: -2, overloadContention: 1.5 },
    ]);
  });
});
