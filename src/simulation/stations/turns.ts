import { COMMIT_RETRY } from "../engine/event-kind.ts";
import type { RequestTable } from "../engine/request-table.ts";
import type { RequestChoices } from "../load/request-choices.ts";
import { LOOK_UP } from "./step.ts";
import type { WalkTable } from "./walk-table.ts";

/** The request waits before it goes on, or has failed for good. */
export const WAITS = -1;
export const FAILS = -2;

/** Where the way of a request may go on elsewhere: behind a cache, and behind a commit that fails. */
export class Turns {
  readonly #table: WalkTable;
  readonly #requests: RequestTable;
  readonly #choices: RequestChoices;

  constructor(table: WalkTable, requests: RequestTable, choices: RequestChoices) {
    this.#table = table;
    this.#requests = requests;
    this.#choices = choices;
  }

  /** The step after one of these; `WAITS` or `FAILS` where there is none now. */
  next(slot: number, step: number): number {
    if (this.#table.kind[step] === LOOK_UP) {
      return this.#choices.isCached(slot) ? step + 1 : (this.#table.target[step] ?? WAITS);
    }
    if (!this.#choices.deadlocked(slot)) return step + 1;
    this.#requests.step[slot] = step;
    const pause = this.#choices.pauseBeforeCommit(slot);
    if (pause < 0) return FAILS;
    this.#requests.wake(slot, COMMIT_RETRY, this.#requests.now + pause);
    return WAITS;
  }
}
