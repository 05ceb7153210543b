/** How far the growth of one lever alone helps, under each explanation of the measurements. */
import { numberAt } from "../../entry-at.ts";
import { firstCrossing } from "../../limits/crossing/first-crossing.ts";
import { platformAt } from "../../limits/platform-at.ts";
import type { PlausiblePlatform } from "../../limits/plausible-platform.ts";
import type { Policy } from "../../limits/policy.ts";
import { intervalOf } from "../../limits/summarize-draws.ts";
import { leverOf } from "../../platform/levers/levers.ts";
import type { Scenario } from "../../platform/scenario.ts";
import type { GrownLever, LeverReach } from "../plan/plan-result.ts";
import { changedOneByOne, type OneByOne } from "./changed-one-by-one.ts";
import type { ScenarioBase, ScenarioGroup } from "./run-scenario.ts";
import { NOTICEABLE } from "./told/noticeable.ts";

/** Where growth stops hardly differs between draws of one explanation; tables say that they are three. */
const DRAWS = 3;

/** Doublings that are tried. */
const DOUBLINGS = 4;

/** A doubling that gains less than this ends the growth. */
const ENDED = 0.01;

/** Sizes are told to this share of themselves. */
const PRECISION = 0.06;

/**
 * The least value of a lever from which on more of it gains less than 5 % of the breaking point,
 * by doubling and bisecting on three draws of each explanation. Groups that have nothing for the
 * lever to act on are marked so.
 */
export function leverReach(lever: GrownLever, base: ScenarioBase): LeverReach[] {
  const changes = changedOneByOne(base.groups, base.search.maxUsers);
  return base.groups.map((group, g) => {
    const { hypothesis, weight } = group;
    const named = { lever, ...hypothesis, weight };
    const today = todayOf(lever, group);
    if (today === null) return { ...named, found: null };
    const step = Math.max(1, Math.floor(group.draws.length / DRAWS));
    const draws = today.map((_, i) => i).filter((i) => i % step === 0);
    const found = draws.slice(0, DRAWS).map((i) => ({
      today: numberAt(today, i),
      ...reachOf(
        (value) => plausibleAt(changes, g, i, scenarioOf(lever, value)),
        { lever, today: numberAt(today, i) },
        base,
      ),
    }));
    const walls = found.map(({ wall }) => wall);
    return {
      ...named,
      found: {
        today: intervalOf(found.map((one) => one.today)),
        enough: intervalOf(found.map((one) => one.enough)),
        gain: intervalOf(found.map((one) => one.gain)),
        wall: mostOf(walls),
        pastPredictions: found.filter((one) => one.pastPredictions).length * 2 > found.length,
      },
    };
  });
}

/** The lever's value on each draw as it is; null where it acts on nothing or has no one value. */
function todayOf(lever: GrownLever, { drawn }: ScenarioGroup): readonly number[] | null {
  const { today, lacks } = leverOf(lever);
  const values = drawn.flatMap(({ platform }) =>
    lacks(platform, undefined) === null ? (today?.of(platform) ?? []) : [],
  );
  return values.length < drawn.length ? null : values;
}

function scenarioOf(lever: GrownLever, value: number): Scenario {
  const levers = [{ name: lever, text: lever, value }];
  return { name: lever, title: lever, source: "", cost: null, levers };
}

interface Reach {
  readonly enough: number;
  readonly gain: number;
  readonly wall: string;
  readonly pastPredictions: boolean;
}

function plausibleAt(
  changes: OneByOne,
  group: number,
  draw: number,
  scenario: Scenario,
): PlausiblePlatform {
  const text = changes.textOf(group, draw, scenario);
  return changes.change(group, draw, scenario).plausible(text);
}

function reachOf(
  grownTo: (value: number) => PlausiblePlatform,
  { lever, today }: { readonly lever: GrownLever; readonly today: number },
  base: ScenarioBase,
): Reach {
  const { policy, search } = base;
  const tried = new Map<number, { readonly users: number; readonly wall: string }>();
  const at = (value: number) => {
    const before = tried.get(value);
    if (before !== undefined) return before;
    const breaking = breakingOf(grownTo(value), policy.redLine, search.maxUsers);
    tried.set(value, breaking);
    return breaking;
  };
  let [low, high] = [today, today];
  for (let doubling = 0; doubling < DOUBLINGS; doubling++) {
    const next = high === 0 ? 1 : 2 * high;
    if (at(next).users < at(high).users * (1 + ENDED)) break;
    [low, high] = [high, next];
  }
  const best = at(high).users;
  const good = (value: number) => at(value).users * (1 + NOTICEABLE) >= best;
  const whole = lever !== "pool.size";
  const enough = good(today) ? today : leastGood(good, good(low) ? today : low, high, whole);
  const roomy = [...tried.keys()].reduce((a, b) => Math.max(a, b));
  return {
    enough,
    gain: at(enough).users / at(today).users - 1,
    wall: at(roomy).wall,
    pastPredictions: best >= search.maxUsers,
  };
}

/** The least value between one that is not good and one that is. */
function leastGood(
  good: (value: number) => boolean,
  from: number,
  to: number,
  whole: boolean,
): number {
  let [low, high] = [from, to];
  while (high - low > (whole ? 1 : Math.max(1, PRECISION * high))) {
    const middle = whole ? Math.round((low + high) / 2) : Math.sqrt(low * high);
    if (good(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Where P95 or errors pass the red line, by the end of predictions at the latest, and what is in use most there. */
function breakingOf(
  platform: PlausiblePlatform,
  redLine: Policy["redLine"],
  maxUsers: number,
): { readonly users: number; readonly wall: string } {
  const at = platformAt(platform, maxUsers);
  const slow = (users: number) => Math.log(at(users).percentile("p95") / redLine.p95);
  const byErrors =
    platform.failsUnderLoad || platform.backgroundErrorRate >= redLine.errorRate
      ? firstCrossing((users) => at(users).errorRate - redLine.errorRate, 1, maxUsers)
      : null;
  const users = firstCrossing(slow, 1, maxUsers) ?? maxUsers;
  const first = Math.min(users, byErrors ?? maxUsers);
  return { users: first, wall: at(Math.max(1, Math.round(first))).bottleneck };
}

function mostOf(names: readonly string[]): string {
  const count = (name: string) => names.filter((one) => one === name).length;
  return names.reduce((a, b) => (count(b) > count(a) ? b : a), names[0] ?? "");
}
