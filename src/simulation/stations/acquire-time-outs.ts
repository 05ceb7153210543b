import { entryAt, floatAt } from "../../entry-at.ts";
import type { Seconds } from "../../units.ts";
import { ACQUIRE_DEADLINE } from "../engine/event-kind.ts";
import { NO_SLOT, type RequestTable } from "../engine/request-table.ts";
import type { Resource } from "./resource.ts";

/** A resource whose line is left by those who have waited too long. */
export interface TimedResource {
  readonly resource: Resource;
  readonly timeOut: Seconds;
}

/** Watches the lines that have an acquire time-out; each has one reserved slot of the calendar. */
export class AcquireTimeOuts {
  readonly #requests: RequestTable;
  readonly #timed: readonly TimedResource[];
  readonly #firstTimer: number;
  readonly #armed: Uint8Array;

  constructor(timed: readonly TimedResource[], requests: RequestTable, firstTimer: number) {
    this.#requests = requests;
    this.#timed = timed;
    this.#firstTimer = firstTimer;
    this.#armed = new Uint8Array(timed.length);
  }

  /** Somebody has joined a line: he may come to wait too long. */
  waits(index: number): void {
    if (this.#armed[index] === 0) this.#arm(index);
  }

  /** Calls back for those in a line whose time is over, then waits for the next one's. */
  turnAway(timer: number, failed: (slot: number) => void): void {
    const index = timer - this.#firstTimer;
    const { resource, timeOut } = entryAt(this.#timed, index);
    this.#armed[index] = 0;
    for (;;) {
      const slot = resource.longest();
      if (slot === NO_SLOT) return;
      if (floatAt(this.#requests.since, slot) + timeOut > this.#requests.now) break;
      resource.turnAway();
      failed(slot);
    }
    if (this.#armed[index] === 0) this.#arm(index);
  }

  #arm(index: number): void {
    const { resource, timeOut } = entryAt(this.#timed, index);
    const due = floatAt(this.#requests.since, resource.longest()) + timeOut;
    this.#armed[index] = 1;
    this.#requests.wake(this.#firstTimer + index, ACQUIRE_DEADLINE, due);
  }
}
