import type { NodeBehavior, WaitBehavior } from "./part-behavior.ts";
import { uniformNode, uniformWait } from "./uniform-records.ts";

type TableMap = (table: Float64Array) => Float64Array;

/** @param held of those who are there, found of what a newcomer finds */
export function mapNode(node: NodeBehavior, held: TableMap, found: TableMap): NodeBehavior {
  return uniformNode({
    ...node,
    busy: held(node.busy),
    present: held(node.present),
    slowdown: found(node.slowdown),
    strata: node.strata.map(({ tables, ...of }) => ({ ...of, tables: tables.map(found) })),
  });
}

/** @param held of those who are there, found of what a newcomer finds */
export function mapWait(wait: WaitBehavior, held: TableMap, found: TableMap): WaitBehavior {
  return uniformWait({
    ...wait,
    used: held(wait.used),
    waiting: held(wait.waiting),
    free: found(wait.free),
    mean: found(wait.mean),
    square: found(wait.square),
    strata: wait.strata.map(({ tables, ...of }) => ({
      ...of,
      tables: tables.map(({ free, mean, square }) => ({
        free: found(free),
        mean: found(mean),
        square: found(square),
      })),
    })),
  });
}
