/** The plan's numbers that settings of other programs are made of. */
import { findLimits } from "../../limits/find-limits.ts";
import type { Limits } from "../../limits/limits.ts";
import { platformAt } from "../../limits/platform-at.ts";
import type { Policy } from "../../limits/policy.ts";
import { type PerUserLimit, perUserLimit } from "../../limits/rate/per-user-limit.ts";
import { intervalOf } from "../../limits/summarize-draws.ts";
import type { KnownFacts } from "../../platform/known-facts.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import type { PerSecond } from "../../units.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import { plausibleGroups } from "../what-if/plausible-groups.ts";
import { type DatabaseClients, databaseClients } from "./database-clients.ts";
import { type ReplicaGain, replicaGain } from "./replica-gain.ts";
import { type ScalingRoom, scalingRoom } from "./scaling-room.ts";

export interface PlannedSettings {
  readonly name: string;
  /** "headroom 0.1.0" */
  readonly program: string;
  readonly policy: Policy;
  readonly limits: Limits;
  /** Zones that a single user is past already: no load lies in them. */
  readonly emptyZones: readonly Policy["zones"][number]["name"][];
  /** What the recommended load sends, the median; null where no load is recommended. */
  readonly recommendedRate: PerSecond | null;
  /** For each user by itself, from what those of the test send; null where a user is not known. */
  readonly perUser: PerUserLimit | null;
  readonly clients: DatabaseClients;
  /** Null where nobody says how long a replica takes to serve. */
  readonly scaling: ScalingRoom | null;
  /** What so many replicas that are sent a rate together do; solved where it is asked. */
  readonly replicaGain: (replicas: number, rate: PerSecond) => ReplicaGain;
}

export function plannedSettings(
  fitted: FittedCampaign,
  input: {
    readonly policy: Policy;
    readonly program: string;
    readonly known?: KnownFacts;
    readonly hypotheses?: readonly Hypothesis[];
  },
): PlannedSettings {
  const { policy, program, known = {}, hypotheses = [] } = input;
  const { draws, search, campaign } = fitted;
  const { picks } = fitted.hypotheses;
  const { maxUsers } = search;
  const { limits, zones } = findLimits(draws, policy, search);
  const users = limits.recommended.value;
  const cycle = intervalOf(draws.map(({ lightLoadCycle }) => lightLoadCycle)).value;
  const sent = draws.map((draw) => (users < 1 ? 0 : platformAt(draw, users)(users).throughput));
  return {
    name: campaign.name,
    program,
    policy,
    limits,
    emptyZones: policy.zones.flatMap(({ name }) => {
      const end = zones.find((zone) => zone.name === name)?.to?.value ?? null;
      return end !== null && end <= 1 ? [name] : [];
    }),
    recommendedRate: users < 1 ? null : intervalOf(sent).value,
    perUser: cycle > 0 && policy.refused > 0 ? perUserLimit(cycle, policy.refused) : null,
    clients: databaseClients(hypotheses, known),
    scaling: scalingRoom(known, campaign),
    replicaGain: replicaGain({ groups: plausibleGroups(fitted), picks, maxUsers }, policy),
  };
}
