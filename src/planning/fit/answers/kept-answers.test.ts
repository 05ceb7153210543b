import { beforeEach, describe, expect, it } from "vitest";
import { noModelError } from "../../../limits/model-error.ts";
import { platformAt } from "../../../limits/platform-at.ts";
import { plainPlatform } from "../../../platform/testing/plain-platform.ts";
import { type DrawnPlatform, plausible, solveOnce } from "../../what-if/drawn-platform.ts";
import { keptAnswers } from "./kept-answers.ts";

const MOST = 100;
const changeError = { time: 0, throughput: 0, shape: [], imbalance: 1 };

function draw(thinkTime = 1): DrawnPlatform {
  const platform = { ...plainPlatform(), thinkTime };
  return { platform, position: [], modelError: noModelError, changeError };
}

let files: Map<string, string>;
beforeEach(() => {
  files = new Map();
});

const answers = (program = "this one") =>
  keptAnswers(
    {
      read: (key) => JSON.parse(files.get(key) ?? "null"),
      write: (key, value) => void files.set(key, JSON.stringify(value)),
    },
    { program },
  );

const numbersOf = ({ platform, modelError }: DrawnPlatform) => ({ platform, modelError });

/** Asks one draw and puts away what it answered. */
function asked(one: DrawnPlatform, users: number) {
  const kept = answers();
  const ofOne = kept.of([numbersOf(one)], MOST);
  ofOne.watch([solveOnce(one, MOST, ofOne.known[0])]);
  const { lightLoadCycle } = plausible(one);
  const point = platformAt(plausible(one), MOST)(users);
  const told = { ...point, percentile: point.percentile("p95"), lightLoadCycle };
  kept.keep();
  return told;
}

const known = (one: DrawnPlatform, program?: string) =>
  answers(program).of([numbersOf(one)], MOST).known[0];

describe("keptAnswers", () => {
  it("gives back to the last digit what the same numbers answered", () => {
    const computed = asked(draw(), 40);
    const { loads, lightLoadCycle } = known(draw()) ?? {};
    const load = loads?.get(40);
    const percentile = load?.percentiles.get("p95");
    expect({ ...load, percentile, lightLoadCycle }).toMatchObject(computed);
    expect(lightLoadCycle).toBe(plausible(draw()).lightLoadCycle);
    expect(asked(draw(), 40)).toEqual(computed);
  });

  it("adds what was not asked before, and writes nothing where nothing is new", () => {
    asked(draw(), 40);
    asked(draw(), 50);
    const loads = [...(known(draw())?.loads.values() ?? [])];
    expect(loads.map(({ users }) => users)).toEqual([40, 50]);
    const before = [...files.values()];
    files = new Map(files);
    asked(draw(), 50);
    expect([...files.values()]).toEqual(before);
  });

  it("knows nothing of other numbers, another program, or another reach", () => {
    asked(draw(), 40);
    expect(known(draw(1.001))).toBeUndefined();
    expect(known({ ...draw(), modelError: { ...noModelError, time: 1.01 } })).toBeUndefined();
    expect(known(draw(), "another one")).toBeUndefined();
    expect(answers().of([numbersOf(draw())], MOST + 1).known[0]).toBeUndefined();
  });

  it.each([
    ["no list", () => ({})],
    ["too few draws", () => []],
    ["a text for a number", (text: string) => JSON.parse(text.replace("[[40,", '[["40",'))],
    [
      "a bottleneck that is no part",
      (text: string) => JSON.parse(text.replace(/"parts":\[.*?\]/, '"parts":[]')),
    ],
    [
      "a cycle of no time",
      (text: string) => JSON.parse(text.replace(/"lightLoadCycle":[\d.]+/, '"lightLoadCycle":0')),
    ],
    ["no rows", (text: string) => JSON.parse(text.replace(/"rows":/, '"lines":'))],
  ])("takes %s for nothing", (_, spoil) => {
    asked(draw(), 40);
    for (const [key, text] of files) {
      const spoilt = JSON.stringify(spoil(text));
      expect(spoilt).not.toBe(text);
      files.set(key, spoilt);
    }
    expect(known(draw())).toBeUndefined();
  });
});
