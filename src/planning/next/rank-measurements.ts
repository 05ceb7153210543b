/** Which of many possible measurements tells most per minute. */
import { entryAt, numberAt } from "../../entry-at.ts";
import type { PlausiblePlatform } from "../../limits/plausible-platform.ts";
import type { Scenario } from "../../platform/scenario.ts";
import { normal } from "../../random/normal.ts";
import { RandomStream } from "../../random/random-stream.ts";
import { requireCount, requireNonNegative, requirePositive } from "../../require.ts";
import { expectedNarrowing, type Possibility } from "../../stats/expected-narrowing.ts";
import { type GaussianLaw, gaussianLaw } from "../../stats/gaussian-law.ts";
import { doubtOf, labelInformation } from "../../stats/label-information.ts";
import { changeDraws } from "../what-if/change-drawn.ts";
import { expectedOutcome } from "../what-if/expected-outcome.ts";
import { outcomeOfGroup } from "../what-if/outcome-of-group.ts";
import type { PlausibleGroup } from "../what-if/plausible-groups.ts";
import {
  type OutcomeFigure,
  outcomeFigures,
  outcomeVariances,
  predictedOutcome,
} from "../what-if/predicted-outcome.ts";
import { ScenarioError } from "../what-if/scenario-error.ts";
import type { CandidateLevels } from "./candidate-levels.ts";
import type { MeasurementAdvice, RankedMeasurements } from "./next-result.ts";

export interface MeasurementInput {
  readonly groups: readonly PlausibleGroup[];
  /** Breaking point of each draw of each group; null beyond `maxUsers`. */
  readonly breakingPoints: readonly (readonly (number | null)[])[];
  readonly levels: CandidateLevels;
  readonly maxUsers: number;
  readonly changes: readonly Scenario[];
  /** Whether a change that makes no sense here is left out and not refused. */
  readonly optional: boolean;
  readonly minutesPerLevel: number;
  /** Minutes that it takes to make a change. */
  readonly setupMinutes: number;
  /** How many of the best are wanted. */
  readonly top: number;
  readonly seed: number;
  /** What counts as gain: both unless said. */
  readonly counts?: "label" | "breaking point";
  readonly onProgress?: (done: number) => void;
}

/** Points of the standard normal law: information is then known to some 0.02 bit. */
const NORMALS = 400;

/**
 * Every level, as it is and after every change, ranked by what it is expected to tell in a minute:
 * the information about which hypothesis is true plus that on the breaking point. The two are
 * counted in one unit and may overlap, so that their sum ranks and does not add up to knowledge.
 *
 * @throws ScenarioError where a change makes no sense and is not optional
 * @throws RangeError unless there is a group, minutes are above 0 and top is a whole number ≥ 1
 */
export function rankMeasurements(input: MeasurementInput): RankedMeasurements {
  requirePositive("minutesPerLevel", input.minutesPerLevel);
  requireNonNegative("setupMinutes", input.setupMinutes);
  requireCount("top", input.top);
  const { groups, maxUsers } = input;
  if (groups.length === 0) throw new RangeError("groups must hold one or more, got none");
  const normals = normalPoints(input.seed);
  const { repeated, between, beyond } = input.levels;
  const asItIs: Trial = {
    change: null,
    platforms: groups.map(({ draws }) => draws),
    unchanged: [],
    keep: () => {},
  };
  const advice = [...adviceOf(asItIs, [...repeated, ...between, ...beyond], input, normals)];
  const skipped: { change: string; reason: string }[] = [];
  // One change after the other: the solved platforms of all of them would take much memory.
  for (const [i, scenario] of input.changes.entries()) {
    input.onProgress?.((i + 1) / (input.changes.length + 1));
    const trial = changed(groups, scenario, input.optional);
    if (typeof trial === "string") skipped.push({ change: scenario.title, reason: trial });
    // After a change only loads that can be set beside a measured one, or lie past all of them.
    else {
      advice.push(...adviceOf(trial, [...repeated, ...beyond], input, normals));
      trial.keep();
    }
  }
  input.onProgress?.(1);
  const byRate = advice.toSorted((a, b) => b.gainPerMinute - a.gainPerMinute);
  const most = advice.reduce((a, b) => (b.gain > a.gain ? b : a));
  return {
    doubt: groups.length > 1 ? doubtOf(groups) : null,
    breakingPoint: { ...knownNow(input), beyond: beyondShare(input), searchedTo: maxUsers },
    candidates: advice.length,
    ranked: byRate.slice(0, input.top),
    mostAtAnyCost: most === byRate[0] ? null : most,
    skipped,
  };
}

/** All plausible platforms after one change, or as they are. */
interface Trial {
  readonly change: string | null;
  readonly platforms: readonly (readonly PlausiblePlatform[])[];
  /** Indices of the groups that have no place for the change. */
  readonly unchanged: readonly number[];
  /** Puts away what the platforms answered. */
  readonly keep: () => void;
}

function normalPoints(seed: number): number[][] {
  const random = RandomStream.fromSeed(seed, 6);
  return Array.from({ length: NORMALS / 2 }, () =>
    outcomeFigures.map(() => normal(random)),
  ).flatMap((z) => [z, z.map((x) => -x)]);
}

/** The platforms after a change, or why it is left out. */
function changed(
  groups: readonly PlausibleGroup[],
  scenario: Scenario,
  optional: boolean,
): Trial | string {
  try {
    const after = groups.map((group) => changeDraws(group, scenario));
    const unchanged = after.flatMap(({ draws }, g) =>
      draws.every(({ without }) => without.length >= scenario.levers.length) ? [g] : [],
    );
    if (unchanged.length === groups.length) return "no explanation has anything that it acts on";
    return {
      change: scenario.title,
      platforms: after.map(({ draws }) => draws.map(({ plausible }) => plausible)),
      unchanged,
      keep: () => {
        for (const { keep } of after) keep();
      },
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    if (!optional) throw new ScenarioError(scenario.title, error.message);
    return error.message;
  }
}

/** What each load would tell on these platforms. */
function adviceOf(
  trial: Trial,
  loads: readonly number[],
  input: MeasurementInput,
  normals: readonly (readonly number[])[],
): MeasurementAdvice[] {
  const { groups, minutesPerLevel, setupMinutes, levels } = input;
  const most = loads.reduce((a, b) => Math.max(a, b), 1);
  const solvers = trial.platforms.map((draws) =>
    draws.map((draw) => {
      const at = draw.upTo(most);
      return { at, light: at(1).mean };
    }),
  );
  const now = knownNow(input).deviation;
  const minutes = minutesPerLevel + (trial.change === null ? 0 : setupMinutes);
  return loads.map((users) => {
    const points = solvers.map((draws) => draws.map(({ at }) => at(users)));
    const outcomes = points.map((draws, g) =>
      draws.map((point, i) =>
        predictedOutcome(
          point,
          solvers[g]?.[i]?.light ?? 0,
          60 * minutesPerLevel,
          groups[g]?.noiseScale ?? 1,
        ),
      ),
    );
    const explanations = outcomes.map((draws, g) => ({
      weight: groups[g]?.weight ?? 0,
      outcome: outcomeOfGroup(draws),
    }));
    const information = groups.length > 1 ? labelInformation(explanations, normals) : null;
    const { before, after } = expectedNarrowing(possibilities(input, outcomes), normals);
    // Where every plausible platform breaks at one load, or none does, nothing is narrowed.
    const narrowing = now > 0 && before > 0 && after > 0 ? Math.log2(before / after) / 2 : 0;
    const gain =
      (input.counts === "breaking point" ? 0 : (information ?? 0)) +
      (input.counts === "label" ? 0 : narrowing);
    return {
      users,
      kind: levels.repeated.includes(users)
        ? "repeated"
        : levels.between.includes(users)
          ? "between"
          : "beyond",
      change: trial.change,
      minutes,
      information,
      deviation: before > 0 ? now * Math.sqrt(after / before) : 0,
      narrowing,
      gain,
      gainPerMinute: gain / minutes,
      tellingFigure: tellingFigure(explanations, normals),
      expected: groups.map((group, g) =>
        expectedOutcome(group, points[g] ?? [], outcomes[g] ?? [], trial.unchanged.includes(g)),
      ),
    };
  });
}

function possibilities(
  { groups, breakingPoints, maxUsers }: MeasurementInput,
  outcomes: readonly (readonly GaussianLaw[])[],
): Possibility[] {
  return groups.flatMap(({ weight }, g) =>
    (outcomes[g] ?? []).map((outcome, i) => ({
      weight: weight / (outcomes[g]?.length ?? 1),
      wanted: breakingPoints[g]?.[i] ?? maxUsers,
      outcome,
      origin: `${g} ${i}`,
    })),
  );
}

/** The figure that alone tells most; P95, which limits are set by, where none tells more. */
function tellingFigure(
  explanations: readonly { readonly weight: number; readonly outcome: GaussianLaw }[],
  normals: readonly (readonly number[])[],
): OutcomeFigure {
  if (explanations.length < 2) return "p95";
  const alone = (i: number) =>
    labelInformation(
      explanations.map(({ weight, outcome }) => ({
        weight,
        outcome: gaussianLaw(
          [numberAt(outcome.mean, i)],
          [[numberAt(outcomeVariances(outcome), i)]],
        ),
      })),
      normals.slice(0, NORMALS / 4),
    );
  const last = outcomeFigures.length - 1;
  const best = outcomeFigures.reduce((a, _, i) => (alone(i) > 1.1 * alone(a) ? i : a), last);
  return entryAt(outcomeFigures, best);
}

/** Equal breaking points differ by the last bits of their mean. */
const ROUNDING = 1e-9;

/** Mean and standard deviation of the breaking point as it is known without another measurement. */
function knownNow({ groups, breakingPoints, maxUsers }: MeasurementInput): {
  readonly mean: number;
  readonly deviation: number;
} {
  const list = groups.flatMap(({ weight }, g) => {
    const points = breakingPoints[g] ?? [];
    return points.map((users) => ({ share: weight / points.length, users: users ?? maxUsers }));
  });
  const total = list.reduce((sum, { share }) => sum + share, 0);
  const mean = list.reduce((sum, { share, users }) => sum + share * users, 0) / total;
  const squares = list.reduce((sum, { share, users }) => sum + share * (users - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / total);
  return { mean, deviation: deviation > ROUNDING * mean ? deviation : 0 };
}

function beyondShare({ groups, breakingPoints }: MeasurementInput): number {
  return groups.reduce((sum, { weight }, g) => {
    const list = breakingPoints[g] ?? [];
    return (
      sum + (weight * list.filter((users) => users === null).length) / Math.max(list.length, 1)
    );
  }, 0);
}
