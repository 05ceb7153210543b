import { describe, expect, it } from "vitest";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { plausibleGroup } from "../testing/plausible-group.ts";
import { answerGroups } from "./yes-or-no.ts";

const platforms = [5, 10, 20, 40].map((poolSize) =>
  plainPlatform({ poolSize, databaseTime: 0.1, apiTime: 0, cores: 1000 }),
);
const groups = [
  plausibleGroup("a", 0.5, platforms.slice(0, 2)),
  plausibleGroup("b", 0.5, platforms.slice(2)),
];
const picks = [0, 1].flatMap((group) => [0, 1].map((draw) => ({ group, draw })));
const titles = ["yes", "no"] as const;

describe("answerGroups", () => {
  it("sorts the draws of all hypotheses by what they answer", () => {
    const isYes = (group: number, draw: number) => group === 1 && draw === 1;
    const [yes, no] = answerGroups(groups, picks, { titles, isYes });
    expect([yes?.weight, no?.weight]).toEqual([0.25, 0.75]);
    expect(yes?.drawn.map(({ platform }) => platform)).toEqual([platforms[3]]);
    expect(no?.drawn.map(({ platform }) => platform)).toEqual(platforms.slice(0, 3));
  });

  it("is one group where every platform answers the same", () => {
    const all = answerGroups(groups, picks, { titles, isYes: () => true });
    expect(all.map(({ hypothesis, weight }) => [hypothesis.title, weight])).toEqual([["yes", 1]]);
  });
});
