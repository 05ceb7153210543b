import { formatCount } from "../../../wording/format-users.ts";
import type { RefusedConnections } from "../../plan/plan-result.ts";

const sources = {
  model: "maxConnections of the model",
  known: "max under known: connections",
  change: "as changed",
  today: "as many as are open today",
} as const satisfies Record<RefusedConnections["acceptsBy"], string>;

/** How many connections the database accepts, and who says so: "100 (max under known: connections)". */
export function acceptedInWords({
  accepts,
  acceptsBy,
}: Pick<RefusedConnections, "accepts" | "acceptsBy">): string {
  return `${formatCount(accepts)} (${sources[acceptsBy]})`;
}
