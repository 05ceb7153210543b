import type { ApiReplicas } from "./api-replicas.ts";

/** Which API replicas there are to be, which of them are starting, and which are down. */
export class ReplicaRoster {
  readonly #replicas: ApiReplicas;
  readonly #wanted: boolean[];
  readonly #starting: boolean[];
  readonly #down: boolean[];

  constructor(replicas: ApiReplicas) {
    const all = replicas.most;
    this.#replicas = replicas;
    this.#wanted = Array.from({ length: all }, (_, i) => replicas.turns.serves(i));
    this.#starting = new Array(all).fill(false);
    this.#down = new Array(all).fill(false);
  }

  /** Replicas there are to be, starting ones and those that are down included. */
  get wanted(): number {
    return this.#wanted.filter(Boolean).length;
  }

  get starting(): number {
    return this.#starting.filter(Boolean).length;
  }

  /** The first replica that is not wanted yet begins to start; −1 if there is none. */
  order(): number {
    const replica = this.#wanted.indexOf(false);
    if (replica < 0) return replica;
    this.#wanted[replica] = true;
    this.#starting[replica] = true;
    return replica;
  }

  started(replica: number): void {
    this.#starting[replica] = false;
    this.#update(replica);
  }

  /** The last replica gets no more requests. */
  dismiss(): void {
    const replica = this.#wanted.lastIndexOf(true);
    this.#wanted[replica] = false;
    this.#update(replica);
  }

  setDown(replica: number, down: boolean): void {
    this.#down[replica] = down;
    this.#update(replica);
  }

  #update(replica: number): void {
    const serves = this.#wanted[replica] && !this.#starting[replica] && !this.#down[replica];
    this.#replicas.serve(replica, serves === true);
  }
}
