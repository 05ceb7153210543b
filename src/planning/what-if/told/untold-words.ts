/** Why nothing is told of a change: how the plausible platforms are divided, and what would be enough. */
import type { Share } from "../../../units.ts";
import { verdictOf } from "./gain-verdict.ts";
import { NOTICEABLE } from "./noticeable.ts";

interface Gains {
  /** Of the explanation; null for all of them together. */
  readonly title: string | null;
  readonly shares: readonly Share[];
}

/**
 * "under “A” 62 % of the platforms gain 5 % or more, 30 % stay within 5 % and 8 % lose as much": of the
 * first that is divided. Null where each is told, or there is no draw.
 */
export function untoldWords(all: readonly Gains[]): string | null {
  const divided = all.find(
    ({ shares }) => shares.length > 0 && verdictOf(shares) === "cannot tell",
  );
  if (divided === undefined) return null;
  const { title, shares } = divided;
  const percent = (is: (gain: Share) => boolean) =>
    Math.round((100 * shares.filter(is).length) / shares.length);
  const [gain, lose] = [percent((one) => one > NOTICEABLE), percent((one) => one < -NOTICEABLE)];
  const least = `${100 * NOTICEABLE} %`;
  const parts = [
    ...(gain > 0 ? [`${gain} % gain more than ${least}`] : []),
    ...(100 - gain - lose > 0 ? [`${100 - gain - lose} % stay within ${least}`] : []),
    ...(lose > 0 ? [`${lose} % lose more than ${least}`] : []),
  ];
  const who = title === null ? "of the plausible platforms" : `under “${title}”`;
  return `${who} ${parts.join(", ")}, and told is what four in five agree on and one in twenty at most contradicts`;
}
