import type { Hypothesis, StationOf } from "../../platform/platform.ts";
import type { Quantity } from "../../platform/quantity.ts";

/**
 * The hypothesis with reads at the primary too, where it has read replicas and does not say who
 * serves reads: balancers differ in it, the campaign hardly tells, and a replica more does another
 * thing in each case.
 *
 * @returns null where the hypothesis says it, or there are no replicas
 */
export function primaryServes(hypothesis: Hypothesis): Hypothesis | null {
  const { platform } = hypothesis;
  const isUnsaid = (station: StationOf<Quantity>) =>
    station.kind === "queue" &&
    station.readReplicas !== 0 &&
    station.replication === 0 &&
    station.primaryReads === undefined;
  if (!platform.stations.some(isUnsaid)) return null;
  const stations = platform.stations.map((station) =>
    isUnsaid(station) ? { ...station, primaryReads: true } : station,
  );
  return {
    ...hypothesis,
    name: `${hypothesis.name}+primaryReads`,
    platform: { ...platform, title: `${platform.title}; and reads at the primary too`, stations },
  };
}
