import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Law,
  laws,
  type Resource,
  resources,
  type Visits,
  visits,
} from "../../planning/explain/structure.ts";
import { structureHypothesis } from "../../planning/explain/structure-hypothesis.ts";
import { fillPlatform } from "../../platform/fill-platform.ts";
import { endpointKinds } from "../../platform/platform.ts";
import { medianOf } from "../../platform/quantity.ts";
import { unknownsOf } from "../../platform/unknowns-of.ts";
import { parsePlatform } from "./parse-platform.ts";
import { platformYaml } from "./platform-yaml.ts";

const endpoint = fc.record({
  name: fc.constantFrom("GET /goals/", "POST /tasks", 'GET "quoted": yes', "GET /{id}"),
  weight: fc.integer({ min: 1, max: 99_999 }),
  kind: fc.constantFrom(...endpointKinds),
  slower: fc.double({ min: 0.1, max: 20, noNaN: true }),
  variation: fc.double({ min: 0.25, max: 4, noNaN: true }),
  bystander: fc.boolean(),
});

const any = fc.record({
  structure: fc.record({
    resource: fc.constantFrom(...(Object.keys(resources) as Resource[])),
    visits: fc.constantFrom(...(Object.keys(visits) as Visits[])),
    laws: fc.subarray(Object.keys(laws) as Law[]),
  }),
  scale: fc.record({
    thinkTime: fc.double({ min: 1e-3, max: 100, noNaN: true }),
    lightLoad: fc.double({ min: 1e-4, max: 60, noNaN: true }),
    maxThroughput: fc.double({ min: 0.1, max: 1e4, noNaN: true }),
    maxUsers: fc.integer({ min: 1, max: 20_000 }),
    endpoints: fc.uniqueArray(endpoint, { maxLength: 4, selector: ({ name }) => name }),
  }),
});

describe("platformYaml", () => {
  it("is read back as the same platform: equal numbers at the medians, under equal names", () => {
    fc.assert(
      fc.property(any, ({ structure, scale }) => {
        // Somebody has to visit the resource.
        if (structure.visits === "slow kind")
          scale.endpoints = scale.endpoints.map((one) => ({ ...one, bystander: false }));
        const hypothesis = structureHypothesis(structure, scale);
        const parsed = parsePlatform(platformYaml(hypothesis), "found.yaml", hypothesis.name);
        if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
        const filled = (one: typeof hypothesis) =>
          fillPlatform(
            one,
            Object.fromEntries(unknownsOf(one).map(({ name, prior }) => [name, medianOf(prior)])),
          );
        const [before, after] = [filled(hypothesis), filled(parsed.value)];
        expect(after.endpoints).toEqual(before.endpoints);
        expect(after.pools).toEqual(before.pools);
        for (const [i, station] of before.stations.entries()) {
          const { work, ...rest } = station;
          const { work: read = [], ...readRest } = after.stations[i] ?? station;
          expect(readRest).toEqual(rest);
          for (const [k, one] of work.entries()) {
            expect((read[k]?.demand ?? 0) / one.demand).toBeCloseTo(1, 9);
            expect(read[k]?.endpoint).toBe(one.endpoint);
          }
        }
        expect(after.thinkTime / before.thinkTime).toBeCloseTo(1, 9);
      }),
      { seed: 31, numRuns: 150 },
    );
  });
});
