import { INCIDENT } from "../engine/event-kind.ts";
import { ReplicaRoster } from "../stations/replica-roster.ts";
import type { SimulatedPlatform } from "../stations/simulated-platform.ts";
import { Autoscaler } from "./autoscaler.ts";
import type { ChangedParts } from "./changed-parts.ts";
import { Incidents } from "./incidents.ts";

/** What changes the platform while it runs: the autoscaler and what breaks down. */
export class Dynamics {
  /** Whether the number of API replicas that serve may change. */
  readonly changesReplicas: boolean;
  readonly #autoscaler: Autoscaler | null;
  readonly #incidents: Incidents | null;

  /** @param firstTimer the first of the `dynamicSlots` reserved for it */
  constructor(platform: SimulatedPlatform, parts: ChangedParts, firstTimer: number) {
    const incidents = platform.incidents ?? [];
    const { autoscale } = platform;
    this.changesReplicas =
      autoscale !== undefined || incidents.some(({ kind }) => kind === "apiDown");
    const roster = new ReplicaRoster(parts.walk.replicas);
    this.#incidents =
      incidents.length > 0 ? new Incidents(platform, parts, roster, firstTimer) : null;
    this.#autoscaler = autoscale
      ? new Autoscaler(autoscale, parts, roster, firstTimer + changeCount(platform))
      : null;
  }

  start(): void {
    this.#incidents?.start();
    this.#autoscaler?.start();
  }

  wake(kind: number, slot: number): void {
    if (kind === INCIDENT) this.#incidents?.happen(slot);
    else this.#autoscaler?.wake(kind, slot);
  }
}

/** Slots to reserve: one for each beginning or end, the autoscaler's look, and each replica's start. */
export function dynamicSlots(platform: SimulatedPlatform): number {
  const { autoscale } = platform;
  return changeCount(platform) + (autoscale ? 1 + autoscale.most : 0);
}

function changeCount({ incidents }: SimulatedPlatform): number {
  return 2 * (incidents ?? []).length;
}
