/** What `headroom validate` prints: the finding, the scores, then every figure. */
import type { QuantityScore } from "../../planning/fit/score-figures.ts";
import type { Validation } from "../../planning/validate/validate.ts";
import type {
  ValidatedFigure,
  ValidatedQuantity,
} from "../../planning/validate/validated-figure.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatRange } from "../../wording/format-interval.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { formatRelative, formatShare } from "../../wording/format-share.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatCount } from "../../wording/format-users.ts";
import { textTable } from "../../wording/text-table.ts";

export const quantityNames: Readonly<Record<ValidatedQuantity, string>> = {
  throughput: "throughput",
  mean: "mean",
  p50: "P50",
  p95: "P95",
  p99: "P99",
  errors: "errors",
};

/** @param levers as they were typed; empty where a repetition was predicted */
export function validationText(validation: Validation, levers: string): string {
  const { scores, figures, capacityRatio: ratio } = validation;
  const rule = ratio === 1 ? "" : `, and of throughput × ${formatNumber(ratio)}`;
  return [
    finding(validation, levers),
    "",
    scoreTable(scores, ratio),
    "",
    figureTable(figures),
    "",
    "Interval: what one run of such a test shows with 90 %. Errors are compared in points of per cent.",
    `No change: the median error of what was measured before at the same load${rule}.`,
    ...notes(validation),
  ].join("\n");
}

function finding({ scores, figures }: Validation, levers: string): string {
  const parts = scores
    .filter(({ quantity }) => ["throughput", "mean", "p95"].includes(quantity))
    .map(({ quantity, median }) => `${quantityNames[quantity]} within ${percent(median)}`);
  const inside = figures.filter((figure) => figure.inside).length;
  const what = levers === "" ? "The repetition" : levers;
  return (
    `${what} was predicted with ${parts.join(", ")} in the median; ` +
    `${inside} of ${figures.length} figures lie inside their 90 % intervals.`
  );
}

function scoreTable(scores: readonly QuantityScore[], ratio: number): string {
  const header = ["quantity", "median error", "worst", "inside", "no change"];
  const rows = scores.map((score) => {
    const unit = score.quantity === "errors" ? points : percent;
    const rule = (value: number | null) => (value === null ? "–" : unit(value));
    return [
      quantityNames[score.quantity],
      unit(score.median),
      unit(score.worst),
      `${Math.round(score.inside * score.figures)} of ${score.figures}`,
      rule(score.noChange),
      ...(ratio === 1 ? [] : [rule(score.capacityRule)]),
    ];
  });
  return textTable(ratio === 1 ? header : [...header, "capacity rule"], rows);
}

function figureTable(figures: readonly ValidatedFigure[]): string {
  const runs = figures.some(({ run }) => run !== "");
  const header = ["quantity", "predicted", "interval", "measured", "error", ""];
  const rows = figures.map((figure) => {
    const { users, run, quantity, test, measured, error, inside } = figure;
    const format = formatOf(quantity);
    return [
      formatCount(users),
      ...(runs ? [run] : []),
      quantityNames[quantity],
      format(test.value),
      formatRange(test, format),
      format(measured),
      quantity === "errors" ? points(error, true) : formatRelative(error),
      inside ? "" : "outside",
    ];
  });
  return textTable(["users", ...(runs ? ["run"] : []), ...header], rows);
}

function notes({ refusal, excluded, without, leftOut, weights, noiseScale }: Validation): string[] {
  const shares = weights.map(({ name, weight }) => `${name} ${Math.round(100 * weight)} %`);
  return [
    `Models: ${shares.join(", ")}; their misfit to the earlier test is ${formatNumber(noiseScale, 2)} times what repeated runs usually differ by.`,
    ...(refusal === null ? [] : [refusal.sentence]),
    ...excluded.map(({ name, reason }) => `Not fitted: ${name} (${reason}).`),
    ...without.map((lever) => `${lever} acts on nothing in some of the models.`),
    ...leftOut.map(
      ({ users, run }) =>
        `Not compared: ${`${formatCount(users)} users ${run}`.trim()}, whose figures are missing or not to be trusted (see headroom audit).`,
    ),
  ];
}

function formatOf(quantity: ValidatedQuantity): (value: number) => string {
  if (quantity === "throughput") return formatThroughput;
  return quantity === "errors" ? formatShare : formatDuration;
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

function points(share: number, signed = false): string {
  const value = 100 * share;
  const shown = Math.abs(value) < 0.005 ? "0" : Math.abs(value).toFixed(2);
  const sign = !signed || shown === "0" ? "" : value > 0 ? "+" : "−";
  return `${sign}${shown}`;
}
