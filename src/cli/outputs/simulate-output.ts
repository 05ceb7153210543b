import type { SimulationReport } from "../../report/simulation-report.ts";

/** `headroom simulate --json`. */
export interface SimulateOutput extends SimulationReport {}
