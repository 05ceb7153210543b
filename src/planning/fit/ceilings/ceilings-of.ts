/** One hypothesis for each resource that could set the ceiling, where nobody knows which. */

import { type Limiter, limiters } from "../../../platform/known-facts.ts";
import type { Hypothesis, PlatformModel } from "../../../platform/platform.ts";
import { upperFirst } from "../../../wording/upper-first.ts";
import { type Explanation, explanationsByLimiter } from "./explanations-by-limiter.ts";
import type { MeasuredLine } from "./measured-line.ts";
import { type InstanceLine, ofEachInstance } from "./of-each-instance.ts";
import { ofSomeRequests } from "./of-some-requests.ts";

/**
 * The totals of a load test look the same whether the database, the API or the pool is what fills
 * up first, and a change tells them apart. A hypothesis whose ceiling is unknown, as written with
 * the database there, stands for one of each: in each another size lies around what the figures need,
 * the others have that or more, and how capacity falls under load goes with the ceiling.
 * Each is of platforms on which that one does fill up first: else one platform would count under several names.
 * Where it is known which resource fills up first, only that one is left, and a pool that is not
 * it is never short before. Sizes that are known stay. Other hypotheses stand for themselves.
 *
 * An API that could limit is two of them: its cores, which a request needs for its own time
 * there, and its workers, each of which keeps one request from beginning to end, so that a faster
 * database relieves them too, and totals show them as they show a pool. Where it is known which of the two it has,
 * that one is left; as many workers as are known then stand around the others' limits as well.
 *
 * Where nobody has said how many instances the API has, or whose the pool is, pool, workers and cores are two
 * explanations each: one line, and a line of each instance, cores then an event loop (see `ofEachInstance`).
 * A database that shares its cores stands for one that takes queries in turn as well, the API's processors for one event
 * loop, and a pool that is held from the first query to the last for one that each query asks anew, where some endpoints
 * wait several times as long as others (see `lineVisits`): of these the one that lies nearest the figures is taken.
 * Where requests are not told apart, a database or a pool that only some of them need may be what limits,
 * which is tried where none of the others follows the figures (see `ofSomeRequests`). Where they are, and some stay
 * fast while the rest waits, what the rest waits for may be none of the three (see `withLock`).
 *
 * @param measured what the campaign says of the line in which requests stand
 * @param isOnly the planner has given no other, so that no title needs to say which it is of
 */
export function ceilingsOf(
  hypothesis: Hypothesis,
  measured: MeasuredLine,
  isOnly = false,
): readonly Hypothesis[] {
  const { ceiling } = hypothesis;
  const explanations = ceiling === undefined ? null : explanationsByLimiter(hypothesis, measured);
  if (explanations === null) return [hypothesis];
  const all = limiters
    .filter((name) => ceiling === "unknown" || name === ceiling)
    .flatMap((limiter) =>
      explanations[limiter].flatMap((one) => explained(hypothesis, limiter, one, isOnly)),
    );
  return ceiling === "unknown" ? [...all, ...ofSome(all)] : all;
}

/** The hypothesis under one explanation, and, where that is of a line, the same with a line of each instance. */
function explained(
  hypothesis: Hypothesis,
  limiter: Limiter,
  { name, title, change, numbers, instead }: Explanation,
  isOnly: boolean,
): readonly Hypothesis[] {
  const named = (as: string, words: string, platform: PlatformModel): Hypothesis => ({
    ...hypothesis,
    name: `${hypothesis.name}-${as}`,
    ceiling: limiter,
    toldLimiter: limiter,
    numbers: { ...hypothesis.numbers, ...numbers },
    platform: { ...platform, title: isOnly ? upperFirst(words) : `${platform.title}; ${words}` },
  });
  const alike = [
    { how: "", platform: { ...hypothesis.platform, ...change } },
    ...instead.map((one) => ({
      how: `, ${one.how}`,
      platform: { ...hypothesis.platform, ...one.change },
    })),
  ];
  const single = alike.map(({ how, platform }) => named(name, title + how, platform));
  const line = lines[name];
  if (line === undefined) return nearestOfAll(single);
  // Processors that are shared and those that take requests in turn are the same event loops where there are several.
  const each = (line.of === "loops" ? alike.slice(0, 1) : alike).flatMap(({ how, platform }) =>
    ofEachInstance(platform, line.of).map((several) => ({
      ...named(line.name, line.title + how, several),
      startsAt: `${hypothesis.name}-${name}`,
    })),
  );
  return [...nearestOfAll(single), ...nearestOfAll(each)];
}

/** One in the place of all, which that one stands for that lies nearest the figures. */
function nearestOfAll([first, ...instead]: readonly Hypothesis[]): readonly Hypothesis[] {
  if (first === undefined) return [];
  return [instead.length === 0 ? first : { ...first, instead }];
}

/** Of each single line at the database one that only some of the requests need, where they are not told apart. */
function ofSome(all: readonly Hypothesis[]): readonly Hypothesis[] {
  return all
    .filter(({ toldLimiter, startsAt }) => toldLimiter !== "api" && startsAt === undefined)
    .flatMap((one) => ofSomeRequests(one) ?? []);
}

/** Explanations that are of a line, and the same where each of several API instances has its own. */
const lines: Readonly<
  Record<string, { readonly of: InstanceLine; readonly name: string; readonly title: string }>
> = {
  api: {
    of: "loops",
    name: "loops-of-each",
    title: "the event loops of several API instances at their limit",
  },
  workers: {
    of: "workers",
    name: "workers-of-each",
    title: "the workers of several API instances at their limit",
  },
  pool: {
    of: "connections",
    name: "pool-of-each",
    title: "the pools of several API instances at their limit",
  },
};
