/** `--set`: levers from the command line, as one scenario. */

import type { Lever, Scenario } from "../../platform/scenario.ts";
import { LeverError } from "../../workspace/scenario/lever-error.ts";
import { isSwitch, parseLever } from "../../workspace/scenario/parse-lever.ts";
import { UsageError } from "../usage-error.ts";

/** A name, endpoints in brackets where only some are meant, and the new value if it has one. */
const shape = /^\s*([^=[\]]+?)\s*(?:\[([^\]]*)\])?\s*(?:=\s*(.*?)\s*)?$/;

/**
 * "pool.size=40", "cache[GET /api/v1/goals/*]=60%", "rateLimit=125 req/s", "pooler", all
 * applied together.
 *
 * @param option as which they were given
 * @throws UsageError with the nearest known lever
 */
export function parseSet(settings: readonly string[], option = "--set"): Scenario {
  const levers: Lever[] = [];
  for (const setting of settings) {
    const lever = parseSetting(setting, option);
    if (levers.some((l) => l.name === lever.name && l.endpoints === lever.endpoints)) {
      throw new UsageError(`${option} ${lever.name} is given twice`, "give it once");
    }
    levers.push(lever);
  }
  const title = settings.map((setting) => setting.trim()).join(", ");
  return { name: "set", title, source: "", cost: null, levers };
}

function parseSetting(setting: string, option: string): Lever {
  const parts = shape.exec(setting);
  const [, name, endpoints, to] = parts ?? [];
  if (name === undefined || (!isSwitch(name) && (to === undefined || to === ""))) {
    throw new UsageError(
      `${option} expects lever=value, got "${setting}"`,
      `e.g. ${option} pool.size=40, or ${option} 'cache[GET /api/v1/goals/*]=60%'`,
    );
  }
  try {
    return parseLever(name, to, endpoints);
  } catch (error) {
    if (!(error instanceof LeverError)) throw error;
    throw new UsageError(`${option} ${error.message}`, error.hint);
  }
}
