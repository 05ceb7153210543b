/** What touches the world, for programs on Node (`headroom-planner/node`): disk and drawing. */

export {
  type FitOrigin,
  type FitStore,
  type HypothesisFits,
  keptFits,
} from "../calibration/hypothesis-fits.ts";
export type { ChartSpec } from "../charts/layers/chart-spec.ts";
export type { Problem } from "../ingest/problem.ts";
export { InputError } from "../workspace/input-error.ts";
export { findWorkspace } from "./find-workspace.ts";
export { keptFitsOf } from "./kept-fits.ts";
export { loadWorkspace, type Workspace, type WorkspaceParts } from "./load-workspace.ts";
export { builtProgram, program } from "./program.ts";
export { readText } from "./read-text.ts";
export { type ChartFormat, renderChart } from "./render-chart.ts";
export { canRenderPdf, renderPdf } from "./render-pdf.ts";
export { type OutputFile, writeAtomically } from "./write-atomically.ts";
