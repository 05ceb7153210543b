/** How a grid file spells what a sweep goes through. */
import { z } from "zod";
import { serviceLaws } from "../../simulation/course/service-law.ts";
import { failureCauses } from "../../simulation/stations/simulated-platform.ts";
import { quantityField } from "../quantity/quantity-field.ts";
import { leverNames } from "../scenario/parse-lever.ts";

const time = (what: string) => quantityField("time", what);

/** More of one thing than any grid needs, fewer than fill the memory. */
export const MOST_VALUES = 100_000;

const count = (what: string, most: number) =>
  z
    .number({ error: "expected a whole number, 1 or more" })
    .int({ error: "expected a whole number, 1 or more" })
    .min(1, { error: "expected a whole number, 1 or more" })
    .max(most, { error: `expected ${most} at most` })
    .describe(what);

const list = <T extends z.ZodType>(item: T) =>
  z.array(item, { error: "expected a list" }).min(1).max(MOST_VALUES);

const typed = z.union([z.string(), z.number()], {
  error: "expected a number, a quantity or an expression",
});

const lever = z.strictObject({
  lever: z.enum(leverNames).describe("What is changed"),
  to: z
    .union(
      [
        list(typed).describe('Values, as a scenario has them; "as is" leaves the lever alone'),
        z
          .strictObject({
            from: typed.describe("One end"),
            to: typed.describe("The other"),
            steps: count("Values, both ends among them; not of a random design", 1000).optional(),
          })
          .describe("Evenly spaced values, or any between in a random design"),
      ],
      { error: "expected a list of values, or { from: 20, to: 80, steps: 4 }" },
    )
    .describe("What it is set to"),
  endpoints: z.string().describe('"METHOD /path", * stands for anything').optional(),
  price: z.number().min(0).max(1e9).describe("What one more of it costs, in any unit").optional(),
});

const load = z
  .union([z.number(), z.string()], { error: 'expected "300 users" or "125 req/s"' })
  .describe('"300 users", or "125 req/s" of arrivals');

const loads = z
  .union(
    [
      list(load).describe("One after the other"),
      z
        .strictObject({ from: load, to: load, step: load })
        .describe("Evenly spaced, from the one to the other"),
    ],
    { error: "expected a list of loads, or { from: 10 users, to: 500 users, step: 10 users }" },
  )
  .describe("Users, or requests per second that arrive");

const spike = z.strictObject({
  peak: load.describe("Load at the top").optional(),
  times: z.number().min(1).max(1e6).describe("The top as so many times the load").optional(),
  at: time("When it begins, 30 s").optional(),
  over: time("How long the rise takes, 1 s").optional(),
  lengths: list(time("How long the top is held")).describe("How long the top is held"),
  after: time(
    "Watched after it; the last third says whether the platform is back, 2 min",
  ).optional(),
});

const clients = z.strictObject({
  timeOuts: list(
    z
      .union([z.literal("never"), quantityField("time", "A client gives up after this")])
      .describe('A client gives up after this; "never"'),
  )
    .describe("After which a client gives up; the work goes on")
    .optional(),
  attempts: list(count("Tries of one request in all", 255))
    .describe("Tries of one request in all, the first included; 1: nothing is tried again")
    .optional(),
  backOff: time("Pause before the second try, 200 ms").optional(),
  factor: z
    .number()
    .min(1)
    .max(1000)
    .describe("Each further pause is so many times longer, 2")
    .optional(),
  jitter: quantityField("share", "Random share of the pause, 1").optional(),
  causes: z.array(z.enum(failureCauses)).min(1).describe("Tried again; all causes").optional(),
});

export const sweepSchema = z.strictObject({
  title: z.string().min(1).describe("What a planner calls it"),
  method: z
    .enum(["analytic", "simulated"])
    .describe("By formulas, all loads in one cell; or event by event, one replication a cell"),
  hypotheses: z
    .union([z.enum(["all", "likeliest"]), z.array(z.string().min(1)).min(1)], {
      error: "expected all, likeliest or a list of names",
    })
    .describe("Explanations of the workspace, fitted: all, the likeliest, or those named")
    .optional(),
  model: z
    .string()
    .min(1)
    .describe("One model file instead; what is unknown stands at the medians of its priors")
    .optional(),
  draws: count(
    "Draws of the posterior of each explanation; without it the medians",
    1000,
  ).optional(),
  levers: z.array(lever).max(50).describe("What is varied of the platform").optional(),
  random: z
    .strictObject({
      points: count("Combinations of lever values", 1_000_000_000),
      seed: z
        .number()
        .int()
        .min(0)
        .max(1_000_000)
        .describe("Start of the random stream, 1")
        .optional(),
    })
    .describe("So many combinations at random instead of all of them")
    .optional(),
  loads,
  percentiles: z
    .array(z.enum(["p50", "p90", "p95", "p99"]))
    .min(1)
    .describe("Of analytic cells; p95 without it")
    .optional(),
  redLine: z
    .strictObject({
      p95: time("P95 at most"),
      errorRate: quantityField("share", "Errors at most"),
    })
    .describe("What counts as held; the policy's without it")
    .optional(),
  spike: spike.describe("Up from the load to a peak and back").optional(),
  clients: clients.describe("Time-outs and retries of simulated clients").optional(),
  profile: z
    .string()
    .min(1)
    .describe("Profile file whose clients, limits and failures hold in every simulated cell")
    .optional(),
  duration: time("Simulated time of a steady load, 5 min").optional(),
  warmUp: time("Cut from the start of a steady load; found by itself without").optional(),
  law: z.enum(serviceLaws).describe("Law of the work, lognormal").optional(),
  seeds: list(z.number().int().min(0).max(999_999_999)).describe("Of the simulator").optional(),
  replications: count("Simulated runs of each seed, 1", 1_000_000).optional(),
});

export type SweepFile = z.output<typeof sweepSchema>;
