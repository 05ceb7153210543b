import { applyScenario } from "../platform/levers/change/apply-scenario.ts";
import { requireSolved } from "../platform/levers/change/require-solved.ts";
import type { Lever } from "../platform/scenario.ts";
import { roundResult } from "../wording/round-result.ts";
import { analyticFigures } from "./analytic-figures.ts";
import { axisName } from "./axis-name.ts";
import { cellAt, type SweepCell } from "./cell-at.ts";
import type { CellKeys } from "./cell-key.ts";
import { leversAt } from "./levers-at.ts";
import { simulatedFigures } from "./simulated-figures.ts";
import type { SweepStudy } from "./sweep-study.ts";

/**
 * A cell's result as one line of JSON, without its end: what was set, then what came of it. It
 * depends on the study and the number alone, so that it is the same from every executor. Where
 * the platform refuses what is set, the line says so under "refused".
 */
export function cellLine(study: SweepStudy, number: number, keys: CellKeys): string {
  const cell = cellAt(study, number);
  const levers = leversAt(study.design, cell.point);
  const { swept, simulated } = cell;
  const line = {
    cell: number,
    key: keys(cell),
    model: swept.model,
    draw: swept.draw,
    levers: settings(study, levers),
    ...simulated,
    ...figuresOf(study, cell, levers),
  };
  return JSON.stringify(roundResult(line));
}

/** By name: the number that a lever is set to, its text where it is an expression, null as it is. */
function settings({ design }: SweepStudy, levers: readonly (Lever | null)[]) {
  return Object.fromEntries(
    design.levers.map((axis, i) => {
      const lever = levers[i] ?? null;
      const value = typeof lever?.value === "number" ? lever.value : (lever?.text ?? null);
      return [axisName(axis), value];
    }),
  );
}

function figuresOf(study: SweepStudy, cell: SweepCell, levers: readonly (Lever | null)[]): object {
  const set = levers.filter((lever) => lever !== null);
  const scenario = { name: "cell", title: "cell", source: "", cost: null, levers: set };
  const { task } = study;
  try {
    if (task.method === "analytic") requireSolved(scenario);
    const { platform: before, room } = cell.swept;
    const { platform, without } = applyScenario(scenario, before, room);
    const changed = { platform, without, changed: without.length < set.length };
    const figures =
      task.method === "analytic"
        ? analyticFigures(task, cell.swept, changed)
        : simulatedFigures(task, cell, changed);
    return without.length === 0 ? figures : { without, ...figures };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { refused: error.message };
  }
}
