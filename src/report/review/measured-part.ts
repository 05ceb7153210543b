import type { Finding } from "../../measurement/finding.ts";
import type { TestSetting } from "../../measurement/test-setting.ts";
import type { PlanResult } from "../../planning/plan/plan-result.ts";
import { formatUserList } from "../../wording/format-users.ts";
import { inLoads } from "../../wording/in-loads.ts";
import { levelsLine } from "../campaign-lines.ts";
import { type Block, heading, list, paragraph, type Text } from "../document/document.ts";
import { gradeSentence } from "../grade-sentence.ts";
import { recommendedSentence } from "../launch-lines.ts";
import { findingsBySeverity } from "../worst-finding.ts";
import { endpointsTable } from "./endpoints-table.ts";
import { failuresTable } from "./failures-table.ts";
import { levelsTable } from "./levels-table.ts";
import { pictures } from "./picture.ts";
import type { ReportExtras } from "./review-extras.ts";

/** What was measured, where and when, what failed, and what is doubtful about it. */
export function measuredPart(plan: PlanResult, extras: ReportExtras): readonly Block[] {
  const { campaign, audit } = plan;
  return [
    heading(2, "What was measured, and what is doubtful"),
    paragraph(`${levelsLine(campaign)}. ${settingSentence(extras.tests)}`),
    ...levelsTable(plan),
    ...endpointsTable(campaign),
    ...failuresTable(campaign),
    paragraph([{ strong: gradeSentence(audit.grade) }]),
    ...list(doubts(plan)),
    ...pictures(
      plan,
      extras.charts ?? [],
      campaign.endpoints.length === 0 ? ["errors"] : ["errors", "endpoints"],
    ),
  ];
}

function settingSentence(tests: TestSetting | null = null): string {
  const { dates = null, environment = null, tool = null } = tests ?? {};
  const said = [
    ...(dates === null ? [] : [`Tested: ${dates}`]),
    ...(environment === null ? [] : [`environment: ${environment}`]),
    ...(tool === null ? [] : [`load generator: ${tool}`]),
  ];
  if (said.length === 0) {
    return "When, where and by what the load was made is not stated; tests: in headroom.yaml can say it.";
  }
  return `${said.join("; ")}.`;
}

/** Most findings that the report itself lists. */
const MOST = 12;

/** Findings that the verdict has not told yet, the gravest first. */
function doubts({ audit, launch, limits }: PlanResult): readonly Text[] {
  const told = new Set(
    [...(launch?.conditions ?? []), ...(launch?.accepted ?? [])].flatMap(({ code }) => [
      code,
      ...(sameAs[code] ?? []),
    ]),
  );
  // Said under Limits, too.
  if (recommendedSentence(limits) !== null) told.add("rate-limit-below-safe-limit");
  const open = alike(findingsBySeverity(audit.findings).filter(({ code }) => !told.has(code)));
  const rest = open.length - MOST;
  return [
    ...open
      .slice(0, MOST)
      .map(
        ({ first: { message, remedy }, others }): Text => [
          { strong: message },
          `${likewise(others)} ${remedy}`,
        ],
      ),
    ...(rest > 0 ? [`${rest} more stand in the appendix.`] : []),
  ];
}

/** Findings of one kind with one remedy are told once, with the loads of the others. */
function alike(
  findings: readonly Finding[],
): readonly { readonly first: Finding; readonly others: readonly Finding[] }[] {
  const groups = new Map<string, Finding[]>();
  for (const one of findings) {
    const key = JSON.stringify([one.code, one.remedy]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ first, others }],
  );
}

/** Beyond so many loads their ends are said. */
const MANY_LOADS = 16;

function likewise(others: readonly Finding[]): string {
  if (others.length === 0) return "";
  const loads = [...new Set(others.flatMap(({ level }) => (level === null ? [] : [level])))];
  return loads.length === 0
    ? ` And ${others.length} more like it.`
    : ` Likewise at ${loads.length > MANY_LOADS ? inLoads(loads) : formatUserList(loads)}.`;
}

/** Conditions that say what a finding says, of the load to be launched. */
const sameAs: Readonly<Record<string, readonly string[]>> = {
  "rate-limit": ["rate-limit-below-safe-limit"],
  "past-yellow": ["safe-limit-past-yellow"],
};
