import { byteAt, intAt } from "../../entry-at.ts";
import type { ChangedParts } from "../dynamics/changed-parts.ts";
import { COMMIT_RETRY, WORK_END } from "../engine/event-kind.ts";
import { ABANDONED, GONE, ORPHANED } from "../engine/request-table.ts";
import { everyCause } from "../stations/simulated-platform.ts";
import type { Place } from "../stations/tree-places.ts";

const UNAVAILABLE = everyCause.indexOf("unavailable");

/**
 * Finds every request that a broken part has, and fails it or sends it once more. Nothing keeps
 * a list of them while all is well: each stands in a line, at a station or in the calendar.
 */
export class LostWork {
  readonly #parts: ChangedParts;

  constructor(parts: ChangedParts) {
    this.#parts = parts;
  }

  /**
   * An API replica is down: its requests are lost with all that it brings; what they do at
   * stations of all goes on to its end, for nobody.
   */
  ofReplica(replica: number, rerouted: boolean): void {
    const { requests, walk } = this.#parts;
    const holding: number[] = [];
    const isOf = (slot: number) =>
      requests.replica[slot] === replica && !(byteAt(requests.flags, slot) & ORPHANED);
    const keep = (slot: number) => holding.push(slot);
    for (const place of walk.tree.places) this.#clearReplica(place, replica, keep);
    for (const { perReplica, part, resources } of walk.tree.places) {
      if (perReplica || part.kind === "node") continue;
      for (const resource of resources) resource.dismiss(isOf, keep);
    }
    walk.watch.update();
    const moved: number[] = [];
    for (const slot of this.#atWork()) {
      if (!isOf(slot)) continue;
      const goesOn = requests.kind[slot] === WORK_END && this.#goesOn(intAt(requests.step, slot));
      if (goesOn) this.#orphan(slot, replica, moved);
      else holding.push(this.#handOver(slot, GONE));
    }
    for (const slot of this.#sharedOrWaiting()) {
      if (isOf(slot)) this.#orphan(slot, replica, moved);
    }
    for (const slot of holding) {
      walk.release(slot, true);
      walk.left(slot);
    }
    for (const slot of [...holding, ...moved]) this.#lose(slot, rerouted);
    walk.drain();
  }

  /** A node is down: the work there is lost, the API works on. */
  ofNode(chosen: Place, node: number, rerouted: boolean): void {
    const { requests, walk } = this.#parts;
    const places = new Set(walk.tree.places.filter((place) => isInside(place, chosen)));
    const lost: number[] = [];
    const keep = (slot: number) => lost.push(slot);
    const nodes = chosen.perShard * chosen.shards;
    for (const { resources, shared } of places) {
      for (let i = node; i < resources.length; i += nodes) resources[i]?.clear(keep);
      for (let i = node; i < shared.length; i += nodes) shared[i]?.clear(keep);
    }
    walk.watch.update();
    for (const slot of this.#atWork()) {
      if (requests.kind[slot] !== WORK_END || requests.node[slot] !== node) continue;
      const step = intAt(requests.step, slot);
      if (!places.has(walk.table.placeOf(step))) continue;
      lost.push(this.#handOver(slot, GONE));
    }
    for (const slot of lost) {
      requests.step[slot] = this.#stepOf(chosen, intAt(requests.step, slot));
      if (byteAt(requests.flags, slot) & ORPHANED) walk.endOrphan(slot);
      else if (rerouted) walk.go(slot);
      else walk.fail(slot, UNAVAILABLE);
    }
    walk.drain();
  }

  /** What each replica brings is empty again; calls back for those that waited or shared there. */
  #clearReplica(
    { perReplica, resources, shared, perShard, shards }: Place,
    replica: number,
    keep: (slot: number) => void,
  ): void {
    if (!perReplica) return;
    const nodes = perShard * shards;
    for (let i = replica * nodes; i < (replica + 1) * nodes; i++) {
      resources[i]?.clear(keep);
      shared[i]?.clear(keep);
    }
  }

  /** Whether the work of a step goes on without who asked for it: at servers of all, or a database. */
  #goesOn(step: number): boolean {
    const { part, perReplica } = this.#parts.walk.table.placeOf(step);
    if (perReplica || part.kind === "pool") return false;
    return part.discipline !== "delay" || part.role === "database";
  }

  /** A request's work goes on for nobody; the request itself, if anybody waits, is elsewhere. */
  #orphan(slot: number, replica: number, moved: number[]): void {
    const { requests, walk } = this.#parts;
    if (!(byteAt(requests.flags, slot) & ABANDONED)) {
      const other = this.#handOver(slot, ORPHANED);
      requests.step[other] = intAt(requests.start, other);
      moved.push(other);
    } else requests.flags[slot] = byteAt(requests.flags, slot) | ORPHANED;
    walk.presence.orphaned(replica);
  }

  #lose(slot: number, rerouted: boolean): void {
    const { requests, walk, clients, choices } = this.#parts;
    if (byteAt(requests.flags, slot) & ABANDONED) requests.give(slot);
    else if (rerouted) {
      choices.rewind(slot);
      walk.accept(slot);
    } else clients.ended(slot, UNAVAILABLE);
  }

  /** The step at which a request chose the node that it is at, or inside. */
  #stepOf(chosen: Place, from: number): number {
    const { table } = this.#parts.walk;
    let step = from;
    while (step >= 0 && table.placeOf(step) !== chosen) step = intAt(table.enclosing, step);
    return step;
  }

  /** A request goes on in a slot of its own, as old as it is, and its old slot as what is said. */
  #handOver(slot: number, as: number): number {
    const { requests, clients } = this.#parts;
    const other = requests.take();
    requests.copyRequest(slot, other);
    const flags = byteAt(requests.flags, slot);
    if (!(flags & ABANDONED)) clients.patience?.replace(slot, other);
    requests.flags[slot] = flags | as;
    return other;
  }

  /** Requests that the calendar will wake at the end of some work, by slot. */
  #atWork(): readonly number[] {
    const { requests } = this.#parts;
    const found: number[] = [];
    requests.calendar.each((slot) => {
      const kind = byteAt(requests.kind, slot);
      const works = kind === WORK_END || kind === COMMIT_RETRY;
      if (works && !(byteAt(requests.flags, slot) & GONE)) found.push(slot);
    });
    return found.sort((a, b) => a - b);
  }

  /** Requests at stations of all that wait for a server or share them. */
  #sharedOrWaiting(): readonly number[] {
    const found: number[] = [];
    for (const { perReplica, part, resources, shared } of this.#parts.walk.tree.places) {
      if (perReplica || part.kind === "pool") continue;
      for (const resource of resources) resource.eachWaiting((slot) => found.push(slot));
      for (const station of shared) found.push(...station.present());
    }
    return found;
  }
}

/** Whether a place is the one where a node was chosen, or inside it. */
function isInside(place: Place, chosen: Place): boolean {
  if (place === chosen) return true;
  const { part } = chosen;
  const holds = (inside: readonly Place["part"][]): boolean =>
    inside.some((one) => one === place.part || (one.kind === "pool" && holds(one.inside)));
  return part.kind === "pool" && holds(part.inside);
}
