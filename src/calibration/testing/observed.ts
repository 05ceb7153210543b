import type { Observation } from "../../measurement/observations.ts";

/** A level that was measured without a ramp; what the changes do not name was not measured. */
export function observed(users: number, changes: Partial<Observation> = {}): Observation {
  return {
    users,
    run: "",
    averageUsers: users,
    throughputDerived: false,
    trust: 1,
    incident: false,
    ...changes,
  };
}
