/**
 * The spike study of the reference platform: the report's own experiments and settings, simulated on
 * the hypothesis that carries most weight, fitted to the report's measurements.
 *
 *   node --import tsx scripts/spike-study.ts          writes docs/spike-study.md and its charts
 *
 * Seeded: the same files again. Half a minute on one core, half of it the fit.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { fitErrors } from "../src/calibration/fit-errors.ts";
import { simulationChart } from "../src/charts/simulation-chart.ts";
import { readProfile } from "../src/cli/options/read-profile.ts";
import { loadWorkspace } from "../src/io/load-workspace.ts";
import { renderChart } from "../src/io/render-chart.ts";
import { WorkspaceReader } from "../src/io/workspace-reader.ts";
import { audit } from "../src/measurement/audit.ts";
import { observations } from "../src/measurement/observations.ts";
import { fitHypotheses } from "../src/planning/fit/fit-hypotheses.ts";
import { heaviestHypothesis } from "../src/planning/fit/heaviest-hypothesis.ts";
import { fillPlatform } from "../src/platform/fill-platform.ts";
import { type SimulationReport, simulationReport } from "../src/report/simulation-report.ts";
import type { CourseFinding } from "../src/simulation/course/course-findings.ts";
import { planExperiment } from "../src/simulation/course/plan-experiment.ts";
import type { Profile } from "../src/simulation/course/profile.ts";
import { stillPlatform } from "../src/simulation/course/still-platform.ts";
import { wholePlatform } from "../src/simulation/course/whole-platform.ts";
import { simulate } from "../src/simulation/engine/simulate.ts";
import { formatDuration } from "../src/wording/format-duration.ts";
import { formatNumber } from "../src/wording/format-number.ts";
import { formatShare } from "../src/wording/format-share.ts";
import { formatCount } from "../src/wording/format-users.ts";
import { markdownTable } from "./markdown-table.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const SEED = 1;
const REPLICATIONS = 10;

/** Profiles in the order of the story, and whether their course is drawn. */
const studied: readonly (readonly [profile: string, drawn: boolean])[] = [
  ["report-stress-300", false],
  ["report-stress-400", false],
  ["report-spike-500", true],
  ["spike-and-recovery", true],
  ["retry-storm", true],
  ["circuit-breaker", true],
  ["rate-limit-125", true],
  ["autoscale-150", true],
  ["report-settings", true],
];

const workspace = await loadWorkspace(root, root, { scenarios: false, improvements: false });
const { campaign, policy } = workspace;
const audited = audit(campaign);
const errors = fitErrors(observations(campaign, audited));
const { hypothesis, weight, values } = heaviestHypothesis(
  fitHypotheses(campaign, audited, errors, workspace.hypotheses, { seed: SEED }),
);
const { platform, rounded } = wholePlatform(fillPlatform(hypothesis, values));
const model = {
  title: platform.title,
  file: `models/hypotheses/${hypothesis.name}.yaml`,
  basis: "posterior medians" as const,
  ...{ weight, values, rounded, drifts: stillPlatform(platform).drifts },
  levers: [],
  law: "lognormal" as const,
};

function simulated(profile: Profile): SimulationReport {
  const options = { seed: SEED, replications: REPLICATIONS };
  const experiment = planExperiment(platform, { profile }, options);
  return simulationReport(
    {
      program: "headroom",
      partial: false,
      brokenOff: null,
      model,
      load: { profile },
      duration: profile.duration,
      redLine: policy.redLine.p95,
      inputs: {},
    },
    simulate(experiment.platform, experiment.run),
  );
}

function findingOf<Code extends CourseFinding["code"]>({ findings }: SimulationReport, code: Code) {
  return findings.find((one) => one.code === code) as
    | Extract<CourseFinding, { readonly code: Code }>
    | undefined;
}

const since = (seconds: number | undefined) =>
  seconds === undefined ? "–" : `${formatNumber(Math.max(0, Math.round(seconds)), 1)} s`;

function row(name: string, report: SimulationReport): readonly string[] {
  const passed = findingOf(report, "p95Passed");
  const peak = findingOf(report, "p95Peak");
  const back = findingOf(report, "p95Back");
  const backlog = findingOf(report, "backlogPeak");
  const gone = findingOf(report, "backlogGone");
  const { total, retryRate } = report;
  const failed = Object.values(total.failures).reduce((sum, count) => sum + count, 0);
  const notBack = findingOf(report, "p95NotBack") || findingOf(report, "backlogLeft");
  return [
    name,
    passed ? since(passed.after) : "never",
    peak ? formatDuration(peak.p95) : "–",
    backlog ? formatCount(backlog.requests) : "–",
    back ? since(back.after) : notBack ? "not in the run" : "–",
    gone ? since(gone.after) : notBack ? "not in the run" : "–",
    formatNumber(total.goodput.value),
    formatShare(failed / report.requests),
    formatNumber(retryRate),
  ];
}

const folder = `${root}/docs/spike-study`;
mkdirSync(folder, { recursive: true });
const reader = new WorkspaceReader(root, root);
const rows: (readonly string[])[] = [];
const sections: string[] = [];
for (const [name, drawn] of studied) {
  const profile = await readProfile(`models/profiles/${name}.yaml`, reader);
  const report = simulated(profile);
  rows.push(row(name, report));
  const lines = [`## ${profile.title}`, "", `\`models/profiles/${name}.yaml\``, ""];
  if (drawn) {
    writeFileSync(`${folder}/${name}.svg`, await renderChart(simulationChart(report), "svg"));
    lines.push(`![${profile.title}](spike-study/${name}.svg)`, "");
  }
  sections.push([...lines, ...report.findings.map(({ message }) => `- ${message}`)].join("\n"));
  process.stderr.write(`${name}\n`);
}

const unknowns = Object.entries(values).map(([name, value]) => `${name} ${formatNumber(value)}`);
const header = [
  "profile",
  "P95 past the red line after",
  "worst P95",
  "most under way",
  "P95 back after",
  "backlog gone after",
  "answers/s",
  "failed",
  "sent again/s",
];
writeFileSync(
  `${root}/docs/spike-study.md`,
  `# The reference platform under spikes

Generated by \`node --import tsx scripts/spike-study.ts\`: ${REPLICATIONS} replications of each, seed ${SEED}. The
same with one profile: \`headroom simulate --profile models/profiles/retry-storm.yaml --chart storm.svg\`.

The platform is the hypothesis that carries most weight given the report's measurements,
"${platform.title}" (${formatShare(weight)}), its unknowns at their posterior medians (SI units:
${unknowns.join(", ")}).
What it leaves open: a spike was never measured, and nothing in the report says when clients give up.
The red line is the policy's, P95 of ${formatDuration(policy.redLine.p95)}. Times "after" count from
the rise of the load, and from its end.

${markdownTable(header, rows)}

Refused requests count as failed. P95 is of what was answered: where clients give up or are refused, look
at the failures beside it.

${sections.join("\n\n")}
`,
);
