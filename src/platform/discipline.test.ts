import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mmcn } from "../textbook/closed/mmcn.ts";
import { jsonSchemas } from "../workspace/json-schemas.ts";
import { type Discipline, disciplines } from "./discipline.ts";
import { solvePlatform } from "./solve/solve-platform.ts";
import { plainPlatform } from "./testing/plain-platform.ts";

const names = Object.keys(disciplines) as Discipline[];

describe("disciplines", () => {
  it("are those that the JSON Schema of a platform lists", () => {
    const schema = jsonSchemas()["platform.json"] ?? "";
    const [, listed = ""] = /"discipline": \{[^}]*"enum": (\[[^\]]*\])/.exec(schema) ?? [];
    expect(JSON.parse(listed)).toEqual(names);
  });

  // Whoever is served next, and however the servers are shared: with exponential work the number
  // present is the same chain (work conservation), so X and the mean R are those of M/M/c//N.
  it.each(names)("%s completes as many as M/M/c//N with exponential work", (discipline) => {
    fc.assert(
      fc.property(
        fc.record({
          users: fc.integer({ min: 1, max: 60 }),
          servers: fc.integer({ min: 1, max: 8 }),
          thinkTime: fc.double({ min: 0.1, max: 5, noNaN: true }),
          serviceTime: fc.double({ min: 0.01, max: 1, noNaN: true }),
        }),
        ({ users, servers, thinkTime, serviceTime }) => {
          const platform = plainPlatform({
            ...{ thinkTime, apiTime: 0, databaseTime: serviceTime, cores: servers, poolSize: 100 },
            queue: { discipline },
          });
          const [solved] = solvePlatform(platform, [users]);
          const exact = mmcn({ servers, thinkTime, serviceTime }, users);
          expect(solved?.throughput).toBeCloseTo(exact.throughput, 9);
          expect(solved?.responseTime).toBeCloseTo(exact.responseTime, 9);
        },
      ),
      { seed: 1, numRuns: 50 },
    );
  });
});
