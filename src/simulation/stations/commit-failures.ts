import type { RandomStream } from "../../random/random-stream.ts";
import type { Seconds } from "../../units.ts";
import type { SimulatedDeadlock } from "./simulated-platform.ts";

/** Which commits of one endpoint fail, and how long a request then waits. */
export class CommitFailures {
  readonly #law: SimulatedDeadlock;
  readonly #stream: RandomStream;

  constructor(law: SimulatedDeadlock, stream: RandomStream) {
    this.#law = law;
    this.#stream = stream;
  }

  fails(): boolean {
    return this.#stream.uniform() < this.#law.share;
  }

  /** Pause after one more failed commit; −1 if the request has none left. */
  pause(failedBefore: number): Seconds {
    const { retries, backOff, factor } = this.#law;
    return failedBefore < retries ? backOff * (factor ?? 2) ** failedBefore : -1;
  }
}
