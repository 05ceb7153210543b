/** Endpoints that none of several models can tell from one another. */
import { alikeEndpoints } from "../../calibration/pooling/alike-endpoints.ts";
import type { Hypothesis } from "../../platform/platform.ts";

/**
 * By the name of each endpoint the first that is alike in every model, so that all of them are held
 * against the same figures and their scores compare. Empty where one of them tells all apart.
 */
export function alikeInAll(
  hypotheses: readonly Hypothesis[],
  levels: readonly { readonly users: number }[],
): ReadonlyMap<string, string> {
  const each = hypotheses.map((hypothesis) => alikeEndpoints(hypothesis, levels));
  const [one] = each;
  if (one === undefined || each.some((alike) => alike.size === 0)) return new Map();
  const firsts = new Map<string, string>();
  return new Map(
    [...one.keys()].map((name) => {
      // A model that does not know an endpoint says nothing of it, and leaves it alone.
      const kind = JSON.stringify(each.map((alike) => alike.get(name) ?? name));
      const first = firsts.get(kind) ?? name;
      firsts.set(kind, first);
      return [name, first];
    }),
  );
}
