import type { EndWatch } from "../engine/end-watch.ts";
import { ORPHANED, type RequestTable } from "../engine/request-table.ts";
import type { ApiReplicas } from "./api-replicas.ts";
import type { Place } from "./tree-places.ts";

/** Counts the requests that are present, and tells the stations whose overload counts them. */
export class Presence {
  /** Whether any station asks. */
  readonly counts: boolean;
  readonly #requests: RequestTable;
  readonly #replicas: ApiReplicas;
  readonly #overloaded: readonly Place[];
  readonly #watch: EndWatch;
  /** Requests in each replica, and in all with those that work on for nobody. */
  readonly #inReplica: Int32Array;
  #all = 0;

  constructor(
    places: readonly Place[],
    requests: RequestTable,
    replicas: ApiReplicas,
    watch: EndWatch,
  ) {
    this.#requests = requests;
    this.#replicas = replicas;
    this.#watch = watch;
    this.#overloaded = places.filter(({ hasOverload }) => hasOverload);
    this.counts = this.#overloaded.length > 0;
    this.#inReplica = new Int32Array(replicas.most);
  }

  /**
   * One request more or less. What a replica brings counts those of the replica, a station of all
   * counts all over the replicas that serve.
   */
  change(slot: number, by: number): void {
    const requests = this.#requests;
    const replica = requests.replica[slot] ?? 0;
    this.#all += by;
    if (!((requests.flags[slot] ?? 0) & ORPHANED)) {
      this.#inReplica[replica] = (this.#inReplica[replica] ?? 0) + by;
    }
    const others = this.#all / this.#replicas.spread - 1;
    const inReplica = (this.#inReplica[replica] ?? 0) - 1;
    for (const { perReplica, shared, perShard, shards } of this.#overloaded) {
      const nodes = perShard * shards;
      if (!perReplica) for (const station of shared) station.crowd(others);
      else for (let i = 0; i < nodes; i++) shared[replica * nodes + i]?.crowd(inReplica);
    }
    this.#watch.update();
  }

  /** A request works on for nobody: its replica does not count it any more. */
  orphaned(replica: number): void {
    this.#inReplica[replica] = (this.#inReplica[replica] ?? 0) - 1;
  }
}
