/**
 * Scores predictions of published before/after pairs: every two series of one change group with
 * five levels or more, each way round, against the rule of thumb throughput × capacity ratio.
 *
 * Usage: node --import tsx scripts/judge-published.ts <datasets.json> [part of a group's name]
 */
import { readFileSync } from "node:fs";
import { fitErrors } from "../src/calibration/fit-errors.ts";
import { audit } from "../src/measurement/audit.ts";
import { observations } from "../src/measurement/observations.ts";
import { type FittedHypotheses, fitHypotheses } from "../src/planning/fit/fit-hypotheses.ts";
import { publishedCampaign } from "../src/planning/testing/published-campaign.ts";
import { type PublishedSeries, publishedChange } from "../src/planning/testing/published-change.ts";
import { publishedModels } from "../src/planning/testing/published-model.ts";
import { type Validation, validateFitted } from "../src/planning/validate/validate.ts";
import type { ValidatedFigure } from "../src/planning/validate/validated-figure.ts";
import { quantile } from "../src/stats/quantile.ts";

/** A gain of throughput that somebody would pay for. */
const GAIN = 0.05;

/** Fewer levels tell nothing of a curve. */
const LEAST_LEVELS = 5;

interface Judged {
  readonly group: string;
  readonly kind: string;
  readonly model: readonly number[];
  readonly naive: readonly number[];
  readonly inside: number;
  /** Levels where a gain was promised, and where less was measured in spite of it. */
  readonly promised: number;
  readonly broken: number;
  readonly times: readonly number[];
}

const [file, part = ""] = process.argv.slice(2);
if (file === undefined) {
  console.error("usage: node --import tsx scripts/judge-published.ts <datasets.json> [group]");
  process.exit(2);
}
const series = (JSON.parse(readFileSync(file, "utf8")) as readonly PublishedSeries[]).filter(
  ({ change_group: group, points }) => group?.includes(part) && points.length >= LEAST_LEVELS,
);
const judged: Judged[] = [];
for (const before of series) {
  const pairs = series.flatMap((after) => {
    const same = before !== after && before.change_group === after.change_group;
    const change = same ? publishedChange(before, after) : null;
    return change === null ? [] : [{ after, change }];
  });
  if (pairs.length === 0) continue;
  const fitted = tryToFit(before);
  for (const { after, change } of pairs) {
    if (typeof fitted === "string") {
      console.error(`${before.id} → ${after.id}: refused, ${fitted}`);
      continue;
    }
    const validation = validateFitted(fitted, {
      before: publishedCampaign(before),
      after: publishedCampaign(after),
      scenarios: [change],
    });
    const one = judge(`${before.change_group}`, validation);
    judged.push(one);
    const { model, naive, inside, promised, broken } = one;
    console.error(
      `${before.id} → ${after.id}: ${percent(median(model))} (naive ${percent(median(naive))}), ` +
        `inside ${inside}/${model.length}, promised ${promised}, broken ${broken}`,
    );
  }
}
print();

/** Models fitted to one series alone, or why the program refuses to. */
function tryToFit(series: PublishedSeries): FittedHypotheses | string {
  const campaign = publishedCampaign(series);
  const audited = audit(campaign);
  const errors = fitErrors(observations(campaign, audited));
  try {
    return fitHypotheses(campaign, audited, errors, publishedModels(series), { seed: 1 });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return error.message;
  }
}

function judge(group: string, { figures, capacityRatio }: Validation): Judged {
  const ofX = figures.filter(({ quantity }) => quantity === "throughput");
  const naive = ofX.flatMap(({ capacityRule, measured }) =>
    capacityRule === null ? [] : [Math.abs(capacityRule / measured - 1)],
  );
  const gains = ofX.filter(promises);
  const broken = gains.filter(
    ({ measured, noChange }) => noChange !== null && measured / noChange < 1 + GAIN,
  );
  return {
    group,
    kind: capacityRatio >= 1 ? "up" : "down",
    model: ofX.map(({ error }) => Math.abs(error)),
    naive,
    inside: ofX.filter(({ inside }) => inside).length,
    promised: gains.length,
    broken: broken.length,
    times: figures
      .filter(({ quantity }) => quantity === "mean")
      .map(({ error }) => Math.abs(error)),
  };
}

function promises({ test, noChange }: ValidatedFigure): boolean {
  return noChange !== null && test.low > (1 + GAIN) * noChange;
}

function print(): void {
  const header = ["group", "pairs", "levels", "X median", "X worst", "naive", "X inside"];
  console.log(
    `| ${[...header, "mean R median", "gains promised", "of them not seen"].join(" | ")} |`,
  );
  console.log("|---|---|---|---|---|---|---|---|---|---|");
  const keys = [...new Set(judged.map(({ group, kind }) => `${group}, ${kind}`))];
  const rows = [
    ...keys.map(
      (key) => [key, judged.filter((one) => `${one.group}, ${one.kind}` === key)] as const,
    ),
    ["all, up", judged.filter(({ kind }) => kind === "up")] as const,
    ["all", judged] as const,
  ];
  for (const [name, own] of rows) {
    if (own.length === 0) continue;
    const model = own.flatMap((one) => one.model);
    const sum = (pick: (one: Judged) => number) => own.reduce((total, one) => total + pick(one), 0);
    const cells = [
      name,
      `${own.length}`,
      `${model.length}`,
      percent(median(model)),
      percent(Math.max(...model)),
      percent(median(own.flatMap(({ naive }) => naive))),
      percent(sum(({ inside }) => inside) / model.length),
      percent(median(own.flatMap(({ times }) => times))),
      `${sum(({ promised }) => promised)}`,
      `${sum(({ broken }) => broken)}`,
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
}

function percent(share: number): string {
  return Number.isNaN(share) ? "–" : `${(100 * share).toFixed(1)} %`;
}

function median(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : quantile(Float64Array.from(values).sort(), 0.5);
}
