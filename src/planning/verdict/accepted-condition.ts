/** A finding or condition that somebody answers for, as it stands in `headroom.yaml`. */
export interface AcceptedCondition {
  /** Of the finding or condition: "incident-level". */
  readonly code: string;
  /** Users of the level concerned; null: wherever it is found. */
  readonly level: number | null;
  readonly reason: string;
  /** Who accepts it. */
  readonly by: string;
  /** Date, "2026-01-20". */
  readonly on: string;
}
