import { TokenBucket } from "./token-bucket.ts";

/** A token bucket for each user, made when he first sends. */
export class UserLimits {
  readonly #rate: number;
  readonly #burst: number;
  readonly #buckets: TokenBucket[] = [];

  constructor(rate: number, burst: number) {
    this.#rate = rate;
    this.#burst = burst;
  }

  /** @param user a small whole number of his own */
  bucketOf(user: number): TokenBucket {
    let bucket = this.#buckets[user];
    if (!bucket) {
      bucket = new TokenBucket(this.#rate, this.#burst);
      this.#buckets[user] = bucket;
    }
    return bucket;
  }
}
