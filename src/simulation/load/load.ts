import type { Seconds } from "../../units.ts";
import type { LoadProfile } from "./load-profile.ts";

/** Who sends requests: users that pause in between, or arrivals from a crowd without end. */
export type Load =
  | {
      readonly kind: "closed";
      readonly profile: LoadProfile;
      /** Users who begin with a request instead of a pause. */
      readonly backlog?: number;
    }
  | OpenLoad;

/** Arrivals at a rate over time, or one after the other at measured times. */
export type OpenLoad =
  | {
      readonly kind: "open";
      readonly profile: LoadProfile;
      /** Requests there at time 0. */
      readonly backlog?: number;
    }
  | { readonly kind: "trace"; readonly times: readonly Seconds[]; readonly backlog?: number };

/** Users, or requests at first, that there will be room for. */
export function expectedSlots(load: Load): number {
  if (load.kind !== "closed") return 1000;
  return load.profile.points.reduce((users, { value }) => Math.max(users, value), 0);
}
