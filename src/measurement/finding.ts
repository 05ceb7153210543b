/** Something the audit noticed about a campaign. */
export interface Finding {
  /** Stable kebab-case name, e.g. "incident-level". */
  readonly code: string;
  /** error: figures cannot be right; warning: a limit may be wrong; note: worth knowing. */
  readonly severity: "error" | "warning" | "note";
  /** Users of the level concerned, or null when it concerns the campaign. */
  readonly level: number | null;
  /** The run of that level, where the load was measured more than once and one run is meant. */
  readonly run?: string;
  /** One sentence with the figures, for a planner. */
  readonly message: string;
  /** The law or definition behind the finding. */
  readonly law: string;
  /** What to do about it. */
  readonly remedy: string;
}
