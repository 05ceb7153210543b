import type { Next } from "../../platform/discipline.ts";
import type { RequestTable } from "../engine/request-table.ts";
import * as slots from "../engine/request-table.ts";

// The compiler folds a constant of the file itself, none that is imported.
const { NO_SLOT } = slots;

/**
 * Places that requests hold, and a first-come line of those that wait for one: API workers, the
 * connections of a pool, the servers of a first-come station.
 */
export class Resource {
  readonly places: number;
  readonly #requests: RequestTable;
  readonly #next: Next;
  held = 0;
  waiting = 0;
  /** Requests that asked for a place, got one, gave one back. */
  arrivals = 0;
  starts = 0;
  ends = 0;
  /** Integrals over time of places held and of requests waiting. */
  heldTime = 0;
  waitingTime = 0;
  #first = NO_SLOT;
  #last = NO_SLOT;
  #changed = 0;

  constructor(requests: RequestTable, places: number, next: Next = "longest") {
    this.#requests = requests;
    this.#next = next;
    this.places = places;
  }

  /** Brings the integrals up to now. */
  advance(): void {
    const { now } = this.#requests;
    const step = now - this.#changed;
    this.heldTime += this.held * step;
    this.waitingTime += this.waiting * step;
    this.#changed = now;
  }

  /** Takes a place, or joins the line: then false. */
  enter(slot: number): boolean {
    this.advance();
    this.arrivals++;
    if (this.held < this.places) {
      this.held++;
      this.starts++;
      return true;
    }
    this.#join(slot);
    return false;
  }

  /** Where a newcomer stands decides who is next. */
  #join(slot: number): void {
    const requests = this.#requests;
    requests.since[slot] = requests.now;
    this.waiting++;
    switch (this.#next) {
      case "longest":
        requests.behind[slot] = NO_SLOT;
        if (this.#last === NO_SLOT) this.#first = slot;
        else requests.behind[this.#last] = slot;
        this.#last = slot;
        return;
      default:
        throw this.#next satisfies never;
    }
  }

  /** Gives a place back; returns who takes it over from the line, −1 for nobody. */
  leave(): number {
    this.advance();
    this.ends++;
    const slot = this.#first;
    if (slot === NO_SLOT) {
      this.held--;
      return NO_SLOT;
    }
    this.#unlinkFirst(slot);
    this.starts++;
    return slot;
  }

  /** Who has waited longest, −1 for nobody. */
  longest(): number {
    return this.#first;
  }

  /** Takes the one who has waited longest out of the line without a place. */
  turnAway(): number {
    this.advance();
    const slot = this.#first;
    this.#unlinkFirst(slot);
    return slot;
  }

  /** Calls back for each that waits, in order. */
  eachWaiting(visit: (slot: number) => void): void {
    for (let slot = this.#first; slot !== NO_SLOT; ) {
      visit(slot);
      slot = this.#requests.behind[slot] ?? NO_SLOT;
    }
  }

  /** Takes every place back and empties the line; calls back for each that waited, in order. */
  clear(lost: (slot: number) => void): void {
    this.advance();
    this.ends += this.held;
    this.held = 0;
    this.dismiss(() => true, lost);
  }

  /** Takes some out of the line without a place; calls back for each, in order. */
  dismiss(which: (slot: number) => boolean, lost: (slot: number) => void): void {
    this.advance();
    const line: number[] = [];
    this.eachWaiting((slot) => line.push(slot));
    const out = line.filter(which);
    const kept = line.filter((slot) => !which(slot));
    for (const [i, slot] of kept.entries()) this.#requests.behind[slot] = kept[i + 1] ?? NO_SLOT;
    this.#first = kept[0] ?? NO_SLOT;
    this.#last = kept.at(-1) ?? NO_SLOT;
    this.waiting = kept.length;
    for (const slot of out) lost(slot);
  }

  #unlinkFirst(slot: number): void {
    const behind = this.#requests.behind[slot] ?? NO_SLOT;
    this.#first = behind;
    if (behind === NO_SLOT) this.#last = NO_SLOT;
    this.waiting--;
  }
}
