/** Connections that a change would have opened, against what the database accepts. */

import { changeByLevers } from "../../platform/levers/change/apply-scenario.ts";
import { acceptedOf, isPooler } from "../../platform/levers/change/refuse-connections.ts";
import {
  type ConnectionRoom,
  type WantedConnections,
  wantedConnections,
} from "../../platform/levers/change/wanted-connections.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Scenario } from "../../platform/scenario.ts";
import { formatShare } from "../../wording/format-share.ts";
import { formatCount } from "../../wording/format-users.ts";
import type { RefusedConnections } from "../plan/plan-result.ts";
import type { DrawnPlatform } from "./drawn-platform.ts";
import { acceptedInWords } from "./told/accepted-in-words.ts";

export interface ConnectionsWanted {
  readonly refused: RefusedConnections;
  /** The same as a sentence. */
  readonly sentence: string;
  /** What the figures take for granted of it, and the remedy. */
  readonly assumption: string;
}

/** What is changed: scenarios that are pulled one after the other. */
type Change = readonly Scenario[];

/**
 * On the middle platform of each explanation; the least of them is told. Null where all fits, where the
 * change wants no more than there is today, or nobody knows how many the database accepts.
 */
export function connectionsWanted(
  change: Change,
  groups: readonly {
    readonly drawn: readonly DrawnPlatform[];
    readonly room?: ConnectionRoom;
  }[],
): ConnectionsWanted | null {
  const over = groups.flatMap(({ drawn, room }) => {
    const middle = drawn[Math.floor(drawn.length / 2)];
    return middle === undefined ? [] : overdrawn(change, middle.platform, room);
  });
  return over.toSorted((a, b) => a.refused.wanted - b.refused.wanted)[0] ?? null;
}

function overdrawn(
  change: Change,
  platform: Platform,
  room?: ConnectionRoom,
): readonly ConnectionsWanted[] {
  const changed = change.reduce((one, next) => changeByLevers(next, one).platform, platform);
  if (changed === platform) return [];
  const today = wantedConnections(platform, room);
  return wantedConnections(changed, room).flatMap((one): readonly ConnectionsWanted[] => {
    const before = today.find(({ station }) => station.name === one.station.name);
    const isNew =
      before === undefined ||
      one.wantedInRollout > before.wantedInRollout ||
      one.accepts < before.accepts;
    const accepts = acceptedOf(one, before);
    if (!isNew || one.wantedInRollout <= accepts) return [];
    const waits = one.pools.every((pool) => isPooler(pool, changed));
    const by =
      before?.station.maxConnections !== one.station.maxConnections ? "change" : one.acceptsBy;
    const limit = {
      accepts,
      acceptsBy: accepts > one.accepts ? "today" : (by ?? "known"),
    } as const;
    return [one.wanted > accepts ? refused(one, limit, waits) : refusedInRollout(one, limit)];
  });
}

type Accepted = Pick<RefusedConnections, "accepts" | "acceptsBy">;

function refused(one: WantedConnections, limit: Accepted, waits: boolean): ConnectionsWanted {
  const counted = counts(one.wanted, limit, false);
  const does = waits
    ? "requests wait for the others as for a smaller pool"
    : "whoever comes upon one of them fails at once, which is counted";
  return {
    refused: counted,
    sentence: `It wants ${formatCount(one.wanted)} connections (${sumOf(one, one.replicas)}) where the database accepts ${acceptedInWords(limit)}: ${refusedOf(counted)}, and ${does}.`,
    assumption: `That a connection which the database refuses is ${waits ? "waited for, since a pool that all replicas share keeps its clients waiting" : "an error at once, no wait"}. ${remedyOf(counted)}`,
  };
}

function refusedInRollout(one: WantedConnections, limit: Accepted): ConnectionsWanted {
  const counted = counts(one.wantedInRollout, limit, true);
  return {
    refused: counted,
    sentence: `While a new version is rolled out it wants ${formatCount(counted.wanted)} connections (${sumOf(one, one.replicas, one.surge)}) where the database accepts ${acceptedInWords(limit)}: ${refusedOf(counted)}, errors that these figures do not hold.`,
    assumption: `That no new version is rolled out under load. ${remedyOf(counted)}`,
  };
}

function counts(wanted: number, limit: Accepted, onlyInRollout: boolean): RefusedConnections {
  return { wanted, ...limit, refusedShare: (wanted - limit.accepts) / wanted, onlyInRollout };
}

/** "25 (20 %) are refused" */
function refusedOf({ wanted, accepts, refusedShare }: RefusedConnections): string {
  const count = wanted - accepts;
  return `${formatCount(count)} (${formatShare(refusedShare)}) ${count === 1 ? "is" : "are"} refused`;
}

function remedyOf({ wanted }: RefusedConnections): string {
  return `Keep the pools smaller, put PgBouncer before the database, or raise max_connections to ${formatCount(wanted)}.`;
}

/** "40 × (2 replicas + 1 of a rollout) + 5 of others" */
function sumOf({ each, shared, others }: WantedConnections, replicas: number, surge = 0): string {
  const count = `${replicas} replica${replicas === 1 ? "" : "s"}`;
  const by = surge > 0 ? `(${count} + ${surge} of a rollout)` : count;
  const parts = [
    ...(each > 0 ? [`${formatCount(each)} × ${by}`] : []),
    ...(shared > 0 ? [`${formatCount(shared)} of a pool`] : []),
    ...(others > 0 ? [`${formatCount(others)} of others`] : []),
  ];
  return parts.join(" + ");
}
