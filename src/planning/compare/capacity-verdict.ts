import { entryAt } from "../../entry-at.ts";
import type { Share } from "../../units.ts";
import { formatRelative, formatShare, formatShareBound } from "../../wording/format-share.ts";
import { formatCount, formatUserList, formatUsers } from "../../wording/format-users.ts";
import type { ComparedFigure, Comparison } from "./compare-result.ts";
import type { Compared } from "./sure-figures.ts";

export interface ToJudge {
  /** The figures that decide, with their chances, and what became of each. */
  readonly figures: readonly Compared[];
  readonly capacity: readonly ComparedFigure[];
  readonly demand: readonly ComparedFigure[];
  readonly tolerance: Share;
}

type Told = Pick<Comparison, "verdict" | "reasons" | "remedy" | "smallestLoss">;

/** A comparison that may overlook this many times the tolerance says nothing by its silence. */
const MOST_OVERLOOKED = 4;

/** A figure beyond the tolerance with less than this chance is suspect, though not sure among many. */
const SUSPECT: Share = 0.01;

/**
 * Lost where a figure has surely fallen by more than the tolerance, gained where one has risen and
 * none fallen. Else no difference, unless the comparison is too noisy to say so, or what it shows
 * best has fallen, not surely; or no tested load shows the ceiling and requests take longer.
 */
export function capacityVerdict({ figures, capacity, demand, tolerance }: ToJudge): Told {
  const best = bestOf(capacity);
  const smallestLoss = best?.smallestLoss ?? 1;
  const common = { smallestLoss };
  const moved = (outcome: ComparedFigure["outcome"]) =>
    capacity.filter((figure) => figure.outcome === outcome);
  const [fell, rose] = [moved("fell"), moved("rose")];
  const beyond = `more than the tolerance of ${formatShareBound(tolerance)}`;
  if (fell.length > 0) {
    const reasons = [...fell.toSorted(largest), ...rose.toSorted(largest)].map(sentence);
    return { ...common, verdict: "lost", reasons: first(reasons, beyond), remedy: null };
  }
  if (rose.length > 0) {
    const reasons = rose.toSorted(largest).map(sentence);
    return { ...common, verdict: "gained", reasons: first(reasons, beyond), remedy: null };
  }
  const repeat =
    "run both once more, for longer, and give all runs: repeated runs tell the noise of this system";
  const cannot = (reason: string, remedy: string): Told => ({
    ...common,
    verdict: "cannot tell",
    reasons: [reason],
    remedy,
  });
  const allowed = Math.min(MOST_OVERLOOKED * Math.max(tolerance, 0.01), 1);
  if (smallestLoss > allowed) {
    return cannot(
      `a loss of up to ${formatShare(smallestLoss)} could go unnoticed in this noise`,
      repeat,
    );
  }
  const doubtful = capacity.find((figure, i) => {
    const { change } = entryAt(figures, i);
    if (change === null || change.change.value >= -tolerance) return false;
    return figure === best || change.chance.fall < SUSPECT;
  });
  if (doubtful !== undefined) {
    return cannot(`${sentence(doubtful)}, which is not sure among so many figures`, repeat);
  }
  const slower = demand.find(({ endpoint, outcome }) => endpoint === null && outcome === "rose");
  const ceiling = capacity.some(({ figure, change }) => seesCeiling(figure) && change !== null);
  if (!ceiling && slower?.change && slower.change.value > tolerance) {
    return cannot(
      `requests take ${formatRelative(slower.change.value)} at light load, and no load that both tested shows the ceiling`,
      "test both at loads past the knee",
    );
  }
  const most = Math.max(
    ...capacity.flatMap((one) => (one.figure === "throughput" ? one.users : [])),
  );
  const reach = ceiling ? "" : `, up to ${formatUsers(most)}: what lies above was not tested`;
  return {
    ...common,
    verdict: "no difference",
    reasons: [
      `no figure of capacity has surely changed by ${beyond}${reach}`,
      `a loss of ${formatShare(smallestLoss)} or more would have been found with 90 % power`,
    ],
    remedy: null,
  };
}

const seesCeiling = (figure: ComparedFigure["figure"]) =>
  figure === "pastKnee" || figure === "breakingPoint";

/** What tells most of capacity: the sharpest past the knee, else the heaviest common load. */
function bestOf(capacity: readonly ComparedFigure[]): ComparedFigure | undefined {
  const told = capacity.filter(({ smallestLoss }) => smallestLoss !== null);
  const past = told.filter(({ figure }) => seesCeiling(figure));
  const candidates = past.length > 0 ? past : told.slice(-1);
  return candidates.toSorted((a, b) => (a.smallestLoss ?? 1) - (b.smallestLoss ?? 1))[0];
}

const largest = (a: ComparedFigure, b: ComparedFigure) =>
  Math.abs(b.change?.value ?? 0) - Math.abs(a.change?.value ?? 0);

function first(reasons: readonly string[], beyond: string): readonly string[] {
  return reasons.map((reason, i) => (i === 0 ? `${reason}, ${beyond}` : reason));
}

/** "throughput at 500 users fell by 19 % (90 % between 8 and 29 %)" */
export function sentence({ figure, users, change, atLeast }: ComparedFigure): string {
  const loads = formatUserList(users);
  const names = {
    throughput: `throughput at ${loads}`,
    pastKnee: `throughput past the knee (${loads})`,
    breakingPoint: `the breaking point (${users.map(formatCount).join(" → ")} users)`,
    mean: `the mean at ${loads}`,
    p95: `P95 at ${loads}`,
    demand: "the demand",
  };
  if (change === null) return `${names[figure]} was not reached on both sides`;
  const { value, low, high } = change;
  const bound = atLeast.before || atLeast.after ? "at least " : "";
  return `${names[figure]}: ${bound}${formatRelative(value)} (90 % between ${formatRelative(low)} and ${formatRelative(high)})`;
}
