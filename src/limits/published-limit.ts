/** A limit that somebody else has stated, shown beside Headroom's own and never fitted. */
export interface PublishedLimit {
  readonly quantity:
    | "knee"
    | "peakThroughput"
    | "breakingPoint"
    | "safeLimit"
    | "rateLimit"
    | "greenEnd"
    | "yellowEnd"
    | "orangeEnd";
  /** Equal to `high` unless a range was stated. */
  readonly low: number;
  readonly high: number;
  readonly unit: "users" | "req/s";
  /** The sentence that states it. */
  readonly source: string;
}
