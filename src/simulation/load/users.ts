import { entryAt } from "../../entry-at.ts";
import type { Seconds } from "../../units.ts";
import { Draws } from "../engine/draws.ts";
import * as kinds from "../engine/event-kind.ts";
import type { RandomSources } from "../engine/random-sources.ts";
import type { RequestTable } from "../engine/request-table.ts";
import type { SimulatedPlatform } from "../stations/simulated-platform.ts";
import { type LoadProfile, type UserChange, userChanges } from "./load-profile.ts";

// The compiler folds a constant of the file itself, none that is imported.
const { THINK_END, USER_CHANGE } = kinds;

/** The users of a closed load: who is there, who thinks, who comes and who leaves. */
export class Users {
  count = 0;
  /** Integral over time of their number. */
  userTime = 0;
  /** Users still to go: each does at the end of his next pause or request. */
  surplus = 0;
  #changed = 0;
  readonly #requests: RequestTable;
  readonly #timer: number;
  readonly #send: (slot: number) => void;
  readonly #think: Draws;
  /** Time between the beginnings of two rounds of a user; 0 where he thinks instead. */
  readonly #pace: number;
  readonly #phase: Draws;
  readonly #changes: readonly UserChange[];
  #nextChange = 0;
  /** Whether each needs a number, and the numbers of those who left. */
  readonly #numbered: boolean;
  readonly #freeNumbers: number[] = [];
  #numbers = 0;

  /** @param timer a reserved slot of its own */
  constructor(
    platform: SimulatedPlatform,
    profile: LoadProfile,
    sources: RandomSources,
    requests: RequestTable,
    timer: number,
    send: (slot: number) => void,
  ) {
    this.#requests = requests;
    this.#timer = timer;
    this.#send = send;
    this.#think = new Draws(sources.shared.thinkTime, platform.thinkTime);
    this.#pace = platform.pace ?? 0;
    this.#phase = new Draws(sources.shared.phase, { law: "uniform", low: 0, high: this.#pace });
    this.#changes = userChanges(profile);
    this.#numbered = platform.userRateLimit !== undefined;
  }

  /** Users there at time 0 begin with a pause, the first `backlog` with a request. */
  start(backlog: number): void {
    while (this.#changes[this.#nextChange]?.time === 0) {
      this.count += entryAt(this.#changes, this.#nextChange++).change;
    }
    const { now } = this.#requests;
    for (let i = 0; i < this.count; i++) {
      const slot = this.#newcomer();
      if (i < backlog) this.#send(slot);
      else {
        const pause = this.#pace > 0 ? this.#phase.next() : this.#think.next();
        this.#requests.wake(slot, THINK_END, now + pause);
      }
    }
    this.#scheduleChange();
  }

  /** A user's request is over for good: he pauses, or leaves. */
  rest(slot: number): void {
    if (this.surplus > 0) {
      this.retire(slot);
      return;
    }
    if (this.#pace > 0) this.#requests.wake(slot, THINK_END, this.#nextRound(slot));
    else this.#requests.wakeAfter(slot, THINK_END, this.#think);
  }

  retire(slot: number): void {
    this.advance();
    this.surplus--;
    this.count--;
    if (this.#numbered) this.#freeNumbers.push(this.#requests.user[slot] ?? 0);
    this.#requests.give(slot);
  }

  /** Users come or go, as the profile has it. */
  change(): void {
    this.advance();
    const { change } = entryAt(this.#changes, this.#nextChange++);
    if (change < 0) this.surplus -= change;
    for (let i = 0; i < change; i++) {
      // Who was about to leave stays instead.
      if (this.surplus > 0) this.surplus--;
      else {
        this.count++;
        this.#send(this.#newcomer());
      }
    }
    this.#scheduleChange();
  }

  /** Brings the integral over users up to now. */
  advance(): void {
    const { now } = this.#requests;
    this.userTime += this.count * (now - this.#changed);
    this.#changed = now;
  }

  #nextRound(slot: number): Seconds {
    return Math.max(this.#requests.now, (this.#requests.begun[slot] ?? 0) + this.#pace);
  }

  #newcomer(): number {
    const slot = this.#requests.take();
    if (this.#numbered) this.#requests.user[slot] = this.#freeNumbers.pop() ?? this.#numbers++;
    return slot;
  }

  #scheduleChange(): void {
    const next = this.#changes[this.#nextChange];
    if (next) this.#requests.wake(this.#timer, USER_CHANGE, next.time);
  }
}
