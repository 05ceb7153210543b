import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultPolicy } from "../limits/policy.ts";
import { parseLever } from "../workspace/scenario/parse-lever.ts";
import { leverAt } from "./lever-control.ts";
import { policyFields } from "./policy-fields.ts";
import { hashOf, MOST_KEPT, sharedOf } from "./setting-hash.ts";

const usual = { levers: [], policy: defaultPolicy, users: null, explanation: null };
const read = (hash: string) => sharedOf(hash, defaultPolicy, ["one", "two"]);

describe("the setting in the address", () => {
  it("is nothing where nothing is moved", () => {
    expect(hashOf({ setting: usual, kept: [] }, defaultPolicy)).toBe("");
    expect(read("")).toBeNull();
  });

  it("reads back as it was written, whatever the names hold", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 0, max: 100 }),
        fc.string({ minLength: 1, maxLength: 40, unit: "grapheme" }),
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 11, max: 49 }),
        (size, hits, endpoint, users, tens) => {
          const orange = policyFields.find(({ key }) => key === "zones.yellow.p95");
          const policy = orange?.set(defaultPolicy, 10 * tens) ?? defaultPolicy;
          const setting = {
            levers: [leverAt("pool.size", size), leverAt("cache", hits, endpoint)],
            policy,
            users,
            explanation: "two",
          };
          const shared = { setting, kept: [{ title: endpoint, setting: usual }] };
          expect(read(hashOf(shared, defaultPolicy))).toEqual(shared);
        },
      ),
      { seed: 1, numRuns: 100 },
    );
  });

  it("keeps expressions and switches", () => {
    const levers = [parseLever("pool.size", "2 * pool.size"), parseLever("pooler", undefined)];
    const found = read(hashOf({ setting: { ...usual, levers }, kept: [] }, defaultPolicy));
    expect(found?.setting.levers.map(({ value }) => value)).toEqual(
      levers.map(({ value }) => value),
    );
    expect(found?.setting.levers[0]?.text).toBe("(2 * pool.size)");
  });

  it.each([
    "#x",
    "#%",
    "#null",
    "#[]",
    `#${"a".repeat(30_000)}`,
    '#{"s":[["pool.size",1e999]]}',
    '#{"s":[["constructor",1,null],["rateBurst",5,null],["mix",2,null],["pool.size",2,"GET *"]]}',
    '#{"s":[["pool.size",{"operation":"constructor","values":[1]},null]]}',
    '#{"s":[["pool.size",{"figure":"__proto__"},null]],"p":{"redLine.p95":-5},"u":0.5,"e":"three"}',
    '#{"p":{"zones.green.p95":9000}}',
  ])("takes nothing from %s", (hash) => {
    const found = read(hash.startsWith("#{") ? `#${encodeURIComponent(hash.slice(1))}` : hash);
    expect(found?.setting ?? usual).toEqual(usual);
  });

  it("says a number itself: a text that speaks of another has no place to stand", () => {
    const found = read(`#${encodeURIComponent('{"s":[["pool.size",400,null,"pool.size=4"]]}')}`);
    expect(found?.setting.levers).toEqual([leverAt("pool.size", 400)]);
  });

  it("compares four at most", () => {
    const kept = Array.from({ length: 9 }, (_, i) => ({ title: `${i}`, setting: usual }));
    expect(read(hashOf({ setting: usual, kept }, defaultPolicy))?.kept).toHaveLength(MOST_KEPT);
  });
});
