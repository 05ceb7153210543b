import { entryAt, intAt } from "../../entry-at.ts";
import { INCIDENT } from "../engine/event-kind.ts";
import { LostWork } from "../load/lost-work.ts";
import type { ReplicaRoster } from "../stations/replica-roster.ts";
import type { SimulatedPlatform } from "../stations/simulated-platform.ts";
import type { Place, TreePlaces } from "../stations/tree-places.ts";
import type { ChangedParts } from "./changed-parts.ts";
import type { SimulatedIncident } from "./platform-dynamics.ts";

/** Lets incidents happen at their times: each has two reserved slots, its beginning and its end. */
export class Incidents {
  readonly #incidents: readonly SimulatedIncident[];
  readonly #platform: SimulatedPlatform;
  readonly #parts: ChangedParts;
  /** The one station or pool whose read replicas may break down; null if there is none. */
  readonly #replicated: Place | null;
  readonly #roster: ReplicaRoster;
  readonly #firstTimer: number;
  readonly #lostWork: LostWork;
  /** How many incidents hold each API replica, and each database node, down now. */
  readonly #apiDown: Int32Array;
  readonly #nodeDown: Int32Array;

  constructor(
    platform: SimulatedPlatform,
    parts: ChangedParts,
    roster: ReplicaRoster,
    firstTimer: number,
  ) {
    this.#incidents = platform.incidents ?? [];
    this.#platform = platform;
    this.#parts = parts;
    const { replicas, tree } = parts.walk;
    this.#replicated = replicatedPlaces(tree)[0] ?? null;
    this.#roster = roster;
    this.#firstTimer = firstTimer;
    this.#lostWork = new LostWork(parts);
    this.#apiDown = new Int32Array(replicas.most);
    this.#nodeDown = new Int32Array(
      (this.#replicated?.perShard ?? 1) * (this.#replicated?.shards ?? 1),
    );
  }

  start(): void {
    const { requests } = this.#parts;
    for (const [i, incident] of this.#incidents.entries()) {
      const timer = this.#firstTimer + 2 * i;
      const from = incident.kind === "cacheLost" ? incident.at : incident.from;
      requests.wake(timer, INCIDENT, from);
      if (incident.kind !== "cacheLost" && incident.to !== undefined) {
        requests.wake(timer + 1, INCIDENT, incident.to);
      }
    }
  }

  /** @param timer the slot that the calendar has woken */
  happen(timer: number): void {
    const number = timer - this.#firstTimer;
    const incident = entryAt(this.#incidents, number >> 1);
    const begins = number % 2 === 0;
    if (incident.kind === "cacheLost") this.#loseCaches(incident.endpoint);
    else if (incident.kind === "apiDown") this.#changeApi(incident, begins);
    else this.#changeNode(incident, begins);
  }

  #loseCaches(endpoint: string | undefined): void {
    for (const [i, cache] of this.#parts.choices.caches.entries()) {
      if (endpoint === undefined || this.#platform.endpoints[i]?.name === endpoint) cache?.lose();
    }
  }

  #changeApi({ replica, work }: { replica: number; work?: string }, begins: boolean): void {
    const index = replica - 1;
    const down = intAt(this.#apiDown, index) + (begins ? 1 : -1);
    this.#apiDown[index] = down;
    this.#roster.setDown(index, down > 0);
    if (begins) this.#lostWork.ofReplica(index, work === "rerouted");
  }

  #changeNode({ replica, work }: { replica: number; work?: string }, begins: boolean): void {
    const place = this.#replicated;
    if (place === null) return;
    const readers = place.perShard - 1;
    const shard = Math.floor((replica - 1) / readers);
    const inShard = 1 + ((replica - 1) % readers);
    const node = shard * place.perShard + inShard;
    const down = intAt(this.#nodeDown, node) + (begins ? 1 : -1);
    this.#nodeDown[node] = down;
    place.readers[shard]?.set(inShard, down === 0);
    if (begins) this.#lostWork.ofNode(place, node, work === "rerouted");
  }
}

/** Where a node is chosen among read replicas. */
function replicatedPlaces({ places }: TreePlaces): readonly Place[] {
  return places.filter(({ perShard, readers }) => perShard > 1 && readers.length > 0);
}
