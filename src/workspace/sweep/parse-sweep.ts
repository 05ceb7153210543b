/** A grid file: what a sweep goes through. */
import type { Parsed } from "../../ingest/problem.ts";
import type { SweepGrid, SweptModels } from "../../sweep/sweep-grid.ts";
import type { SweptSpike } from "../../sweep/sweep-study.ts";
import { parseYaml } from "../parse-yaml.ts";
import { GridError } from "./grid-error.ts";
import { sweepLevers } from "./sweep-levers.ts";
import { loadOf, sweepLoads, unitOf } from "./sweep-loads.ts";
import { type SweepFile, sweepSchema } from "./sweep-schema.ts";

const checkedSchema = sweepSchema.superRefine((file, context) => {
  try {
    gridOf(file);
  } catch (error) {
    if (!(error instanceof GridError)) throw error;
    const { message, hint, path } = error;
    context.addIssue({ code: "custom", message, params: { hint }, path: [...path] });
  }
});

/** Parses a grid file. Faults are given with line, column and remedy. */
export function parseSweep(text: string, file: string): Parsed<SweepGrid> {
  const parsed = parseYaml(text, file, checkedSchema);
  return parsed.ok ? { ok: true, value: gridOf(parsed.value) } : parsed;
}

/** Keys that only simulated cells read. */
const simulatedOnly = [
  ...([
    "spike",
    "clients",
    "profile",
    "duration",
    "warmUp",
    "law",
    "seeds",
    "replications",
  ] as const),
];

/** @throws GridError */
function gridOf(file: SweepFile): SweepGrid {
  const { title, draws = null, profile = null, random, redLine = null } = file;
  const levers = sweepLevers(file);
  if (random !== undefined && levers.length === 0) {
    throw new GridError(["random"], "there is no lever to draw a value of", "add levers:");
  }
  return {
    title,
    design: {
      levers,
      random: random === undefined ? null : { points: random.points, seed: random.seed ?? 1 },
    },
    seeds: seedsOf(file),
    task: file.method === "analytic" ? analyticTask(file) : simulatedTask(file),
    models: modelsOf(file),
    ...{ draws, profile, redLine },
  };
}

function analyticTask(file: SweepFile): SweepGrid["task"] {
  const given = simulatedOnly.find((key) => file[key] !== undefined);
  if (given !== undefined) {
    const hint = "write method: simulated, or leave it out";
    throw new GridError([given], `${given} is of simulated cells`, hint);
  }
  const { percentiles = ["p95"] } = file;
  return { method: "analytic", ...sweepLoads(file), percentiles: [...new Set(percentiles)] };
}

function simulatedTask(file: SweepFile): SweepGrid["task"] {
  const { clients = {}, duration = 300, warmUp = null, law = "lognormal", replications = 1 } = file;
  if (file.percentiles !== undefined) {
    const hint = "leave it out: a simulated cell has P50, P95 and P99";
    throw new GridError(["percentiles"], "is of analytic cells", hint);
  }
  if (duration <= 0) throw new GridError(["duration"], "must be above 0", 'e.g. "5 min"');
  if (warmUp !== null && warmUp >= duration) {
    throw new GridError(
      ["warmUp"],
      `must be less than the ${duration} s simulated`,
      "simulate longer",
    );
  }
  const { timeOuts, attempts, backOff = 0.2, factor, jitter, causes } = clients;
  requireTimes(timeOuts);
  const times = timeOuts?.map((typed) => (typed === "never" ? 0 : typed));
  const { unit, loads } = sweepLoads(file);
  return {
    method: "simulated",
    ...{ unit, loads },
    spike: spikeOf(file, unit),
    timeOuts: distinct(times, ["clients", "timeOuts"]),
    attempts: distinct(attempts, ["clients", "attempts"]),
    retry: {
      backOff,
      ...(factor === undefined ? {} : { factor }),
      ...(jitter === undefined ? {} : { jitter }),
      ...(causes === undefined ? {} : { causes }),
    },
    ...{ duration, warmUp, law, replications },
  };
}

/** A time-out of 0, which makes no sense, is told from "never". */
function requireTimes(times: readonly (number | "never")[] | undefined): void {
  const tiny = times?.findIndex((time) => time !== "never" && time < 1e-6) ?? -1;
  if (tiny < 0) return;
  throw new GridError(
    ["clients", "timeOuts", tiny],
    "must be 1 µs or more",
    'e.g. "1 s", or never',
  );
}

function distinct(
  values: readonly number[] | undefined,
  path: readonly PropertyKey[],
): readonly (number | null)[] {
  if (values === undefined) return [null];
  const twice = values.find((value, i) => values.indexOf(value) !== i);
  if (twice === undefined) return values;
  throw new GridError(
    path,
    `the value ${twice === 0 ? "never" : twice} stands twice`,
    "write it once",
  );
}

function spikeOf({ spike, duration }: SweepFile, unit: "users" | "req/s"): SweptSpike | null {
  if (spike === undefined) return null;
  if (duration !== undefined) {
    const hint = "leave it out: at, over, a length and after make the time";
    throw new GridError(["duration"], "is of a steady load", hint);
  }
  const { peak, times, at = 30, over = 1, lengths, after = 120 } = spike;
  if ((peak === undefined) === (times === undefined)) {
    throw new GridError(["spike"], "either peak or times says how high it is", "e.g. times: 3");
  }
  if (peak !== undefined && unitOf(peak) !== unit) {
    throw new GridError(["spike", "peak"], `must be in ${unit}`, "all loads are in one unit");
  }
  for (const [key, value] of Object.entries({ over, after })) {
    if (value <= 0) throw new GridError(["spike", key], "must be above 0", 'e.g. "1 s"');
  }
  distinct(lengths, ["spike", "lengths"]);
  const top =
    peak === undefined ? { times: times ?? 1 } : { load: loadOf(peak, unit, ["spike", "peak"]) };
  return { peak: top, at, over, lengths, after };
}

function seedsOf({ seeds }: SweepFile): readonly number[] | null {
  if (seeds === undefined) return null;
  distinct(seeds, ["seeds"]);
  return seeds;
}

function modelsOf({ model, hypotheses, draws }: SweepFile): SweptModels {
  if (model === undefined) return { hypotheses: hypotheses ?? "likeliest" };
  if (hypotheses !== undefined) {
    const hint = "leave one of them out";
    throw new GridError(["model"], "model and hypotheses exclude each other", hint);
  }
  if (draws !== undefined) {
    const hint = "name hypotheses of a workspace instead of a model";
    throw new GridError(["draws"], "draws are of hypotheses that were fitted", hint);
  }
  return { file: model };
}
