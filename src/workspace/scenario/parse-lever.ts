/** One lever as a planner writes it: its name, its new value, the endpoints it acts on. */

import { nearestName } from "../../ingest/nearest-name.ts";
import type { LeverDefinition } from "../../platform/levers/lever-definition.ts";
import { levers } from "../../platform/levers/levers.ts";
import type { Lever } from "../../platform/scenario.ts";
import { leverAmount } from "./lever-amount.ts";
import { LeverError } from "./lever-error.ts";
import { timesToday } from "./times-today.ts";

/** What stands for the value of a switch: it is there or not. */
const on = "on";

export const leverNames = levers.map(({ name }) => name);

/** "cache, demand and mix": the levers that act on chosen endpoints. */
export const endpointLevers = levers
  .filter(({ endpoints }) => endpoints !== "none")
  .map(({ name }) => name)
  .join(", ")
  .replace(/, ([^,]*)$/, " and $1");

/** Whether a lever takes no value. */
export function isSwitch(name: string): boolean {
  return levers.some((lever) => lever.name === name && lever.kind === "switch");
}

/**
 * A lever from its parts. The value is a quantity ("125 req/s") or an expression over
 * the platform as it is ("2 * pool.size", or short "x2"), which is tried on many plausible platforms
 * here, so that it cannot fail in the middle of a plan.
 *
 * @throws LeverError with a remedy
 */
export function parseLever(
  name: string,
  to: string | number | undefined,
  endpoints?: string,
): Lever {
  const lever = levers.find((one) => one.name === name);
  if (lever === undefined) {
    const near = nearestName(name, leverNames);
    const hint =
      near === undefined ? `known levers: ${leverNames.join(", ")}` : `did you mean ${near}?`;
    throw new LeverError(`unknown lever "${name}"`, hint);
  }
  requireEndpoints(lever, endpoints);
  const text = to === undefined ? "" : timesToday(lever, String(to).trim());
  const parsed =
    lever.kind === "switch"
      ? { name: lever.name, text: switchedOn(name, text), value: 1 }
      : { name: lever.name, text, value: leverAmount(lever, text) };
  return endpoints === undefined ? parsed : { ...parsed, endpoints };
}

function switchedOn(name: string, text: string): string {
  if (text === "" || text === on) return on;
  throw new LeverError(
    `${name} takes no value, got "${text}"`,
    `leave it out: a ${name} is there or not`,
  );
}

function requireEndpoints(
  { name, endpoints: acts }: LeverDefinition,
  endpoints: string | undefined,
): void {
  const hint = 'name them, e.g. "GET /api/v1/goals/*"';
  if (endpoints === undefined) {
    if (acts !== "needed") return;
    throw new LeverError(`${name} of all endpoints alike changes nothing`, hint);
  }
  if (acts === "none") {
    throw new LeverError(
      `${name} acts on the whole platform, not on "${endpoints}"`,
      `only ${endpointLevers} act on chosen endpoints`,
    );
  }
  if (endpoints.trim() === "") {
    const all = acts === "some" ? ", or leave them out for all" : "";
    throw new LeverError(`${name} names no endpoints`, `${hint}${all}`);
  }
}
