import type { PlanResult, ScenarioResult } from "../../planning/plan/plan-result.ts";
import { scenarioEffect } from "../../planning/what-if/scenario-effect.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { type Block, heading, list, paragraph, type Text, table } from "../document/document.ts";
import { byWeight, formatWeight, gainInWords } from "../hypothesis-words.ts";
import { changeCells, leversOf } from "../scenario-change.ts";
import { tellingSummary } from "../telling-words.ts";
import { isUntoldOfAll } from "../untold-of-all.ts";
import { verdictInWords } from "../verdict-in-words.ts";
import { orderParts } from "../work/order-lines.ts";
import { togetherSentence } from "../work/size-lines.ts";
import { pictures } from "./picture.ts";
import type { ReportExtras } from "./review-extras.ts";

/** What to do, in which order, and what each change that was tried would do. */
export function todoPart(plan: PlanResult, extras: ReportExtras): readonly Block[] {
  return [
    heading(2, "What to do, in which order"),
    ...(plan.work === undefined ? list(steps(plan), true) : work(plan, plan.work)),
    ...changes(plan.scenarios, extras.hours ?? {}),
    ...list(plan.options.dominated.map(({ sentence }) => sentence)),
    ...pictures(plan, extras.charts ?? [], ["what-if-limits"]),
  ];
}

/** Sizes that are set are told where they are needed: a target that is held as it is asks for none. */
function work(plan: PlanResult, asked: NonNullable<PlanResult["work"]>): readonly Block[] {
  const { launch, scenarios } = plan;
  // Conditions that are measurements stand above, and are not told twice.
  const known = new Set(launch?.conditions.map(({ todo }) => todo) ?? []);
  const order = {
    ...asked.order,
    steps: asked.order.steps.filter((step) => step.kind !== "measure" || !known.has(step.what)),
  };
  const { finding, steps: ordered, follows } = orderParts(order, { isVerdictTold: true });
  const measures = order.steps.some(({ kind }) => kind === "measure");
  const held = order.today >= order.asked && order.margin.kept;
  return [
    paragraph(finding),
    ...list(
      [
        ...meetConditions(plan),
        ...(measures ? tellingSummary(scenarios) : learn(plan)),
        ...ordered,
        ...likelyGains(scenarios),
      ],
      true,
    ),
    ...list(held ? follows : [...follows, togetherSentence(asked.sizes)]),
  ];
}

function steps(plan: PlanResult): readonly Text[] {
  const { scenarios } = plan;
  return [
    ...meetConditions(plan),
    ...learn(plan),
    ...likelyGains(scenarios),
    ...(scenarios.length === 0
      ? []
      : [
          [
            "For a load above the safe limit, ask for the cheapest set of changes that holds it: ",
            { code: "headroom optimize --users N" },
            ".",
          ],
        ]),
  ];
}

/** The changes that are likely to gain; else that there are none. */
function likelyGains(scenarios: readonly ScenarioResult[]): readonly string[] {
  const gains = scenarios.filter(({ verdict }) => verdict === "gains");
  return gains.length > 0 ? gains.map(({ sentence }) => sentence) : [noLikelyGain(scenarios)];
}

function meetConditions({ launch }: PlanResult): readonly Text[] {
  const count = launch?.conditions.length ?? 0;
  if (count === 0) return [];
  return [
    count === 1
      ? "Meet the condition above."
      : `Meet the ${count} conditions above, in their order.`,
  ];
}

function learn({ hypotheses, scenarios }: PlanResult): readonly Text[] {
  const fact = tellingSummary(scenarios);
  if (hypotheses.best !== null || hypotheses.list.length < 2) return fact;
  return [
    ...fact,
    [
      "Make the measurement that tells the explanations apart, before anything is built: ",
      { code: "headroom next" },
      " names the load, the change to make before it, and what each explanation expects there.",
    ],
  ];
}

function noLikelyGain(scenarios: readonly ScenarioResult[]): string {
  if (scenarios.length === 0)
    return "Try changes: none was given, so what would help is not known.";
  const open = scenarios.filter(
    (one) => one.verdict === "cannot tell" && helping(one).length > 0,
  ).length;
  const untold = scenarios.filter(({ verdict }) => verdict === "cannot tell").length;
  if (isUntoldOfAll(scenarios)) {
    const helped =
      open === 0
        ? ""
        : `; ${open} of ${scenarios.length} ${open === 1 ? "helps if its" : "help if their"} explanation is the right one`;
    return `Build none of the changes below yet: whether any of them gains cannot be told${helped}.`;
  }
  const told =
    open === 0
      ? untold === 0
        ? "none of them gains"
        : `of ${untold} of ${scenarios.length} the data do not tell`
      : `${open} of ${scenarios.length} ${open === 1 ? "helps only if its" : "help only if their"} explanation is the right one`;
  return `Build none of the changes below yet: no change that was tried is likely to gain, and ${told}.`;
}

/** The ones that are sure first, those that do harm last. */
const order = ["gains", "cannot tell", "refuses", "no change", "no gain", "loses"] as const;

function changes(
  scenarios: readonly ScenarioResult[],
  hours: Readonly<Record<string, number>>,
): readonly Block[] {
  if (scenarios.length === 0) return [];
  const sorted = scenarios.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  const costs = sorted.map((one) => hours[leversOf(one)]);
  const priced = costs.some((cost) => cost !== undefined);
  const cost = (i: number) => (priced ? [hoursOf(costs[i])] : []);
  return [
    paragraph(
      "Changes that were tried, each against today's platform; the interval of a change leaves out what both share.",
    ),
    table(
      [
        "Change",
        "Levers",
        ...(priced ? ["Work"] : []),
        "Answer",
        "Breaking point moves by, users",
        "Helps if this is right",
      ],
      sorted.map((one, i) => [
        one.title,
        [{ code: leversOf(one) }],
        ...cost(i),
        answerOf(one),
        changeCells(one)[1] ?? "–",
        helpsIf(one),
      ]),
    ),
  ];
}

/** What is sure stands out. */
function answerOf({ verdict }: ScenarioResult): Text {
  const words = verdictInWords[verdict];
  return verdict === "gains" || verdict === "loses" ? [{ strong: words }] : words;
}

function hoursOf(cost: number | undefined): string {
  return cost === undefined ? "–" : `${formatNumber(cost).replace(/\.0+$/, "")} h`;
}

/** An explanation with less weight decides nothing and is left to the appendix. */
const NAMED = 0.01;

function helping({ perHypothesis }: ScenarioResult) {
  const named = byWeight(perHypothesis).filter(({ weight }) => weight >= NAMED);
  return named.filter((change) => scenarioEffect(change) === "helps");
}

function helpsIf(scenario: ScenarioResult): string {
  const found = helping(scenario);
  if (scenario.verdict === "refuses" || scenario.perHypothesis.length === 0) return "–";
  if (found.length === 0) return "none that is likely";
  return found
    .map((change) => `${change.title} (${formatWeight(change.weight)}): ${gainInWords(change)}`)
    .join("; ");
}
