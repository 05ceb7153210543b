import { describe, expect, it } from "vitest";
import type { Hypothesis, StationOf } from "../../platform/platform.ts";
import type { Quantity } from "../../platform/quantity.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { primaryServes } from "./primary-serves.ts";

function withDatabase(
  changes: Partial<Extract<StationOf<Quantity>, { kind: "queue" }>>,
): Hypothesis {
  const platform = plainPlatform();
  const stations = platform.stations.map(
    (one): StationOf<Quantity> => (one.kind === "queue" ? { ...one, ...changes } : one),
  );
  return { name: "plain", source: "", numbers: {}, platform: { ...platform, stations } };
}

describe("primaryServes", () => {
  it("lets reads go to the primary, too, where nobody says who serves them", () => {
    const found = primaryServes(withDatabase({ readReplicas: 1 }));
    expect(found?.name).toBe("plain+primaryReads");
    expect(found?.platform.title).toBe("plain; and reads at the primary too");
    expect(found?.platform.stations[1]).toMatchObject({ readReplicas: 1, primaryReads: true });
  });

  it.each([
    ["there are no replicas", { readReplicas: 0 }],
    ["the model says it", { readReplicas: 1, primaryReads: false }],
    ["replicas replay writes", { readReplicas: 1, replication: 0.5 }],
  ])("is nothing where %s", (_, changes) => {
    expect(primaryServes(withDatabase(changes))).toBe(null);
  });
});
