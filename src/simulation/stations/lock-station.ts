import { hasOverload, isSlowed, noSlowdown } from "../../platform/slowdown-law.ts";
import type { EndWatch } from "../engine/end-watch.ts";
import { LOCK_END } from "../engine/event-kind.ts";
import { NO_SLOT, type RequestTable } from "../engine/request-table.ts";
import { Gate } from "./gate.ts";
import { SharedStation } from "./processor-sharing.ts";
import type { SimulatedLock } from "./simulated-platform.ts";

/** The further station inside the hold of a connection: row locks, a disk, a service. */
export class LockStation {
  /** The line of a first-come station, and the work where it is shared or slowed; one or both. */
  readonly servers: Gate | null;
  readonly cores: SharedStation | null;
  /** Whether its law counts requests that wait, too. */
  readonly crowds: boolean;
  readonly #requests: RequestTable;
  readonly #watch: EndWatch;

  constructor(lock: SimulatedLock, requests: RequestTable, watch: EndWatch) {
    this.#requests = requests;
    this.#watch = watch;
    this.crowds = hasOverload({ ...noSlowdown, ...lock.slowdown });
    this.servers = lock.discipline === "fifo" ? new Gate(requests, lock.servers) : null;
    this.cores =
      lock.discipline === "ps" || isSlowed({ ...noSlowdown, ...lock.slowdown })
        ? new SharedStation(requests, lock.servers, lock.slowdown)
        : null;
  }

  /** A request that has done its work in the database asks for the lock. */
  enter(slot: number): void {
    if (this.servers === null || this.servers.enter(slot)) this.#work(slot);
  }

  /** The lock is given back: whoever is next takes it. */
  leave(): void {
    if (this.servers === null) return;
    const next = this.servers.leave();
    if (next !== NO_SLOT) this.#work(next);
  }

  /** How many requests beyond the first the overload counts now. */
  crowd(others: number): void {
    this.cores?.crowd(others);
    this.#watch.update();
  }

  /** Requests that wait or share; the calendar has the others at work. */
  waitingOrShared(): readonly number[] {
    const found: number[] = [...(this.cores?.present() ?? [])];
    this.servers?.eachWaiting((slot) => found.push(slot));
    return found;
  }

  /** The work stands where that of the database stood, which is done. */
  #work(slot: number): void {
    const requests = this.#requests;
    const work = requests.databaseTime[slot] as number;
    if (this.cores === null) {
      requests.wake(slot, LOCK_END, requests.now + work);
      return;
    }
    this.cores.arrive(slot, work);
    this.#watch.update();
  }
}
