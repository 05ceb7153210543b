import type { Seconds } from "../../units.ts";
import { meanTime } from "../engine/time-law.ts";
import type { SimulatedPart, SimulatedPlatform } from "./simulated-platform.ts";

/** Mean work of a request of each class, without any wait, and the name of its endpoint. */
export function classTimes({
  classes,
  endpoints,
  parts,
}: SimulatedPlatform): readonly { readonly endpoint: string; readonly time: Seconds }[] {
  return classes.map(({ endpoint }, k) => ({
    endpoint: endpoints[endpoint]?.name ?? "",
    time: workOf(parts, k),
  }));
}

function workOf(parts: readonly SimulatedPart[], k: number): Seconds {
  return parts.reduce((sum, part) => {
    if (part.kind === "pool") return sum + workOf(part.inside, k);
    const work = part.work[k];
    return work ? sum + work.visits * meanTime(work.time) : sum;
  }, 0);
}
