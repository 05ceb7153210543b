import { describe, expect, it } from "vitest";
import { noModelError } from "../../limits/model-error.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Scenario } from "../../platform/scenario.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import type { DrawnPlatform } from "../what-if/drawn-platform.ts";
import { speedBetween } from "./production.ts";
import { productionDraw } from "./production-draw.ts";

const staging: DrawnPlatform = {
  platform: plainPlatform({ apiTime: 0.02, databaseTime: 0.05, cores: 4 }),
  position: [],
  modelError: noModelError,
  changeError: { time: 0, throughput: 0, shape: [], imbalance: 0 },
};

const sized = (name: "db.cores" | "api.workers", value: number): Scenario => ({
  name: "production",
  title: "production",
  source: "",
  cost: null,
  levers: [{ name, text: name, value }],
});

const database = ({ stations }: Platform) => {
  const found = stations.find(({ name }) => name === "database");
  if (found?.kind !== "queue") throw new Error("no database");
  return found;
};

const speeds = [speedBetween("database", 1, 4)];

describe("productionDraw", () => {
  it("wants a number for each station's speed and two for the errors of the model, sizes alike", () => {
    const draw = productionDraw(staging, { sizes: null, speeds });
    expect(draw.unknowns).toBe(4);
    // At all zeros every station is as fast as its median: twice as fast, half the demand.
    const { platform } = draw.at([0, 0, 0, 0]);
    expect(draw.speeds([0, 0, 0, 0])["database"]).toBeCloseTo(2, 12);
    expect(database(platform).work[0]?.demand).toBeCloseTo(0.025, 12);
    expect(database(platform).servers).toBe(4);
  });

  it("divides demands by the speed, and by nothing else", () => {
    const draw = productionDraw(staging, { sizes: null, speeds });
    for (const z of [-2, -0.5, 0.3, 1.7]) {
      const numbers = [0, z, 0, 0];
      const speed = draw.speeds(numbers)["database"] ?? 0;
      expect(speed).toBeCloseTo(2 * Math.exp(speeds[0]?.spread ?? 0) ** z, 9);
      expect((database(draw.at(numbers).platform).work[0]?.demand ?? 0) * speed).toBeCloseTo(
        0.05,
        12,
      );
    }
  });

  it("counts twice the cores a little less than twice", () => {
    const draw = productionDraw(staging, { sizes: sized("db.cores", 8), speeds: [] });
    // A fifth number says what more servers are worth: 8 cores as 4·2^0.95.
    expect(draw.unknowns).toBe(5);
    const { platform } = draw.at([0, 0, 0, 0, 0]);
    expect(database(platform).servers).toBeCloseTo(4 * 2 ** 0.95, 9);
    const more = draw.at([0, 0, 1, 0, 0]).platform;
    expect(database(more).servers).toBeCloseTo(4 * 2 ** 1.03, 9);
  });

  it("says which sizes find nothing to act on", () => {
    const draw = productionDraw(staging, { sizes: sized("api.workers", 8), speeds: [] });
    expect(draw.without).toEqual(["api.workers"]);
    expect(draw.unknowns).toBe(4);
  });
});
