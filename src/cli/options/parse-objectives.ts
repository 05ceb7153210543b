/** `--objective`: what must hold, as "p95<500ms" or "errors<1%". */
import type { Objectives } from "../../limits/policy.ts";
import { UsageError } from "../usage-error.ts";

const named: Readonly<Record<string, keyof Objectives>> = {
  mean: "mean",
  p95: "p95",
  p99: "p99",
  errors: "errorRate",
  errorRate: "errorRate",
};

const hint = "e.g. --objective 'p95<500ms' or --objective 'errors<1%', in quotes";

const shape = /^\s*([a-z0-9]+)\s*(?:<=?|≤)\s*(.+?)\s*$/i;

/** @throws UsageError unless each names another objective and a limit that makes sense */
export async function parseObjectives(typed: readonly string[]): Promise<Objectives> {
  const { parseQuantity, QuantityError } = await import("../../workspace/quantity/quantity.ts");
  const objectives: Partial<Record<keyof Objectives, number>> = {};
  for (const one of typed) {
    const [, word = "", limit = ""] = shape.exec(one) ?? [];
    const name = Object.hasOwn(named, word) ? named[word] : undefined;
    if (name === undefined) {
      throw new UsageError(
        `--objective expects mean, p95, p99 or errors below a limit, got "${one.slice(0, 40)}"`,
        hint,
      );
    }
    if (objectives[name] !== undefined) {
      throw new UsageError(`--objective ${word} is given twice`, "give it once");
    }
    try {
      objectives[name] = parseQuantity(limit, name === "errorRate" ? "share" : "time");
    } catch (error) {
      if (!(error instanceof QuantityError)) throw error;
      throw new UsageError(`--objective ${word}: ${error.message}`, hint);
    }
    if (name !== "errorRate" && !((objectives[name] ?? 0) > 0)) {
      throw new UsageError(`--objective ${word} must be above 0, got "${limit}"`, hint);
    }
  }
  return objectives;
}
