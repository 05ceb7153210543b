import { describe, expect, it } from "vitest";
import { plainPlatform } from "../platform/testing/plain-platform.ts";
import { predictFigures } from "./predict-figures.ts";
import { observed } from "./testing/observed.ts";

describe("predictFigures", () => {
  it("counts what a rate limit refuses at once as load generators do: N = X·(Z + R) of all", () => {
    const platform = { ...plainPlatform({ thinkTime: 1 }), rateLimit: 20 };
    const figure = (quantity: "throughput" | "mean") => {
      return { quantity, endpoint: null, measured: 1, known: 0.01, repeat: 0.01 };
    };
    const users = 60;
    const observation = observed(users);
    const run = { users, run: "", observation, figures: [figure("throughput"), figure("mean")] };
    const [X = 0, R = 0] = predictFigures(platform, [run]);
    // Two thirds are refused, and their users think again at once: far more is sent than let in.
    expect(X).toBeGreaterThan(2.5 * 20);
    expect(Math.abs((X * (1 + R)) / users - 1)).toBeLessThan(1e-3);
  });
});
