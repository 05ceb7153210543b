import type { Campaign } from "../../measurement/campaign.ts";
import { endpointName } from "../../measurement/endpoint-name.ts";
import { anonymousText } from "./anonymous-text.ts";
import { mapStrings } from "./map-strings.ts";
import { anonymousEndpoint, type NameCode, pseudonym } from "./pseudonyms.ts";

/** What a part of a platform is usually called: these names tell nothing of it. */
const usualParts = new Set([
  "database",
  "api",
  "connections",
  "pool",
  "locks",
  "event loop",
  "cpu",
]);

/**
 * A campaign without the names of platform, endpoints, hosts, runs and spans. Notes, which may hold
 * anything, are left out; every figure stays.
 */
export function anonymizeCampaign(campaign: Campaign, code: NameCode): Campaign {
  const text = anonymousText(namesOfCampaign(campaign, code), code);
  const run = (name: string) => anonymousRun(name, code);
  const { levels, endpoints, failures, series, telemetry, openLevels, notices } = campaign;
  return {
    ...campaign,
    name: anonymousName("Platform", campaign.name, code),
    levels: levels.map((one) => ({ ...one, run: run(one.run), note: "" })),
    endpoints: endpoints.map((one) => {
      return { ...one, ...anonymousEndpoint(one, code), run: run(one.run), note: "" };
    }),
    failures: failures.map((one) => {
      const error = text(one.error);
      return { ...one, ...anonymousEndpoint(one, code), run: run(one.run), error, note: "" };
    }),
    ...(series === undefined
      ? {}
      : { series: series.map((one) => ({ ...one, run: run(one.run) })) }),
    ...(telemetry === undefined
      ? {}
      : {
          telemetry: telemetry.map((one) => {
            return { ...one, run: run(one.run), what: anonymousPart(one.what, code), note: "" };
          }),
        }),
    ...(openLevels === undefined ? {} : { openLevels: mapStrings(openLevels, text) }),
    ...(notices === undefined ? {} : { notices: mapStrings(notices, text) }),
  };
}

export const anonymousName = (kind: string, name: string, code: NameCode) =>
  `${kind} ${pseudonym(name, code)}`;

/** Names of one or two signs, such as a number, tell nothing. */
export function anonymousRun(run: string, code: NameCode): string {
  return /\p{L}{3}/u.test(run) ? `run ${pseudonym(run, code)}` : run;
}

export function anonymousPart(what: string, code: NameCode): string {
  return usualParts.has(what.toLowerCase()) ? what : `part ${pseudonym(what, code)}`;
}

/** Every name of a campaign, and what stands for it. */
export function namesOfCampaign(
  { name, levels, endpoints, failures, telemetry = [] }: Campaign,
  code: NameCode,
): ReadonlyMap<string, string> {
  const pairs = [...endpoints, ...failures].flatMap((one) => {
    const anonymous = anonymousEndpoint(one, code);
    return [
      [endpointName(one), endpointName(anonymous)] as const,
      [one.path, anonymous.path] as const,
    ];
  });
  const runs = [...levels, ...endpoints, ...failures].map(({ run }) => run);
  return new Map([
    ...pairs.filter(([from]) => from !== ""),
    ...telemetry.map(({ what }) => [what, anonymousPart(what, code)] as const),
    ...runs.filter((run) => run !== "").map((run) => [run, anonymousRun(run, code)] as const),
    [name, anonymousName("Platform", name, code)],
  ]);
}
