import type { SimulationRun } from "../engine/simulation-run.ts";
import { type EndpointWindow, mergeEndpoints, type Window } from "../engine/window.ts";
import type { SimulationResult } from "../result/simulation-result.ts";
import { summarizeSimulation } from "../result/summarize-simulation.ts";
import type { SimulatedModel } from "./simulated-platform-of.ts";

/**
 * The result of the replications made so far, in the order of their numbers, by the endpoints of
 * the model; null as long as the run asks for more.
 */
export function summarizeExperiment(
  model: SimulatedModel,
  run: SimulationRun,
  replications: readonly (readonly Window[])[],
): SimulationResult | null {
  const endpoints = model.endpoints.flatMap((name, i) => {
    const first = model.platform.endpoints[model.parts[i]?.[0] ?? -1];
    return first ? [{ ...first, name }] : [];
  });
  return summarizeSimulation({ ...model.platform, endpoints }, run, replications);
}

/** The windows of a replication with the parts of each endpoint put together. */
export function mergeParts(
  { parts }: Pick<SimulatedModel, "parts">,
  windows: readonly Window[],
): readonly Window[] {
  return windows.map((window) => ({
    ...window,
    endpoints: parts.map((numbers) =>
      mergeEndpoints(numbers.map((i) => window.endpoints[i] as EndpointWindow)),
    ),
  }));
}
