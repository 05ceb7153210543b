/** Numbers that the measurements push to the end of what a model allows them. */

import { priorValue } from "../../calibration/prior-law.ts";
import { intervalOf } from "../../limits/summarize-draws.ts";
import type { Finding } from "../../measurement/finding.ts";
import { formatNumber } from "../../wording/format-number.ts";
import type { FittedHypothesis } from "./fit-hypotheses.ts";
import { parameterMeaning } from "./parameter-meaning.ts";

/** In prior deviations: beyond it lies the outermost tenth of what was believed, on either side. */
const OUTERMOST = 1.2816;

/** A hypothesis with less weight decides nothing. */
const COUNTS = 0.05;

/** What is asked of a fitted hypothesis. */
export interface WeighedDraws {
  readonly posterior: Pick<FittedHypothesis["posterior"], "hypothesis" | "unknowns" | "draws">;
  readonly weight: Pick<FittedHypothesis["weight"], "weight">;
}

/** Numbers that a finding names. */
const MOST_NAMED = 3;

/**
 * One finding for each hypothesis of weight whose draws all but lie (their 90 % interval) in the outermost
 * tenth of a prior: the measurements ask for more, or less, than the model lets them have, and what
 * rests on that number rests on where the prior ends.
 */
export function priorEndFindings({
  hypotheses: { members },
}: {
  readonly hypotheses: { readonly members: readonly WeighedDraws[] };
}): readonly Finding[] {
  return members
    .filter(({ weight }) => weight.weight >= COUNTS)
    .flatMap((member): Finding[] => {
      const ends = endsOf(member);
      if (ends.length === 0) return [];
      const { title } = member.posterior.hypothesis.platform;
      const more = ends.length > MOST_NAMED ? ` and ${ends.length - MOST_NAMED} more` : "";
      return [
        {
          code: "prior-end",
          severity: "warning",
          level: null,
          message: `Under “${title}” the measurements push numbers to the end of the range that the model gives them: ${ends.slice(0, MOST_NAMED).join("; ")}${more}.`,
          law: "A posterior that lies at the end of its prior was cut there: a wider prior would move it, and all that rests on it.",
          remedy:
            "Say how much it is where that is known (known: in headroom.yaml, or in the model file), else widen its range there and plan again.",
        },
      ];
    });
}

/** "size of the pool connections: 41, of 2 to 43" */
function endsOf({ posterior: { hypothesis, unknowns, draws } }: WeighedDraws): string[] {
  return unknowns.flatMap(({ name, prior }, i) => {
    const { value, low, high } = intervalOf(draws.map((draw) => draw[i] as number));
    if (low < OUTERMOST && high > -OUTERMOST) return [];
    const { meaning, unit } = parameterMeaning(hypothesis.platform, name);
    const shown = (position: number) => formatNumber(priorValue(prior, position));
    const range = `${shown(-2)} to ${shown(2)}${unit === "" ? "" : ` ${unit}`}`;
    return [`${meaning || name}: ${shown(value)}, given ${range}`];
  });
}
