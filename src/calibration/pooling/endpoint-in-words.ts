import type { Figure } from "../figures.ts";

/** "GET /a and 7 alike" for the mean of endpoints that the model cannot tell apart; null for the whole level. */
export function endpointInWords({ endpoint, others = 0 }: Figure): string | null {
  return endpoint === null || others === 0 ? endpoint : `${endpoint} and ${others} alike`;
}
