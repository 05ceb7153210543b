import { beforeEach, describe, expect, it } from "vitest";
import type { Scenario } from "../../platform/scenario.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { keptAnswers } from "../fit/answers/kept-answers.ts";
import { plausibleGroup } from "../testing/plausible-group.ts";
import { changeDraw } from "./change-drawn.ts";
import { changedOneByOne } from "./changed-one-by-one.ts";
import type { PlausibleGroup } from "./plausible-groups.ts";

const MOST = 200;
const LOAD = 60;

let files: Map<string, string>;
beforeEach(() => {
  files = new Map();
});

const poolOf = (value: number): Scenario => ({
  ...{ name: "pool", title: "Pool", source: "", cost: null },
  levers: [{ name: "pool.size", text: String(value), value }],
});

const groups = (thinkTime = 1): readonly PlausibleGroup[] => [
  plausibleGroup("one", 1, [plainPlatform({ poolSize: 10, thinkTime })]),
];

const kept = () =>
  keptAnswers(
    {
      read: (key) => JSON.parse(files.get(key) ?? "null"),
      write: (key, value) => void files.set(key, JSON.stringify(value)),
    },
    { program: "this one" },
  );

/** P95 of the draw after some sizes of its pool, as a run of the program finds them. */
function inOneRun(of: readonly PlausibleGroup[], sizes: readonly number[]): readonly number[] {
  const answers = kept();
  const asked = of.map((group) => ({ ...group, answers: { kept: answers, most: MOST } }));
  // Each question of a run makes a search of its own.
  const found = sizes.map((size) => {
    const { textOf, change } = changedOneByOne(asked, MOST);
    const { plausible } = change(0, 0, poolOf(size));
    return plausible(textOf(0, 0, poolOf(size)))
      .upTo(MOST)(LOAD)
      .percentile("p95");
  });
  answers.keep();
  return found;
}

const computed = (of: readonly PlausibleGroup[], size: number) =>
  of.map((group) =>
    changeDraw(group, 0, poolOf(size)).plausible.upTo(MOST)(LOAD).percentile("p95"),
  );

describe("changedOneByOne", () => {
  it("says to the last digit what each change does, alone and after others", () => {
    const each = [12, 20].flatMap((size) => computed(groups(), size));
    expect(inOneRun(groups(), [12, 20])).toEqual(each);
    expect(inOneRun(groups(), [20, 12])).toEqual(each.toReversed());
  });

  it("keeps what all searches of a run have found, in one file, and adds to it", () => {
    inOneRun(groups(), [12, 20]);
    inOneRun(groups(), [15]);
    expect(files.size).toBe(1);
    const [text = ""] = files.values();
    const sizes = Object.keys(JSON.parse(text)).map((one) => JSON.parse(one)[2][0].value);
    expect(sizes).toEqual([12, 20, 15]);
  });

  it("writes nothing where nothing is new", () => {
    inOneRun(groups(), [12]);
    const before = new Map(files);
    files = new Map([...files].map(([key, text]) => [key, text]));
    inOneRun(groups(), [12]);
    expect(files).toEqual(before);
  });

  it("knows nothing of other draws, and takes spoilt answers for nothing", () => {
    inOneRun(groups(), [12]);
    expect(inOneRun(groups(2), [12])).toEqual(computed(groups(2), 12));
    expect(files.size).toBe(2);
    for (const nonsense of ["7", "[]", "null", '{"[0,0]":7}']) {
      for (const key of files.keys()) files.set(key, nonsense);
      expect(inOneRun(groups(), [12])).toEqual(computed(groups(), 12));
    }
    for (const [key, text] of files) files.set(key, text.replace(/\[60,/g, '["60",'));
    expect(inOneRun(groups(), [12])).toEqual(computed(groups(), 12));
  });
});
