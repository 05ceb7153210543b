import { requireCount, requireNonNegative, requirePositive } from "../../require.ts";
import { mostReplicas } from "../stations/api-replicas.ts";
import { hasScaledPart } from "../stations/scaled-place.ts";
import type { SimulatedPart, SimulatedPlatform } from "../stations/simulated-platform.ts";
import type { SimulatedAutoscaler, SimulatedIncident } from "./platform-dynamics.ts";

/** Replicas that an autoscaler may start: each has stations of its own. */
const MOST_REPLICAS = 1000;

/**
 * Checks what changes the platform while it runs.
 *
 * @throws RangeError naming the first field that is out of its range, a replica or an endpoint
 *   that is not there, or a cache that has no keys to lose
 */
export function requireDynamics(platform: SimulatedPlatform): void {
  if (platform.autoscale) requireAutoscaler(platform, platform.autoscale);
  for (const [i, incident] of (platform.incidents ?? []).entries()) {
    requireIncident(`incidents[${i}]`, platform, incident);
  }
}

function requireAutoscaler(
  { parts, apiReplicas = 1 }: SimulatedPlatform,
  law: SimulatedAutoscaler,
): void {
  const name = "autoscale";
  if (!["users", "utilization"].includes(law.measure)) {
    throw new RangeError(`${name}.measure must be users or utilization, got ${law.measure}`);
  }
  if (law.measure === "utilization" && !hasScaledPart(parts)) {
    throw new RangeError(
      `${name}.measure must be users where no API replica brings workers or cores, got utilization`,
    );
  }
  const above = requirePositive(`${name}.above`, law.above);
  const below = requireNonNegative(`${name}.below`, law.below ?? 0);
  if (below >= above) {
    throw new RangeError(`${name}.below must be less than above, ${above}, got ${below}`);
  }
  requireCount(`${name}.step`, law.step ?? 1);
  const least = requireCount(`${name}.least`, law.least ?? 1);
  const most = requireCount(`${name}.most`, law.most, Math.max(least, apiReplicas));
  if (most > MOST_REPLICAS) {
    throw new RangeError(`${name}.most must be at most ${MOST_REPLICAS}, got ${most}`);
  }
  if (least > apiReplicas) {
    throw new RangeError(`${name}.least must be at most apiReplicas, got ${least}`);
  }
  requireNonNegative(`${name}.delay`, law.delay);
  requireNonNegative(`${name}.coolDown`, law.coolDown ?? 0);
  if (law.every !== undefined) requirePositive(`${name}.every`, law.every);
}

function requireIncident(
  name: string,
  platform: SimulatedPlatform,
  incident: SimulatedIncident,
): void {
  if (incident.kind === "cacheLost") {
    requireNonNegative(`${name}.at`, incident.at);
    requireCacheToLose(name, platform, incident.endpoint);
    return;
  }
  if (incident.kind !== "apiDown" && incident.kind !== "readReplicaDown") {
    throw new RangeError(
      `${name}.kind must be apiDown, readReplicaDown or cacheLost, got ${JSON.stringify(incident)}`,
    );
  }
  const replica = requireCount(`${name}.replica`, incident.replica);
  const there = incident.kind === "apiDown" ? mostReplicas(platform) : readReplicas(name, platform);
  if (replica > there) {
    throw new RangeError(`${name}.replica must be at most ${there}, got ${replica}`);
  }
  requireNonNegative(`${name}.from`, incident.from);
  if (incident.to !== undefined && !(incident.to > incident.from)) {
    throw new RangeError(`${name}.to must be after ${incident.from} s, got ${incident.to}`);
  }
  if (!["lost", "rerouted"].includes(incident.work ?? "lost")) {
    throw new RangeError(`${name}.work must be lost or rerouted, got ${incident.work}`);
  }
}

function requireCacheToLose(
  name: string,
  { endpoints }: SimulatedPlatform,
  endpoint: string | undefined,
): void {
  const meant = endpoints.filter((one) => endpoint === undefined || one.name === endpoint);
  if (!meant.some(({ keys }) => keys)) {
    throw new RangeError(
      `${name}.endpoint must have a cache with keys, which it is to lose, got ${endpoint ?? "none that has"}`,
    );
  }
}

/** @throws RangeError if it is not clear whose read replicas are meant */
function readReplicas(name: string, { parts }: SimulatedPlatform): number {
  const [first, second] = replicated(parts);
  if (first && second) {
    throw new RangeError(
      `${name}.kind must not be readReplicaDown where ${first.name} and ${second.name} have some, got readReplicaDown`,
    );
  }
  return first ? first.shards * first.readReplicas : 0;
}

/** Where a node is chosen among read replicas: the outermost pool or station that has them. */
function replicated(parts: readonly SimulatedPart[]): readonly SimulatedPart[] {
  return parts.flatMap((part) => {
    if (part.readReplicas > 0) return [part];
    return part.kind === "pool" ? replicated(part.inside) : [];
  });
}
