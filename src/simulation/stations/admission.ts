import { intAt } from "../../entry-at.ts";
import type { Seconds } from "../../units.ts";
import type { RequestTable } from "../engine/request-table.ts";
import { CircuitBreaker } from "../load/circuit-breaker.ts";
import { TokenBucket } from "../load/token-bucket.ts";
import { UserLimits } from "../load/user-limits.ts";
import {
  everyCause,
  type SimulatedPlatform,
  type SimulatedRateLimit,
} from "./simulated-platform.ts";

/** The request is let in. */
export const ADMITTED = -1;

const REFUSED = everyCause.indexOf("refused");
const CIRCUIT_OPEN = everyCause.indexOf("circuitOpen");

/** What refuses requests before they come in: circuit breaker, each user's limit, the limit of all. */
export class Admission {
  /** Whether it never refuses anything. */
  readonly open: boolean;
  /** Pause that the last refusal asked for (Retry-After). */
  retryAfter: Seconds = 0;
  readonly #requests: RequestTable;
  readonly #breaker: CircuitBreaker | null;
  readonly #userLimit: SimulatedRateLimit | null;
  readonly #userLimits: UserLimits | null;
  readonly #limit: SimulatedRateLimit | null;
  readonly #bucket: TokenBucket | null;

  constructor(platform: SimulatedPlatform, requests: RequestTable) {
    const { rateLimit, userRateLimit, circuitBreaker } = platform;
    this.#requests = requests;
    this.#breaker = circuitBreaker
      ? new CircuitBreaker(circuitBreaker.failures, circuitBreaker.recovery)
      : null;
    this.#userLimit = userRateLimit ?? null;
    this.#userLimits = userRateLimit
      ? new UserLimits(userRateLimit.rate, userRateLimit.burst)
      : null;
    this.#limit = rateLimit ?? null;
    this.#bucket = rateLimit ? new TokenBucket(rateLimit.rate, rateLimit.burst) : null;
    this.open = !circuitBreaker && !rateLimit && !userRateLimit;
  }

  /** The cause of a refusal, or −1. */
  admit(slot: number): number {
    const { now } = this.#requests;
    if (this.#breaker && !this.#breaker.admits(now)) return CIRCUIT_OPEN;
    if (this.#userLimits && this.#userLimit) {
      const bucket = this.#userLimits.bucketOf(intAt(this.#requests.user, slot));
      if (!bucket.admits(now)) return this.#refuse(this.#userLimit, bucket);
    }
    if (this.#bucket && this.#limit && !this.#bucket.admits(now)) {
      return this.#refuse(this.#limit, this.#bucket);
    }
    return ADMITTED;
  }

  answered(): void {
    if (this.#breaker) this.#breaker.succeeded();
  }

  failed(): void {
    if (this.#breaker) this.#breaker.failed(this.#requests.now);
  }

  #refuse({ retryAfter }: SimulatedRateLimit, bucket: TokenBucket): number {
    if (this.#breaker) this.#breaker.undecided();
    this.retryAfter = retryAfter === "nextToken" ? bucket.untilToken() : (retryAfter ?? 0);
    return REFUSED;
  }
}
