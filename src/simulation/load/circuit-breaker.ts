/**
 * Opens after so many failures in a row and refuses everything for the recovery time; then
 * one request goes through, and what becomes of it closes the breaker or opens it again.
 */
export class CircuitBreaker {
  readonly #failures: number;
  readonly #recovery: number;
  #inRow = 0;
  #openUntil = Number.NEGATIVE_INFINITY;
  #trial = false;

  constructor(failures: number, recovery: number) {
    this.#failures = failures;
    this.#recovery = recovery;
  }

  admits(now: number): boolean {
    if (this.#inRow < this.#failures) return true;
    if (this.#trial || now < this.#openUntil) return false;
    this.#trial = true;
    return true;
  }

  /** The request that was let through was refused elsewhere: nothing has been learned. */
  undecided(): void {
    this.#trial = false;
  }

  succeeded(): void {
    // While it is open, an answer to a request from before says nothing about now.
    if (this.#inRow < this.#failures || this.#trial) this.#inRow = 0;
    this.#trial = false;
  }

  failed(now: number): void {
    if (this.#inRow >= this.#failures && !this.#trial) return;
    this.#inRow++;
    this.#trial = false;
    if (this.#inRow >= this.#failures) this.#openUntil = now + this.#recovery;
  }
}
