import type { ChangedParts } from "../dynamics/changed-parts.ts";
import { API_END, CACHE_END, COMMIT_RETRY, DATABASE_END, LOCK_END } from "../engine/event-kind.ts";
import { ABANDONED, GONE, ORPHANED } from "../engine/request-table.ts";
import { everyCause } from "../stations/simulated-platform.ts";

/** What a request waits for in the calendar while it works. */
const works: ReadonlySet<number> = new Set([
  API_END,
  CACHE_END,
  DATABASE_END,
  COMMIT_RETRY,
  LOCK_END,
]);

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

  /** An API replica is down: its requests are lost, what they ask of the database goes on. */
  ofReplica(replica: number, rerouted: boolean): void {
    const { requests, backend, clients, luck } = this.#parts;
    const lost: number[] = [];
    const keep = (slot: number) => lost.push(slot);
    backend.api.clear(replica, keep);
    const inApi = lost.length;
    backend.pools.dismiss(replica, keep);
    backend.database.forget(lost.length - inApi);
    for (const slot of this.#atWork()) {
      const kind = requests.kind[slot] as number;
      const inDatabase = kind === DATABASE_END || kind === LOCK_END;
      this.#detach(slot, replica, inDatabase ? ORPHANED : GONE, keep);
    }
    for (const slot of backend.database.waitingOrShared()) {
      this.#detach(slot, replica, ORPHANED, keep);
    }
    for (const slot of lost) {
      if ((requests.flags[slot] as number) & ABANDONED) requests.give(slot);
      else if (rerouted) {
        luck.rewind(slot);
        backend.accept(slot);
      } else clients.ended(slot, UNAVAILABLE);
    }
  }

  /** A database node is down: its queries are lost, the API works on. */
  ofNode(node: number, rerouted: boolean): void {
    const { requests, backend } = this.#parts;
    const lost: number[] = [];
    const orphans: number[] = [];
    backend.database.clear(node, (slot) => {
      ((requests.flags[slot] as number) & ORPHANED ? orphans : lost).push(slot);
    });
    for (const slot of this.#atWork()) {
      if (requests.kind[slot] !== DATABASE_END || requests.node[slot] !== node) continue;
      const flags = requests.flags[slot] as number;
      if (!(flags & ORPHANED)) lost.push(this.#handOver(slot));
      backend.database.forget(1);
      requests.flags[slot] = flags | GONE;
    }
    for (const slot of orphans) requests.give(slot);
    for (const slot of lost) {
      if (rerouted) backend.database.visit(slot);
      else backend.finish(slot, UNAVAILABLE);
    }
  }

  /** A request's old slot stays where it is, for nobody; the request goes on in another. */
  #detach(slot: number, replica: number, as: number, lost: (slot: number) => void): void {
    const { requests } = this.#parts;
    const flags = requests.flags[slot] as number;
    if (requests.replica[slot] !== replica || flags & (ORPHANED | GONE)) return;
    if (!(flags & ABANDONED)) lost(this.#handOver(slot));
    requests.flags[slot] = flags | as;
  }

  /** A request goes on in a slot of its own, as old as it is; returns that slot. */
  #handOver(slot: number): number {
    const { requests, clients } = this.#parts;
    const other = requests.take();
    requests.copyRequest(slot, other);
    const abandoned = (requests.flags[slot] as number) & ABANDONED;
    if (!abandoned) clients.patience?.replace(slot, other);
    return other;
  }

  /** Requests that the calendar will wake at the end of some work, by slot. */
  #atWork(): readonly number[] {
    const { requests } = this.#parts;
    const found: number[] = [];
    requests.calendar.each((slot) => {
      const kind = requests.kind[slot] as number;
      if (works.has(kind) && !((requests.flags[slot] as number) & GONE)) found.push(slot);
    });
    return found.sort((a, b) => a - b);
  }
}
