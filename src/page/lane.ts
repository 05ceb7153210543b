/** One worker and the questions that wait for it: what is no longer wanted is not asked. */
import type { Asked, Told } from "../explore/asked.ts";

export class Lane {
  readonly #worker: Worker;
  #waiting: readonly Asked[] = [];
  #busy = false;

  /** @param url of the page's own program */
  constructor(url: string, onTold: (told: Told) => void) {
    this.#worker = new Worker(url);
    this.#worker.addEventListener("message", (event: MessageEvent<Told>) => {
      if (event.data.kind !== "progress") {
        this.#busy = false;
        this.#next();
      }
      onTold(event.data);
    });
  }

  /** Something that has no answer, or one that is worth waiting for. */
  tell(asked: Asked): void {
    this.#worker.postMessage(asked);
  }

  /** These instead of those that still wait. */
  want(asked: readonly Asked[]): void {
    this.#waiting = asked;
    this.#next();
  }

  end(): void {
    this.#worker.terminate();
  }

  #next(): void {
    const [first, ...others] = this.#waiting;
    if (this.#busy || first === undefined) return;
    this.#waiting = others;
    this.#busy = true;
    this.#worker.postMessage(first);
  }
}
