import type { Observation } from "../../measurement/observations.ts";

/** A measured level with what is given; trusted, without a ramp. */
export function measuredLevel(
  users: number,
  figures: Partial<Omit<Observation, "users">> = {},
): Observation {
  return {
    users,
    run: "",
    averageUsers: users,
    throughputDerived: false,
    trust: 1,
    incident: false,
    ...figures,
  };
}
