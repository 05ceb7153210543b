import { entryAt } from "../../entry-at.ts";
import type { RequestTable } from "../engine/request-table.ts";
import type { CompiledClasses } from "./compile-classes.ts";
import type { SharedStation } from "./processor-sharing.ts";
import type { Resource } from "./resource.ts";
import type { Place, TreePlaces } from "./tree-places.ts";

/** Each API replica has its own; each node has. */
const PER_REPLICA = 1;
const PER_NODE = 2;

/** The steps of all classes with the resources and stations that they meet, in flat arrays. */
export class WalkTable {
  readonly kind: Uint8Array;
  readonly enclosing: Int32Array;
  readonly target: Int32Array;
  /** Whether a node is chosen there. */
  readonly chooses: Uint8Array;
  readonly resources: readonly Resource[];
  readonly shared: readonly SharedStation[];
  /** Number of a resource's acquire time-out; −1 without one. */
  readonly timer: Int32Array;
  readonly #place: Int32Array;
  readonly #places: readonly Place[];
  /** Of each step, the first of the resources and shared stations of its place. */
  /** By step, the first of the resources and of the shared stations of its place. */
  readonly first: Int32Array;
  readonly firstShared: Int32Array;
  /** Whether its place is one of several; 0 where there is one of it. */
  /** By step, whether its place is one of several; 0 where it is the only one. */
  readonly each: Uint8Array;
  readonly #nodes: Int32Array;

  constructor({ steps }: CompiledClasses, { places, timed }: TreePlaces) {
    this.kind = Uint8Array.from(steps, ({ kind }) => kind);
    this.enclosing = Int32Array.from(steps, ({ enclosing }) => enclosing);
    this.target = Int32Array.from(steps, ({ target }) => target);
    this.resources = places.flatMap(({ resources }) => resources);
    this.shared = places.flatMap(({ shared }) => shared);
    const numbers = new Map(timed.map(({ resource }, i) => [resource, i]));
    this.timer = Int32Array.from(this.resources, (resource) => numbers.get(resource) ?? -1);
    this.#places = places;
    this.#place = Int32Array.from(steps, ({ place }) => place);
    const first = firstOf(places.map(({ resources }) => resources.length));
    const firstShared = firstOf(places.map(({ shared }) => shared.length));
    this.first = Int32Array.from(steps, ({ place }) => first[place] ?? 0);
    this.firstShared = Int32Array.from(steps, ({ place }) => firstShared[place] ?? 0);
    this.each = Uint8Array.from(steps, ({ place }) => eachOf(places[place]));
    this.#nodes = Int32Array.from(steps, ({ place }) => nodesOf(places[place]));
    // A pool is left by the node by which it was entered.
    this.chooses = Uint8Array.from(steps, ({ place }) =>
      (places[place]?.readers.length ?? 0) > 0 ? 1 : 0,
    );
  }

  /** Number of the resource that a request meets at a step. */
  at(step: number, requests: RequestTable, slot: number): number {
    const first = this.first[step] ?? 0;
    const each = this.each[step] ?? 0;
    if (each === 0) return first;
    return first + this.#own(each, step, requests, slot);
  }

  /** Number of the shared station. */
  sharedAt(step: number, requests: RequestTable, slot: number): number {
    const first = this.firstShared[step] ?? 0;
    const each = this.each[step] ?? 0;
    if (each === 0) return first;
    return first + this.#own(each, step, requests, slot);
  }

  placeOf(step: number): Place {
    return entryAt(this.#places, this.#place[step] ?? 0);
  }

  perReplica(step: number): boolean {
    return ((this.each[step] ?? 0) & PER_REPLICA) > 0;
  }

  #own(each: number, step: number, requests: RequestTable, slot: number): number {
    const replica = requests.replica[slot] ?? 0;
    if (each === PER_REPLICA) return replica;
    const node = requests.node[slot] ?? 0;
    return each === PER_NODE ? node : replica * (this.#nodes[step] ?? 0) + node;
  }
}

function eachOf(place: Place | undefined): number {
  if (place === undefined) return 0;
  return (place.perReplica ? PER_REPLICA : 0) | (nodesOf(place) > 1 ? PER_NODE : 0);
}

function nodesOf(place: Place | undefined): number {
  return place === undefined ? 1 : place.perShard * place.shards;
}

function firstOf(counts: readonly number[]): readonly number[] {
  let sum = 0;
  return counts.map((count) => {
    sum += count;
    return sum - count;
  });
}
