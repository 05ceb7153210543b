import { formatThroughput } from "../../wording/format-throughput.ts";
import { inLevel, inPercent } from "../../wording/wording.ts";
import type { Finding } from "../finding.ts";
import { keyOfLevel } from "../level-key.ts";
import { type Evidence, placeOf } from "./evidence.ts";

/** Requests turned away beyond one and the same throughput: a rate limit, and no capacity. */
export function rateLimitMet({ measured, refusals }: Evidence): readonly Finding[] {
  const { rateLimit, limited } = refusals;
  if (rateLimit === null) return [];
  const turned = measured.filter(({ level }) => limited.has(keyOfLevel(level)));
  const heaviest = turned.reduce<(typeof turned)[number] | undefined>(
    (most, one) => (most === undefined || one.level.users > most.level.users ? one : most),
    undefined,
  );
  if (heaviest === undefined) return [];
  const share = inPercent(limited.get(keyOfLevel(heaviest.level)) ?? 0);
  const asErrors = rateLimit.counts === "errors";
  return [
    {
      code: "rate-limit-met",
      severity: "note",
      ...placeOf(heaviest.level),
      message:
        `${inLevel(heaviest.level)}: ${share} of the requests were turned away at once${asErrors ? "" : " (429)"}, while ` +
        `${formatThroughput(rateLimit.rate)} got through, as wherever users send more. This reads as a rate limit before ` +
        `the platform; what it could serve behind it was not measured, and those turned away count as ${asErrors ? "failed" : "refused, not as failed"}.`,
      law: "Behind a rate limit of L the throughput stays at L, the share turned away is 1 − L/sent, and answers stay as fast as they were.",
      remedy:
        "Lift the limit for the test to find what the platform can serve. If there is none, give the kinds of errors (failures.csv) so that their cause can be told.",
    },
  ];
}
