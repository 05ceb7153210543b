import type { RandomStream } from "../../random/random-stream.ts";
import type { Seconds } from "../../units.ts";
import { AliasTable } from "../engine/alias-table.ts";
import type { SimulatedKeys } from "../stations/simulated-platform.ts";

/**
 * The keys of one class of requests and when each was last fetched. With a time to live every
 * key is cold at first; without one every key is there until the cache is lost.
 */
export class KeyCache {
  readonly #stream: RandomStream;
  readonly #count: number;
  readonly #popularity: AliasTable | null;
  readonly #timeToLive: number;
  readonly #freshUntil: Float64Array;

  constructor(keys: SimulatedKeys, stream: RandomStream) {
    this.#stream = stream;
    this.#count = keys.count;
    const exponent = keys.zipf ?? 0;
    const rank = Array.from({ length: exponent > 0 ? keys.count : 0 }, (_, i) => i + 1);
    this.#popularity = exponent > 0 ? new AliasTable(rank.map((k) => k ** -exponent)) : null;
    this.#timeToLive = keys.timeToLive ?? Number.POSITIVE_INFINITY;
    this.#freshUntil = new Float64Array(keys.count).fill(
      keys.timeToLive === undefined ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY,
    );
  }

  /** The key that a request asks for. */
  draw(): number {
    if (this.#popularity) return this.#popularity.choose(this.#stream);
    return Math.floor(this.#stream.uniform() * this.#count);
  }

  isFresh(key: number, now: Seconds): boolean {
    return now < (this.#freshUntil[key] ?? 0);
  }

  /** A key has been fetched; a second fetch that was under way meanwhile renews it. */
  fetched(key: number, now: Seconds): void {
    this.#freshUntil[key] = now + this.#timeToLive;
  }

  /** The cache is emptied. */
  lose(): void {
    this.#freshUntil.fill(Number.NEGATIVE_INFINITY);
  }
}
