/** A thread that computes cells of one sweep: each message is a list of numbers, each answer their lines. */
import { parentPort, workerData } from "node:worker_threads";
import { cellKeys } from "../../sweep/cell-key.ts";
import { cellLine } from "../../sweep/cell-line.ts";
import type { SweepStudy } from "../../sweep/sweep-study.ts";
import { sha256Key } from "./sha256-key.ts";

/** What a thread does with numbers of cells; elsewhere the same without a thread. */
export function cellComputer(study: SweepStudy): (cells: readonly number[]) => readonly string[] {
  const keys = cellKeys(study, sha256Key);
  return (cells) => cells.map((cell) => cellLine(study, cell, keys));
}

if (parentPort !== null && isStudy(workerData)) {
  const port = parentPort;
  const compute = cellComputer(workerData.study);
  port.on("message", (cells: readonly number[]) => port.postMessage(compute(cells)));
}

/** Threads of other work may load this file, too. */
function isStudy(data: unknown): data is { readonly study: SweepStudy } {
  return typeof data === "object" && data !== null && "study" in data;
}
