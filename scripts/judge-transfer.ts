/**
 * Predicts one machine from tests of another: every two published series of one group that differ by
 * the machine, each way round, by the code of `headroom transfer`: without any level of the second
 * machine, and with one of it. Throughput and mean response time of all other levels are scored.
 *
 * Usage: node --import tsx scripts/judge-transfer.ts <datasets.json> [part of a group's name]
 */
import { readFileSync } from "node:fs";
import { measuredRuns } from "../src/calibration/figures.ts";
import { fitErrors } from "../src/calibration/fit-errors.ts";
import { audit } from "../src/measurement/audit.ts";
import type { Campaign } from "../src/measurement/campaign.ts";
import { observations } from "../src/measurement/observations.ts";
import { fitHypotheses } from "../src/planning/fit/fit-hypotheses.ts";
import { publishedCampaign } from "../src/planning/testing/published-campaign.ts";
import {
  changedAmount,
  type PublishedSeries,
  publishedChange,
} from "../src/planning/testing/published-change.ts";
import { publishedModels } from "../src/planning/testing/published-model.ts";
import { PAST_THE_KNEE } from "../src/planning/transfer/transfer.ts";
import { type TransferredDraw, transferDraws } from "../src/planning/transfer/transfer-draws.ts";
import { predictiveInterval } from "../src/planning/validate/predictive-interval.ts";
import { quantile } from "../src/stats/quantile.ts";

/** Fewer levels tell nothing of a curve. */
const LEAST_LEVELS = 5;

interface Cell {
  readonly quantity: "throughput" | "mean";
  readonly inside: boolean;
  /** High end of the interval over its low end. */
  readonly width: number;
  readonly error: number;
}

/** Which level of the second machine is run, if any: by its place among its levels. */
const calibrations = {
  none: () => null,
  "1 user": () => 0,
  "at the knee": (after: Campaign, knee: number) =>
    after.levels.findIndex(({ users }) => users >= knee),
  "past the knee": (after: Campaign, knee: number) =>
    after.levels.findIndex(({ users }) => users >= PAST_THE_KNEE * knee),
  heaviest: (after: Campaign) => after.levels.length - 1,
} satisfies Record<string, (after: Campaign, knee: number) => number | null>;

const [file, part = ""] = process.argv.slice(2);
if (file === undefined) {
  console.error("usage: node --import tsx scripts/judge-transfer.ts <datasets.json> [group]");
  process.exit(2);
}
const series = (JSON.parse(readFileSync(file, "utf8")) as readonly PublishedSeries[]).filter(
  (one) =>
    one.change_group?.includes(part) &&
    one.points.length >= LEAST_LEVELS &&
    changedAmount(one)?.of === "power",
);
const cells = new Map<string, Cell[]>();
for (const before of series) {
  const campaign = publishedCampaign(before);
  const audited = audit(campaign);
  const errors = fitErrors(observations(campaign, audited));
  const fitted = fitHypotheses(campaign, audited, errors, publishedModels(before), { seed: 1 });
  for (const after of series) {
    const same = before !== after && before.change_group === after.change_group;
    const sizes = same ? publishedChange(before, after) : null;
    if (sizes === null) continue;
    const there = publishedCampaign(after);
    const most = there.levels.reduce((a, { users }) => Math.max(a, users), 1);
    const without = transferDraws(fitted, { sizes, speeds: [], levels: null }, 1);
    const knee = median(without.draws.map(({ plausible }) => kneeOf(plausible, most)));
    for (const [name, choose] of Object.entries(calibrations)) {
      const chosen = choose(there, knee);
      const place = chosen === -1 ? there.levels.length - 1 : chosen;
      const level = place === null ? undefined : there.levels[place];
      const levels = level === undefined ? null : { ...there, levels: [level] };
      const found =
        levels === null ? without : transferDraws(fitted, { sizes, speeds: [], levels }, 1);
      const scored = score(found.draws, there, level?.users ?? null);
      const key = `${before.change_group} | ${name}`;
      cells.set(key, [...(cells.get(key) ?? []), ...scored]);
      console.error(
        `${before.id} → ${after.id}, ${name}${level === undefined ? "" : ` (${level.users})`}: ` +
          `${scored.filter(({ inside }) => inside).length}/${scored.length} inside, ` +
          `width ×${median(scored.map(({ width }) => width)).toFixed(2)}` +
          (found.missed === null ? "" : `, missed ${found.missed.toFixed(2)}`),
      );
    }
  }
}
print();

function kneeOf(plausible: TransferredDraw["plausible"], most: number): number {
  const at = plausible.upTo(most);
  return at(most).throughput * plausible.lightLoadCycle;
}

function score(draws: readonly TransferredDraw[], after: Campaign, skip: number | null): Cell[] {
  const runs = measuredRuns(after, audit(after), new Set());
  const most = runs.reduce((a, { users }) => Math.max(a, users), 1);
  const solved = draws.map(({ plausible }) => plausible.upTo(most));
  return runs.flatMap(({ users, figures }) => {
    if (users === skip) return [];
    const points = solved.map((at) => at(users));
    return figures.flatMap(({ quantity, measured, known, repeat }): Cell[] => {
      if (quantity !== "throughput" && quantity !== "mean") return [];
      const { low, high, value } = predictiveInterval(
        points.map((point, i) => ({
          value: point[quantity],
          noise: Math.hypot(known, (draws[i]?.noiseScale ?? 1) * repeat),
        })),
      );
      const inside = low <= measured && measured <= high;
      return [{ quantity, inside, width: high / low, error: Math.abs(value / measured - 1) }];
    });
  });
}

function print(): void {
  console.log(
    "| group | level of the second machine | figure | cells | inside | median width | median error |",
  );
  console.log("|---|---|---|---|---|---|---|");
  for (const name of Object.keys(calibrations)) {
    const key = `all | ${name}`;
    const all = [...cells].filter(([one]) => one.endsWith(` | ${name}`)).flatMap(([, own]) => own);
    cells.set(key, all);
  }
  for (const [key, own] of cells) {
    for (const quantity of ["throughput", "mean"] as const) {
      const some = own.filter((cell) => cell.quantity === quantity);
      const inside = some.filter((cell) => cell.inside).length / some.length;
      console.log(
        `| ${key} | ${quantity === "mean" ? "mean R" : "X"} | ${some.length} | ${(100 * inside).toFixed(0)} % | ` +
          `×${median(some.map(({ width }) => width)).toFixed(2)} | ${(100 * median(some.map(({ error }) => error))).toFixed(1)} % |`,
      );
    }
  }
}

function median(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : quantile(Float64Array.from(values).sort(), 0.5);
}
