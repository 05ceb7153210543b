/** What is explored, without names: every figure stays, and so do the fits. */

import { matchesEndpoint } from "../platform/matches-endpoint.ts";
import type { Hypothesis, PlatformModel } from "../platform/platform.ts";
import type { Lever, Scenario } from "../platform/scenario.ts";
import {
  anonymizeCampaign,
  anonymousName,
  anonymousPart,
} from "../report/anonymize/anonymize-campaign.ts";
import { anonymousEndpoint, anonymousPath, type NameCode } from "../report/anonymize/pseudonyms.ts";
import type { ExploreInput } from "./explore-input.ts";
import type { RecordedFit } from "./recorded-fits.ts";

/** Platform, endpoints, explanations, changes and people by the pseudonyms that `report` gives them. */
export function anonymizeInput(input: ExploreInput, code: NameCode): ExploreInput {
  const { launch } = input;
  const ofModels = input.hypotheses.flatMap(({ platform }) => platform.endpoints);
  const endpoints = [...new Set(ofModels.map(({ name }) => name))];
  return {
    ...input,
    campaign: anonymizeCampaign(input.campaign, code),
    hypotheses: input.hypotheses.map((one) => anonymousHypothesis(one, code)),
    scenarios: input.scenarios.map((one) => anonymousScenario(one, endpoints, code)),
    accepted: input.accepted.map((one) => {
      return { ...one, by: anonymousName("person", one.by, code), reason: "left out" };
    }),
    launch:
      launch?.mix == null
        ? launch
        : { ...launch, mix: renamedKeys(launch.mix, (name) => endpointName(name, code)) },
  };
}

/** Fits that were recorded with the names, under those that stand for them. */
export function anonymizeFits(
  recorded: readonly RecordedFit[],
  { hypotheses }: ExploreInput,
  code: NameCode,
): readonly RecordedFit[] {
  const known = hypotheses.map(({ name }) => name).toSorted((a, b) => b.length - a.length);
  return recorded.map((fit) => {
    // What a fit was extended by stands behind the name.
    const name = known.find((one) => fit.of.startsWith(one));
    if (name === undefined) return fit;
    return { ...fit, of: explanationName(name, code) + fit.of.slice(name.length) };
  });
}

const explanationName = (name: string, code: NameCode) => anonymousName("explanation", name, code);

function anonymousHypothesis(hypothesis: Hypothesis, code: NameCode): Hypothesis {
  const { name, numbers, platform } = hypothesis;
  return {
    ...hypothesis,
    name: explanationName(name, code),
    source: "left out",
    numbers: renamedKeys(numbers, (one) => anonymousName("unknown", one, code)),
    platform: {
      ...renamed(platform, namesOf(platform, code), code),
      title: anonymousName("Explanation", platform.title, code),
    },
  };
}

function namesOf(platform: PlatformModel, code: NameCode): ReadonlyMap<string, string> {
  const parts = [...platform.stations, ...platform.pools];
  return new Map([
    ...parts.map(({ name }) => [name, anonymousPart(name, code)] as const),
    ...platform.endpoints.map(({ name }) => [name, endpointName(name, code)] as const),
  ]);
}

/** Names of parts, wherever they stand; what is no name stays, and so does every order. */
function renamed<T>(value: T, names: ReadonlyMap<string, string>, code: NameCode): T;
function renamed(value: unknown, names: ReadonlyMap<string, string>, code: NameCode): unknown {
  const one = (text: unknown) => (typeof text === "string" ? (names.get(text) ?? text) : text);
  if (Array.isArray(value)) return value.map((item) => renamed(item, names, code));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]): readonly [string, unknown] => {
    if (key === "name" || key === "endpoint") return [key, one(item)];
    if (key === "around" && Array.isArray(item)) return [key, item.map(one)];
    if (key === "of") return [key, anonymousName("unknown", String(item), code)];
    return [key, renamed(item, names, code)];
  });
  return Object.fromEntries(entries);
}

function anonymousScenario(
  scenario: Scenario,
  endpoints: readonly string[],
  code: NameCode,
): Scenario {
  return {
    ...scenario,
    name: anonymousName("change", scenario.name, code),
    title: anonymousName("Change", scenario.title, code),
    source: "",
    levers: scenario.levers.flatMap((lever) => anonymousLever(lever, endpoints, code)),
  };
}

/** A glob that ends within a word would meet nothing any more: then each endpoint that it met is named. */
function anonymousLever(
  lever: Lever,
  endpoints: readonly string[],
  code: NameCode,
): readonly Lever[] {
  const { endpoints: glob } = lever;
  if (glob === undefined) return [lever];
  const shown = endpointName(glob, code);
  const same = endpoints.every(
    (name) => matchesEndpoint(glob, name) === matchesEndpoint(shown, endpointName(name, code)),
  );
  if (same) return [{ ...lever, endpoints: shown }];
  return endpoints
    .filter((name) => matchesEndpoint(glob, name))
    .map((name) => ({ ...lever, endpoints: endpointName(name, code) }));
}

/** As a campaign's rows are called, so that both still meet; globs keep their stars. */
function endpointName(name: string, code: NameCode): string {
  const [, method = "", path = name] = /^(\S+) (.*)$/s.exec(name) ?? [];
  if (method === "*" || path.includes("*")) return `${method} ${anonymousPath(path, code)}`.trim();
  const shown = anonymousEndpoint({ method, path }, code);
  return `${shown.method} ${shown.path}`.trim();
}

function renamedKeys<T>(
  record: Readonly<Record<string, T>>,
  rename: (key: string) => string,
): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [rename(key), value]));
}
