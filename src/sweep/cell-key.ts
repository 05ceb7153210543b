import type { Lever } from "../platform/scenario.ts";
import type { SweepCell } from "./cell-at.ts";
import { leversAt } from "./levers-at.ts";
import type { SweepStudy, SweptPlatform } from "./sweep-study.ts";

/** A short text that no two others share: SHA-256, say. */
export type Digest = (text: string) => string;

/**
 * Names cells by what their result depends on: program, platform, levers, load, seed. A cell has
 * the same key in every grid that holds it, so that a larger grid takes over what is there.
 */
export type CellKeys = (cell: SweepCell) => string;

export function cellKeys({ program, design, task }: SweepStudy, digest: Digest): CellKeys {
  const basis = digest(JSON.stringify([program, settingsOf(task)]));
  const platforms = new Map<SweptPlatform, string>();
  const platformKey = (swept: SweptPlatform): string => {
    const known = platforms.get(swept);
    if (known !== undefined) return known;
    // Its weight among the others changes nothing of its cells.
    const { weight: _, ...own } = swept;
    const key = digest(JSON.stringify(own));
    platforms.set(swept, key);
    return key;
  };
  let last: { readonly point: number; readonly levers: readonly unknown[] } | null = null;
  return ({ point, swept, simulated }) => {
    if (last?.point !== point) last = { point, levers: leversAt(design, point).map(leverKey) };
    return digest(JSON.stringify([basis, platformKey(swept), last.levers, simulated]));
  };
}

/** All that a task says but what is told of each cell. */
function settingsOf(task: SweepStudy["task"]): unknown {
  if (task.method === "analytic") return task;
  const { method, unit, spike, retry, controls, duration, warmUp, law } = task;
  if (spike === null) return { method, unit, spike, retry, controls, duration, warmUp, law };
  const { lengths: _, ...shape } = spike;
  return { method, unit, spike: shape, retry, controls, law };
}

function leverKey(lever: Lever | null): unknown {
  return lever === null ? null : [lever.name, lever.endpoints ?? null, lever.text, lever.value];
}
