import type { RandomStream } from "../../random/random-stream.ts";
import type { Seconds } from "../../units.ts";
import { Draws } from "../engine/draws.ts";
import type { TimeLaw } from "../engine/time-law.ts";
import type { SimulatedDeadlock } from "./simulated-platform.ts";

/**
 * Which commits of one endpoint fail, and how long a request then waits. Work done again is
 * drawn from a stream of its own, so that first tries meet the same work with and without.
 */
export class CommitLuck {
  readonly #law: SimulatedDeadlock;
  readonly #stream: RandomStream;
  readonly #times: Draws;

  constructor(law: SimulatedDeadlock, work: TimeLaw, stream: RandomStream, times: RandomStream) {
    this.#law = law;
    this.#stream = stream;
    this.#times = new Draws(times, work);
  }

  fails(): boolean {
    return this.#stream.uniform() < this.#law.share;
  }

  /** Pause after one more failed commit; −1 if the request has none left. */
  pause(failedBefore: number): Seconds {
    const { retries, backOff, factor } = this.#law;
    return failedBefore < retries ? backOff * (factor ?? 2) ** failedBefore : -1;
  }

  /** Work of a visit that is made again. */
  time(): Seconds {
    return this.#times.next();
  }
}
