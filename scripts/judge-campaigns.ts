/**
 * Fits each public campaign on its lower loads and holds its higher loads against what is predicted
 * there: 90 % intervals of X, mean R and P95 as one run of a test should show them, limits that a level
 * contradicts, lower ends of open ceilings. Writes docs/campaigns.md.
 *
 * Usage: node --import tsx scripts/judge-campaigns.ts [part of a campaign's name …]
 *
 * With names, the rows of all other campaigns stay as the document has them.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { assembleCampaign } from "../src/ingest/assemble-campaign.ts";
import { parseLevels } from "../src/ingest/parse-levels.ts";
import { findLimits } from "../src/limits/find-limits.ts";
import type { Limits } from "../src/limits/limits.ts";
import { defaultPolicy, type Policy } from "../src/limits/policy.ts";
import { RUN_TO_RUN } from "../src/limits/run-to-run.ts";
import type { Campaign, Level } from "../src/measurement/campaign.ts";
import { fitCampaign } from "../src/planning/fit/fit-campaign.ts";
import { validateFitted } from "../src/planning/validate/validate.ts";
import { markdownTable } from "./markdown-table.ts";

/** Of the loads, from below: what the fit is given. */
const LOWER = 0.6;
const LEAST_LOADS = 3;
/** A red line inside the measured range: so many times the P95, or mean, of the lightest load. */
const RED_LINE = 3;
const judgedQuantities = ["throughput", "mean", "p95"] as const;

/** Columns of the table: of the first quantity, of the open end, of contradictions. */
const [firstQuantity, openEnd, contradicted] = [3, 8, 9];

interface Judged {
  readonly name: string;
  readonly lower: string;
  readonly higher: string;
  /** Loads beyond twice the largest that was fitted, where nothing is predicted. */
  readonly beyond: number;
  /** By quantity: inside and all. */
  readonly inside: Readonly<Record<string, readonly [number, number]>>;
  readonly error: number;
  readonly ceiling: string;
  /** Lower end of an open ceiling; null where it is not open. */
  readonly openEndHolds: boolean | null;
  readonly contradictions: readonly string[];
}

const data = new URL("../data/", import.meta.url);
/** Of the project's own making: its testbed under Locust, systems of an event simulator of another hand. */
const own = ["testbed/A", ...["g01", "g03", "g05", "g07"].map((id) => `population/${id}/campaign`)];
const parts = process.argv.slice(2);
const at = new URL("../docs/campaigns.md", import.meta.url);
const published = readdirSync(new URL("campaigns/", data), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => `campaigns/${name}`)
  .sort();
const all = [...published, ...own];
const names = all.filter((name) => parts.length === 0 || parts.some((one) => name.includes(one)));
const judged: Judged[] = [];
for (const name of names) {
  const started = performance.now();
  try {
    const one = judge(name);
    judged.push(one);
    const seconds = Math.round((performance.now() - started) / 1000);
    console.error(`${row(one).join(" | ")} (${seconds} s)`);
  } catch (error) {
    console.error(`${name}: ${error instanceof Error ? error.message : error}`);
  }
}
const fresh = judged.map((one) => row(one));
const kept = parts.length === 0 ? [] : rowsBefore(readFileSync(at, "utf8"));
const rows = all.flatMap((name) => {
  const named = (cells: readonly string[]) => cells[0] === shown(name);
  const found = fresh.find(named) ?? kept.find(named);
  return found === undefined ? [] : [found];
});
const document = documentOf(rows);
writeFileSync(at, document);
console.log(document);

function judge(name: string): Judged {
  const path = new URL(`${name}/levels.csv`, data);
  const parsed = parseLevels(readFileSync(path, "utf8"), `${name}/levels.csv`);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems[0]));
  const { levels } = assembleCampaign(name, parsed.value);
  const loads = [...new Set(levels.map(({ users }) => users))];
  const given = Math.max(LEAST_LOADS, Math.round(LOWER * loads.length));
  const last = loads[given - 1] ?? 0;
  const campaign = (some: readonly Level[]): Campaign => {
    return { name, levels: some, endpoints: [], failures: [] };
  };
  const lower = levels.filter(({ users }) => users <= last);
  const fitted = fitCampaign(campaign(lower), { seed: 1 });
  const reach = fitted.search.maxUsers;
  const higher = levels.filter(({ users }) => users > last && users <= reach);
  const policy = policyFor(lower);
  const { limits, contradictions } = findLimits(fitted.draws, policy, fitted.search);
  const validation = validateFitted(fitted.hypotheses, {
    before: campaign(lower),
    after: campaign(higher),
    scenarios: [],
  });
  const figures = validation.figures.filter(({ quantity }) =>
    judgedQuantities.some((one) => one === quantity),
  );
  const errors = figures.map(({ error }) => Math.abs(error)).sort((a, b) => a - b);
  const beyond = levels.filter(({ users }) => users > reach).length;
  const { throughput } = limits.peak;
  const most = Math.max(...levels.map((level) => level.throughput ?? 0));
  return {
    name,
    lower: `${loads[0]}–${last}`,
    higher: higher.map(({ users }) => users).join(", "),
    beyond,
    inside: Object.fromEntries(
      judgedQuantities.map((quantity) => {
        const own = figures.filter((figure) => figure.quantity === quantity);
        return [quantity, [own.filter(({ inside }) => inside).length, own.length]];
      }),
    ),
    error: errors[Math.floor(errors.length / 2)] ?? Number.NaN,
    ceiling: ceilingText(limits),
    openEndHolds:
      throughput.basis === "at least"
        ? (throughput.low ?? 0) <= most * (1 + RUN_TO_RUN.throughput)
        : null,
    contradictions: [
      ...contradictions.map(({ message }) => message),
      ...contradictedBy(limits, levels, policy),
    ],
  };
}

function policyFor(lower: readonly Level[]): Policy {
  const [first] = lower;
  const light = first?.responseTime.p95 ?? (first?.responseTime.mean ?? 1) * 2;
  const redLine = { p95: RED_LINE * light, errorRate: 1 };
  const zones = [1.5, 2, 2.5].map((times, i) => {
    const zone = defaultPolicy.zones[i] as Policy["zones"][number];
    return { ...zone, p95: times * light, errorRate: 1 };
  });
  return { ...defaultPolicy, redLine, zones, objectives: { p95: RED_LINE * light } };
}

/** Levels, held ones too, that a limit of the fit cannot be true beside. */
function contradictedBy(limits: Limits, levels: readonly Level[], policy: Policy): string[] {
  const { breakingPoint, peak } = limits;
  const noise = 1 + RUN_TO_RUN.percentile;
  const found: string[] = [];
  for (const { users, throughput = 0, responseTime } of levels) {
    const { p95 } = responseTime;
    const { high } = peak.throughput;
    if (high !== null && throughput > high * (1 + RUN_TO_RUN.throughput)) {
      found.push(`ceiling at most ${digits(high)}/s, ${digits(throughput)}/s at ${users}`);
    }
    if (p95 === undefined) continue;
    if (
      breakingPoint.high !== null &&
      users > breakingPoint.high &&
      p95 * noise < policy.redLine.p95
    ) {
      found.push(`breaks by ${digits(breakingPoint.high)}, P95 under the red line at ${users}`);
    }
    if (
      breakingPoint.low !== null &&
      users < breakingPoint.low &&
      p95 > policy.redLine.p95 * noise
    ) {
      found.push(`breaks from ${digits(breakingPoint.low)}, P95 past the red line at ${users}`);
    }
  }
  return found;
}

function digits(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function ceilingText({ peak: { throughput } }: Limits): string {
  const { value, low, high, basis } = throughput;
  if (value === null) return low === null ? basis : `at least ${digits(low)}`;
  return `${digits(value)} (${digits(low ?? value)}–${digits(high ?? value)})`;
}

function shown(name: string): string {
  return name.replace(/^campaigns\//, "");
}

function row(one: Judged): readonly string[] {
  return [
    shown(one.name),
    one.lower,
    `${one.higher || "none"}${one.beyond > 0 ? ` (${one.beyond} beyond)` : ""}`,
    ...judgedQuantities.map((quantity) => (one.inside[quantity] ?? [0, 0]).join("/")),
    Number.isNaN(one.error) ? "–" : `${Math.round(100 * one.error)} %`,
    one.ceiling,
    one.openEndHolds === null ? "not open" : one.openEndHolds ? "true" : "FALSE",
    one.contradictions.join("; ") || "none",
  ];
}

/** The cells of the table in the document as it is. */
function rowsBefore(text: string): readonly (readonly string[])[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .slice(2)
    .map((line) => line.slice(2, -2).split(" | "));
}

function documentOf(rows: readonly (readonly string[])[]): string {
  const counted = (quantity: number) =>
    [0, 1].map((i) =>
      rows.reduce((sum, cells) => sum + Number(cells[firstQuantity + quantity]?.split("/")[i]), 0),
    );
  const [X, R, P95] = [counted(0), counted(1), counted(2)];
  const whole = [0, 1].map((i) => [X, R, P95].reduce((n, one) => n + (one[i] ?? 0), 0));
  const share = ([inside = 0, of = 0]: readonly number[]) =>
    of === 0 ? "–" : `${inside} of ${of} (${Math.round((100 * inside) / of)} %)`;
  const open = rows.filter((cells) => cells[openEnd] !== "not open");
  const free = rows.filter((cells) => cells[contradicted] === "none");
  return [
    "# Campaigns, held against their higher loads",
    "",
    "Written by `node --import tsx scripts/judge-campaigns.ts`; where the figures come from: [data/campaigns](../data/campaigns/README.md), [data/testbed](../data/testbed/README.md), [data/population](../data/population/README.md).",
    "",
    "Each campaign is fitted on its lower loads (60 % of them), with one pool and nothing else known. Its higher loads, up to twice the largest fitted one, are then held against the 90 % intervals of what one run of a test should show. The red line is three times the P95 of the lightest load. A contradiction is a limit of that fit that a level, held ones too, cannot be true beside, by more than two runs differ.",
    "",
    `- 90 % intervals hold ${share(whole)} of the held figures: throughput ${share(X)}, mean ${share(R)}, P95 ${share(P95)}.`,
    `- No limit is contradicted in ${free.length} of ${rows.length} campaigns.`,
    `- Lower ends of open ceilings are true in ${open.filter((cells) => cells[openEnd] === "true").length} of ${open.length}.`,
    "",
    markdownTable(
      [
        ...["campaign", "fitted users", "held users", "X", "mean", "P95", "median error"],
        ...["ceiling, req/s", "open end", "contradictions"],
      ],
      rows,
    ),
    "",
  ].join("\n");
}
