import type { Seconds } from "../../units.ts";

/** A rate limit: tokens flow in at a rate up to a burst, each request takes one or is refused. */
export class TokenBucket {
  readonly #rate: number;
  readonly #burst: number;
  #tokens: number;
  #filledAt = 0;

  constructor(rate: number, burst: number) {
    this.#rate = rate;
    this.#burst = burst;
    this.#tokens = burst;
  }

  admits(now: number): boolean {
    const tokens = this.#tokens + (now - this.#filledAt) * this.#rate;
    this.#filledAt = now;
    this.#tokens = tokens < this.#burst ? tokens : this.#burst;
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }

  /** How long after a refusal the next token is there. */
  untilToken(): Seconds {
    return Math.max(0, 1 - this.#tokens) / this.#rate;
  }
}
