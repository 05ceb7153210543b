import type { RandomStream } from "../../random/random-stream.ts";
import type { Seconds } from "../../units.ts";
import { everyCause, type SimulatedRetry } from "../stations/simulated-platform.ts";

/** Whether and when a client tries again. */
export class RetryPolicy {
  readonly #law: SimulatedRetry;
  readonly #stream: RandomStream;
  readonly #retried: Uint8Array;

  constructor(law: SimulatedRetry, stream: RandomStream) {
    this.#law = law;
    this.#stream = stream;
    const causes: readonly string[] = law.causes ?? everyCause;
    this.#retried = Uint8Array.from(everyCause, (cause) => (causes.includes(cause) ? 1 : 0));
  }

  /**
   * Pause after a failed try; −1 where it was the last.
   *
   * @param attempt number of that try, from 1
   * @param retryAfter what a refusal asked for
   */
  pause(attempt: number, cause: number, retryAfter: Seconds): Seconds {
    const { attempts, backOff, factor, jitter: share, honorRetryAfter } = this.#law;
    if (attempt >= attempts || this.#retried[cause] === 0) return -1;
    const pause = backOff * (factor ?? 2) ** (attempt - 1);
    const jitter = share ?? 1;
    const random = jitter > 0 ? jitter * this.#stream.uniform() : 0;
    const least = honorRetryAfter === false ? 0 : retryAfter;
    return Math.max(least, pause * (1 - jitter + random));
  }
}
