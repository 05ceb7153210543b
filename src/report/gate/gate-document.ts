/** A verdict that a pipeline acts on, before it is written in some format. */
export type GateOutcome = "pass" | "fail" | "unknown";

export interface GatePart {
  /** What was looked at: "throughput at 300 users". */
  readonly name: string;
  readonly outcome: GateOutcome;
  readonly message: string;
}

export interface GateDocument {
  /** The command that gave it: "compare". */
  readonly command: string;
  /** The verdict in one sentence. */
  readonly headline: string;
  readonly outcome: GateOutcome;
  /** Sentences, the deciding one first. */
  readonly reasons: readonly string[];
  readonly remedy: string | null;
  readonly parts: readonly GatePart[];
  readonly table: {
    readonly header: readonly string[];
    readonly rows: readonly (readonly string[])[];
  };
}
