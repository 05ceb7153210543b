/** What a team wants to launch with, as it states it. */
import type { PerSecond, Seconds } from "../../units.ts";

export interface LaunchTarget {
  readonly load:
    | { readonly kind: "users"; readonly users: number }
    | { readonly kind: "rate"; readonly rate: PerSecond }
    | { readonly kind: "sessions"; readonly perHour: number; readonly length: Seconds }
    | { readonly kind: "requests"; readonly perHour: number; readonly requests: number };
  /** Mean pause of its users between answer and next request; null: as in the test. */
  readonly thinkTime: Seconds | null;
  /** Endpoint → weight, where the mix is another than the tested one; null: the tested one. */
  readonly mix: Readonly<Record<string, number>> | null;
}

/** So many users, as they were in the test. */
export function usersTarget(users: number): LaunchTarget {
  return { load: { kind: "users", users }, thinkTime: null, mix: null };
}
