import { CLIENT_DEADLINE } from "../engine/event-kind.ts";
import { NO_SLOT, type RequestTable } from "../engine/request-table.ts";

/** The requests that clients may give up, by age: the oldest has the next deadline. */
export class Patience {
  readonly #requests: RequestTable;
  readonly #timeOut: number;
  readonly #timer: number;
  #oldest = NO_SLOT;
  #youngest = NO_SLOT;
  #armed = false;

  /** @param timer a reserved slot of its own */
  constructor(requests: RequestTable, timeOut: number, timer: number) {
    this.#requests = requests;
    this.#timeOut = timeOut;
    this.#timer = timer;
  }

  /** Puts a request at the young end. */
  remember(slot: number): void {
    const requests = this.#requests;
    requests.older[slot] = this.#youngest;
    requests.younger[slot] = NO_SLOT;
    if (this.#youngest === NO_SLOT) this.#oldest = slot;
    else requests.younger[this.#youngest] = slot;
    this.#youngest = slot;
    if (!this.#armed) {
      this.#armed = true;
      requests.wake(this.#timer, CLIENT_DEADLINE, requests.now + this.#timeOut);
    }
  }

  forget(slot: number): void {
    const requests = this.#requests;
    const older = requests.older[slot] ?? NO_SLOT;
    const younger = requests.younger[slot] ?? NO_SLOT;
    if (older === NO_SLOT) this.#oldest = younger;
    else requests.younger[older] = younger;
    if (younger === NO_SLOT) this.#youngest = older;
    else requests.older[younger] = older;
  }

  /** A request goes on in another slot, as old as it is. */
  replace(slot: number, by: number): void {
    const requests = this.#requests;
    const older = requests.older[slot] ?? NO_SLOT;
    const younger = requests.younger[slot] ?? NO_SLOT;
    requests.older[by] = older;
    requests.younger[by] = younger;
    if (older === NO_SLOT) this.#oldest = by;
    else requests.younger[older] = by;
    if (younger === NO_SLOT) this.#youngest = by;
    else requests.older[younger] = by;
  }

  /** Takes out a request whose client's time is over; −1 when none is, and waits for the next. */
  nextGivenUp(): number {
    const requests = this.#requests;
    const slot = this.#oldest;
    if (slot === NO_SLOT) {
      this.#armed = false;
      return NO_SLOT;
    }
    const due = (requests.sent[slot] ?? 0) + this.#timeOut;
    if (due > requests.now) {
      requests.wake(this.#timer, CLIENT_DEADLINE, due);
      return NO_SLOT;
    }
    this.forget(slot);
    return slot;
  }
}
