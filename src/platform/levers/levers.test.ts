/** The table of levers, held against everything that is said or done about a lever elsewhere. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonSchemas } from "../../workspace/json-schemas.ts";
import { parseLever } from "../../workspace/scenario/parse-lever.ts";
import { parseScenario } from "../../workspace/scenario/parse-scenario.ts";
import { plainPlatform } from "../testing/plain-platform.ts";
import { valueOn } from "./change/amount.ts";
import { applyScenario } from "./change/apply-scenario.ts";
import { changePlatform } from "./change/change-platform.ts";
import { NoPlaceError } from "./change/no-place-error.ts";
import { leverBase } from "./lever-base.ts";
import type { LeverDefinition } from "./lever-definition.ts";
import { levers } from "./levers.ts";
import { anyPlatform } from "./testing/any-platform.ts";
import { leversDocument } from "./testing/levers-document.ts";

const repository = (path: string) => new URL(`../../../${path}`, import.meta.url);
const read = (path: string) => readFileSync(fileURLToPath(repository(path)), "utf8");
const names = levers.map(({ name }) => name);
const withName = levers.map((lever) => [lever.name, lever] as const);

/** A value that every platform can be set to. */
const sound = ({ kind }: LeverDefinition) => (kind === "share" || kind === "scale" ? 0.5 : 2);
/** All of them, where they may be named. */
const anywhere = ({ endpoints }: LeverDefinition) => (endpoints === "none" ? undefined : "*");

describe("the table of levers", () => {
  it("has the lever of every file that defines one", () => {
    const folder = fileURLToPath(new URL(".", import.meta.url));
    const defined = readdirSync(folder)
      .filter((file) => /(?<!\.test)\.ts$/.test(file))
      .flatMap((file) => {
        const text = readFileSync(`${folder}/${file}`, "utf8");
        if (!/\bsatisfies LeverDefinition;|: LeverDefinition = /.test(text)) return [];
        return [...text.matchAll(/^ {2}name: "([^"]+)",$/gm)].map((match) => match[1]);
      });
    expect([...names].sort()).toEqual(defined.sort());
  });

  it("has each name once", () => {
    expect(new Set(names).size).toBe(names.length);
  });

  it("is what the JSON Schema of a scenario lists, in its order", () => {
    const schema = JSON.parse(jsonSchemas()["scenario.json"] ?? "");
    const { lever, endpoints } = schema.properties.levers.items.properties;
    expect(lever.enum).toEqual(names);
    for (const one of levers.filter((each) => each.endpoints !== "none")) {
      expect(endpoints.description).toMatch(new RegExp(`\\b${one.name}\\b`));
    }
  });

  it("is what the README lists, and docs/levers.md word for word", () => {
    const [, list = ""] = /^Levers:([\s\S]*?)[;.] /m.exec(read("README.md")) ?? [];
    const listed = [...list.matchAll(/`([^`]+)`/g)].map((match) => match[1]);
    expect(listed.sort()).toEqual([...names].sort());
    expect(read("docs/levers.md")).toBe(leversDocument());
  });
});

describe.each(withName)("%s", (name, lever) => {
  const glob = anywhere(lever);

  it("can be written as its example says", () => {
    for (const text of lever.example.split(" or ")) {
      const parsed = parseLever(name, text, glob);
      expect(parsed).toMatchObject({ name, text: lever.kind === "switch" ? "on" : text });
      expect(JSON.parse(JSON.stringify(parsed))).toEqual(parsed);
    }
  });

  it("gives a new platform, or names itself where the platform lacks what it acts on", () => {
    fc.assert(
      fc.property(anyPlatform, (any) => {
        const platform = { ...any, rateLimit: any.rateLimit ?? 100 }; // a burst is one of it
        const before = JSON.stringify(platform);
        const change = { name, value: sound(lever), ...(glob ? { endpoints: glob } : {}) };
        if (lever.lacks(platform, glob) === null) {
          const changed = changePlatform(platform, [change]);
          expect(changed).not.toBe(platform);
          if (lever.today !== null) expect(lever.today.of(changed)).toBe(change.value);
        } else {
          expect(() => changePlatform(platform, [change])).toThrow(NoPlaceError);
          expect(() => changePlatform(platform, [change])).toThrow(name);
        }
        expect(JSON.stringify(platform)).toBe(before);
      }),
      { seed: 1, numRuns: 30 },
    );
  });
});

describe("levers of a kind", () => {
  it.each(withName.filter(([, { kind }]) => kind !== "switch"))("%s refuses -1", (name) => {
    expect(() => changePlatform(withEverything, [{ name, value: -1 }])).toThrow(RangeError);
  });

  it.each(withName.filter(([, { today }]) => today !== null))(
    "%s can be referred to",
    (name, lever) => {
      expect(lever.today?.tried.length).toBeGreaterThan(0);
      const parsed = parseLever(name, `2 * ${name}`, anywhere(lever));
      const base = { ...leverBase(plainPlatform()), [name]: 3 };
      expect(valueOn(parsed, base)).toBe(6);
    },
  );

  it.each(withName.filter(([, { isSize }]) => isSize))(
    "%s, a size, has a number today",
    (_, lever) => {
      expect(lever.today).not.toBeNull();
    },
  );
});

/** A platform with a place for every lever. */
const { pools, ...plain } = plainPlatform();
const withEverything = {
  ...plain,
  pools: pools.flatMap((pool) => [
    pool,
    { ...pool, name: "workers", role: "workers" as const, around: ["api", pool.name] },
  ]),
};

describe("a scenario as data", () => {
  /** Expressions over figures that any platform has, nested at random. */
  const { expression } = fc.letrec<{ expression: string }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 3 },
      fc.integer({ min: 1, max: 9 }).map(String),
      fc.constantFrom("db.cores", "api.replicas", "thinkTime", "shards"),
      fc
        .tuple(tie("expression"), fc.constantFrom("+", "*", "/"), tie("expression"))
        .map(([a, sign, b]) => `(${a} ${sign} ${b})`),
      fc.tuple(tie("expression"), tie("expression")).map(([a, b]) => `max(${a}, ${b})`),
      tie("expression").map((a) => `ceil(${a})`),
    ),
  }));

  it("is the same after it was saved as JSON and read back", () => {
    fc.assert(
      fc.property(expression, anyPlatform, (text, platform) => {
        const yaml = `title: t\nlevers:\n  - { lever: db.cores, to: "${text} + 0" }\n  - { lever: cache, to: 60 %, endpoints: "GET *" }\n  - { lever: pooler }\n`;
        const parsed = parseScenario(yaml, "s.yaml", "s");
        if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
        const saved = JSON.parse(JSON.stringify(parsed.value));
        expect(saved).toEqual(parsed.value);
        expect(applyScenario(saved, platform)).toEqual(applyScenario(parsed.value, platform));
      }),
      { seed: 1, numRuns: 60 },
    );
  });
});
