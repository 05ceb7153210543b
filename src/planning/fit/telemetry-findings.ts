/** Telemetry against the platform models: what names nothing in them, and what exceeds a known pool. */
import type { Campaign } from "../../measurement/campaign.ts";
import type { Finding } from "../../measurement/finding.ts";
import type { Hypothesis, PlatformModel, PoolOf } from "../../platform/platform.ts";
import { knownPoolPlaces } from "../../platform/pool-places.ts";
import type { Quantity } from "../../platform/quantity.ts";
import { inLevel, inList, inNumber } from "../../wording/wording.ts";

/** Monitoring samples: this much above a pool's size is no contradiction. */
const TOLERANCE = 0.02;

export function telemetryFindings(
  { telemetry = [] }: Pick<Campaign, "telemetry">,
  hypotheses: readonly Hypothesis[],
): readonly Finding[] {
  if (hypotheses.length === 0) return [];
  const unknown = [...new Set(telemetry.map(({ what }) => what))].filter(
    (what) => !hypotheses.some(({ platform }) => namesOf(platform).includes(what)),
  );
  const names = [...new Set(hypotheses.flatMap(({ platform }) => namesOf(platform)))];
  const strangers = unknown.map(
    (what): Finding => ({
      code: "telemetry-names-nothing",
      severity: "note",
      level: null,
      message: `Telemetry of "${what}" is not used: no platform model has a station or pool of that name.`,
      law: "A figure can be held against a model only where the model predicts it.",
      remedy: `Call it as in the model, one of ${inList(names)}, or leave it as a record.`,
    }),
  );
  return [...strangers, ...telemetry.flatMap((row) => beyondPool(row, hypotheses))];
}

const namesOf = ({ stations, pools }: Hypothesis["platform"]) =>
  [...stations, ...pools].map(({ name }) => name);

function beyondPool(
  row: NonNullable<Campaign["telemetry"]>[number],
  hypotheses: readonly Hypothesis[],
): readonly Finding[] {
  const { what, inUse = 0 } = row;
  return hypotheses.flatMap(({ name, platform }): readonly Finding[] => {
    const pool = platform.pools.find((one) => one.name === what);
    const size = pool && knownSize(pool, platform);
    if (size === undefined || inUse <= size * (1 + TOLERANCE)) return [];
    return [
      {
        code: "telemetry-exceeds-pool",
        severity: "warning",
        level: row.users,
        ...(row.run === "" ? {} : { run: row.run }),
        message: `${inLevel(row)}: ${inNumber(inUse)} in use at ${what}, and the model ${name} has ${inNumber(size)}.`,
        law: "No more connections are in use than the pool holds.",
        remedy:
          "Correct the size of the pool in the model, or count the connections of this pool only.",
      },
    ];
  });
}

/** Over all replicas of the API and all nodes of the database; undefined where a number is unknown. */
function knownSize(pool: PoolOf<Quantity>, platform: PlatformModel): number | undefined {
  const factors: Quantity[] = pool.perReplica ? [platform.apiReplicas] : [];
  let size = knownPoolPlaces(pool);
  if (size === null) return undefined;
  for (const factor of factors) {
    if (typeof factor !== "number") return undefined;
    size *= factor;
  }
  const nodes = pool.perNode ? nodesInside(pool, platform) : 1;
  return nodes === undefined ? undefined : size * nodes;
}

/** Nodes of the largest station inside. */
function nodesInside(pool: PoolOf<Quantity>, platform: PlatformModel): number | undefined {
  let most = 1;
  for (const station of platform.stations) {
    if (!pool.around.includes(station.name) || station.kind !== "queue") continue;
    const { readReplicas, shards } = station;
    if (typeof readReplicas !== "number" || typeof shards !== "number") return undefined;
    most = Math.max(most, shards * (1 + readReplicas));
  }
  return most;
}
