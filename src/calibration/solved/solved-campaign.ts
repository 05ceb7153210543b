import { entryAt } from "../../entry-at.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import type { Unknown } from "../../platform/unknowns-of.ts";
import { largestLoad, type MeasuredRun } from "../figures.ts";
import { type PredictedCampaign, predictCampaign } from "../predict-figures.ts";
import { platformAtPosition } from "./platform-at-position.ts";

/** Places remembered: what a search tries of one hypothesis, from one of its stages to the next. */
const REMEMBERED = 1024;

const solved = new WeakMap<
  readonly MeasuredRun[],
  WeakMap<Hypothesis, Map<string, PredictedCampaign>>
>();

/** Runs that are some of others. */
const wholes = new WeakMap<readonly MeasuredRun[], readonly MeasuredRun[]>();

/**
 * From now on what was solved for all of these runs is known for some of them, so long as the heaviest is
 * among them: how far a platform is solved, and what is found beyond, hangs on it.
 */
export function shareSolved(some: readonly MeasuredRun[], all: readonly MeasuredRun[]): void {
  if (some === all || largestLoad(some) !== largestLoad(all)) return;
  if (some.every((run) => all.includes(run))) wholes.set(some, all);
}

/**
 * What the platform at given unknowns would show; infinite figures where there can be none. Stages of a search,
 * changes of the noise and draws come back to places where derivatives were taken before: these are remembered
 * for as long as hypothesis and runs are in use.
 *
 * @param beyond a load beyond all runs (`predictCampaign`); null: it is not asked for
 */
export function solvedCampaign(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
  position: readonly number[],
  beyond: number | null,
): PredictedCampaign {
  const places = placesOf(hypothesis, runs);
  const place = `${position.join()} ${beyond}`;
  const known = places.get(place);
  if (known !== undefined) return known;
  const found =
    ofWhole(hypothesis, runs, place) ?? solve(hypothesis, unknowns, runs, position, beyond);
  if (places.size >= REMEMBERED) {
    for (const [oldest] of places) {
      places.delete(oldest);
      break;
    }
  }
  places.set(place, found);
  return found;
}

function ofWhole(
  hypothesis: Hypothesis,
  runs: readonly MeasuredRun[],
  place: string,
): PredictedCampaign | undefined {
  const whole = wholes.get(runs);
  const known = whole && placesOf(hypothesis, whole).get(place);
  if (whole === undefined || known === undefined) return undefined;
  return { ...known, runs: runs.map((run) => entryAt(known.runs, whole.indexOf(run))) };
}

function placesOf(
  hypothesis: Hypothesis,
  runs: readonly MeasuredRun[],
): Map<string, PredictedCampaign> {
  const ofRuns = solved.get(runs) ?? new WeakMap<Hypothesis, Map<string, PredictedCampaign>>();
  solved.set(runs, ofRuns);
  const places = ofRuns.get(hypothesis) ?? new Map<string, PredictedCampaign>();
  ofRuns.set(hypothesis, places);
  return places;
}

function solve(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
  position: readonly number[],
  beyond: number | null,
): PredictedCampaign {
  try {
    const platform = platformAtPosition(hypothesis, unknowns, position);
    const limiter = hypothesis.toldLimiter ?? null;
    return predictCampaign(platform, runs, beyond, limiter, "at the measured");
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return {
      runs: runs.map(({ figures }) => ({
        busy: 0,
        figures: figures.map(() => Number.POSITIVE_INFINITY),
      })),
      fall: 1,
      overtaken: 0,
    };
  }
}
