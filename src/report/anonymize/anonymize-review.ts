import type { PlanResult } from "../../planning/plan/plan-result.ts";
import type { ReportExtras } from "../review/review-extras.ts";
import { anonymizeCampaign, anonymousName, namesOfCampaign } from "./anonymize-campaign.ts";
import { anonymousText } from "./anonymous-text.ts";
import { mapStrings } from "./map-strings.ts";
import { type NameCode, pseudonym } from "./pseudonyms.ts";

export interface Review {
  readonly plan: PlanResult;
  readonly extras: ReportExtras;
}

/**
 * A review without names: platform, endpoints, hosts, explanations, changes, files, people. Sentences
 * of others, notes and the environment, which may hold anything, are left out; every figure stays.
 */
export function anonymizeReview({ plan, extras }: Review, code: NameCode): Review {
  const text = anonymousText(namesOfPlan(plan, code), code);
  const { hypotheses, launch, campaign, inputs, ...rest } = plan;
  return {
    plan: {
      ...mapStrings(rest, text),
      campaign: anonymizeCampaign(campaign, code),
      hypotheses: mapStrings(
        { ...hypotheses, list: hypotheses.list.map((one) => ({ ...one, source: leftOut })) },
        text,
      ),
      launch: launch === null ? null : mapStrings(withoutPeople(launch, code), text),
      inputs: Object.fromEntries(
        Object.entries(inputs).map(([path, hash]) => [fileName(path, code), hash]),
      ),
    },
    extras: {
      ...extras,
      ...(extras.published === undefined
        ? {}
        : { published: extras.published.map((one) => ({ ...one, source: leftOut })) }),
      ...(extras.claims === undefined
        ? {}
        : { claims: mapStrings(withoutQuotes(extras.claims), text) }),
      ...(extras.tests === undefined
        ? {}
        : { tests: { dates: null, environment: null, tool: null } }),
      ...(extras.hours === undefined
        ? {}
        : {
            hours: Object.fromEntries(
              Object.entries(extras.hours).map(([levers, cost]) => [text(levers), cost]),
            ),
          }),
    },
  };
}

const leftOut = "left out";

type Launch = NonNullable<PlanResult["launch"]>;

function withoutPeople(launch: Launch, code: NameCode): Launch {
  const entry = <T extends { readonly by: string; readonly reason: string }>(one: T): T => ({
    ...one,
    by: anonymousName("person", one.by, code),
    reason: leftOut,
  });
  return {
    ...launch,
    accepted: launch.accepted.map((one) => ({ ...one, accepted: entry(one.accepted) })),
    needless: launch.needless.map(entry),
  };
}

function withoutQuotes(claims: NonNullable<ReportExtras["claims"]>) {
  const { cause, autoscale } = claims;
  return {
    cause: cause && { ...cause, source: leftOut },
    autoscale: autoscale && { ...autoscale, source: leftOut },
  };
}

/** "file kavo-tirule.csv": the ending says what it is. */
export function fileName(path: string, code: NameCode): string {
  const ending = /\.[a-z0-9.]{1,8}$/i.exec(path)?.[0] ?? "";
  return `file ${pseudonym(path, code)}${ending}`;
}

/** Every name of a plan, and what stands for it. */
function namesOfPlan(plan: PlanResult, code: NameCode): ReadonlyMap<string, string> {
  const named = (kind: string, name: string) => [name, anonymousName(kind, name, code)] as const;
  const { hypotheses, scenarios, options } = plan;
  const explanations = hypotheses.list.flatMap(({ name, title, parameters }) => [
    named("explanation", name),
    ...titled("Explanation", title, code),
    // What is called after its place in the model tells nothing.
    ...parameters
      .filter((one) => !/^(stations|pools)\./.test(one.name) && one.name !== "thinkTime")
      .map((one) => named("unknown", one.name)),
  ]);
  const changes = [...scenarios, ...options.dominated].flatMap(({ name, title }) => [
    named("change", name),
    ...titled("Change", title, code),
  ]);
  return new Map([
    ...namesOfCampaign(plan.campaign, code),
    ...hypotheses.excluded.map(({ name }) => named("explanation", name)),
    ...explanations,
    ...changes,
    ...options.dominated.map(({ by }) => named("change", by)),
    ...improvementsOf(plan).flatMap(({ name, title }) => [
      ...(name === null ? [] : [named("change", name)]),
      ...titled("Change", title, code),
    ]),
  ]);
}

/** Improvements that the order of work names. */
function improvementsOf({ work }: PlanResult) {
  if (work === undefined) return [];
  const { steps, outcomes, dominated } = work.order;
  const only = (title: string) => ({ name: null, title });
  return [
    ...steps.flatMap((step) => (step.kind === "change" ? [step] : [])),
    ...outcomes.flatMap((one) => one.work.titles.map(only)),
    ...dominated.flatMap(({ title, by }) => [only(title), only(by)]),
  ];
}

/** A title stands at the start of a sentence, or within one in small letters. */
function titled(
  kind: string,
  title: string,
  code: NameCode,
): readonly (readonly [string, string])[] {
  const shown = anonymousName(kind, title, code);
  const within = `${title.charAt(0).toLowerCase()}${title.slice(1)}`;
  return [
    [within, `${shown.charAt(0).toLowerCase()}${shown.slice(1)}`],
    [title, shown],
  ];
}
