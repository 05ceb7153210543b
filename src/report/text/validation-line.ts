import {
  type PastPrediction,
  signAgreement,
  widthScore,
} from "../../planning/validate/past-predictions.ts";
import type { Validation } from "../../planning/validate/validate.ts";
import { validatedQuantities } from "../../planning/validate/validated-figure.ts";

/**
 * The figures of a validation's line in the ledger: levels, and for each quantity median and worst
 * error and the share inside, in per cent; empty where it was not measured.
 */
export function validationLine({ figures, scores }: Validation): Record<string, string | number> {
  const levels = new Set(figures.map(({ users, run }) => `${users} ${run}`)).size;
  const cells = validatedQuantities.flatMap((quantity) => {
    const score = scores.find((one) => one.quantity === quantity);
    return (["median", "worst", "inside"] as const).map((key) => {
      const value = score === undefined ? "" : (100 * score[key]).toFixed(2);
      return [`${quantity}_${key}_percent`, value];
    });
  });
  const [sign, score] = [signAgreement(figures), widthScore(figures)];
  return {
    levels,
    ...Object.fromEntries(cells),
    sign_percent: sign === null ? "" : (100 * sign).toFixed(2),
    width_score: score === null ? "" : score.toFixed(4),
  };
}

/** A line of the ledger as a past prediction: what `validationLine` and the identity beside it say. */
export function pastPredictionOf(line: Readonly<Record<string, string>>): PastPrediction {
  const number = (key: string) => {
    const text = line[key] ?? "";
    return text === "" || !Number.isFinite(Number(text)) ? null : Number(text);
  };
  const inside = validatedQuantities.flatMap((quantity) => {
    const share = number(`${quantity}_inside_percent`);
    return share === null ? [] : [share / 100];
  });
  const sign = number("sign_percent");
  return {
    platform: line["before"] ?? "",
    levers: line["levers"] ?? "",
    test: line["after_sha256"] ?? "",
    inside: inside.length === 0 ? null : inside.reduce((a, b) => a + b, 0) / inside.length,
    sign: sign === null ? null : sign / 100,
    score: number("width_score"),
  };
}
