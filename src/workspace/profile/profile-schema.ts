/** How a profile file spells a load over time, and what clients and platform do about it. */
import { z } from "zod";
import { failureCauses } from "../../simulation/stations/simulated-platform.ts";
import { quantityField } from "../quantity/quantity-field.ts";

const time = (what: string) => quantityField("time", what);

const count = (what: string) =>
  z.number({ error: "expected a whole number, 1 or more" }).int().min(1).max(1e9).describe(what);

/** Users, or arrivals where a rate is written. */
const load = (what: string) =>
  z
    .union([z.number(), z.string()], { error: 'expected "300 users" or "125 req/s"' })
    .describe(`${what}: "300 users", or "125 req/s" of arrivals`);

const figure = (what: string) =>
  z
    .union([z.number(), z.string()], { error: 'expected "150 users" or "70 %"' })
    .describe(`${what}: "150 users", or "70 %"`);

const speed = z
  .union([z.number(), z.string()], { error: 'expected users per second, e.g. "50 users/s"' })
  .describe('Users that come or go per second: "50 users/s"');

const change = {
  spawnRate: speed.optional(),
  over: time("How long the change takes, instead of spawnRate").optional(),
};

const ramp = z.strictObject({
  from: load("Load at first"),
  to: load("Load at the end"),
  ...change,
  at: time("When it begins; from the start without it").optional(),
});

const spike = z.strictObject({
  base: load("Load before and after"),
  peak: load("Load at the top"),
  ...change,
  at: time("When it begins"),
  hold: time("How long the peak lasts"),
});

const steps = z.strictObject({
  loads: z.array(load("Load of a step")).min(1).describe("One after the other"),
  each: time("How long each lasts"),
});

const point = z.strictObject({ at: time("When"), load: load("Load at that time") });

const shapes = z
  .strictObject({
    steady: load("The same load all the time").optional(),
    ramp: ramp.describe("From one load to another").optional(),
    spike: spike.describe("Up to a peak, held, and down again at once").optional(),
    steps: steps.describe("Several loads in a row").optional(),
    points: z.array(point).min(1).describe("Straight lines between points").optional(),
    history: z
      .string({ error: 'expected a file name, e.g. "run_stats_history.csv"' })
      .min(1)
      .describe("Users of a measured run: Locust's _stats_history.csv, beside the profile")
      .optional(),
  })
  .describe("One of steady, ramp, spike, steps, points and history");

const retry = z.strictObject({
  attempts: count("Tries of one request in all, the first included"),
  backOff: time("Pause before the second try"),
  factor: z.number().min(1).describe("Each further pause is so many times longer, 2").optional(),
  jitter: quantityField("share", "Random share of the pause, 1").optional(),
  causes: z.array(z.enum(failureCauses)).min(1).describe("Tried again; all causes").optional(),
});

const rateLimit = z.strictObject({
  rate: quantityField("rate", "Requests admitted per second in the long run"),
  burst: z.number().min(1).describe("Admitted at once after a quiet time; a second's").optional(),
  retryAfter: time("Retry-After: who tries again waits at least this long").optional(),
});

const autoscale = z.strictObject({
  measure: z.enum(["users", "utilization"]).describe("Users over replicas, or share busy"),
  above: figure("Above this figure a step of replicas is added"),
  below: figure("Below this one a replica is taken away; never").optional(),
  step: count("Replicas added at a time, 1").optional(),
  least: count("Fewest replicas, 1").optional(),
  most: count("Most replicas"),
  delay: time("From the decision until the new replica serves"),
  coolDown: time("Least time between two decisions").optional(),
  every: time("Time between two looks at the figure, 15 s").optional(),
});

const timedCache = z.strictObject({
  endpoints: z.string().min(1).describe('"GET /path", * stands for anything'),
  ttl: time("How long an answer is kept"),
  keys: count("Different answers there are, 1").optional(),
  zipf: z.number().min(0).describe("The k-th is asked for k^-zipf times as often, 0").optional(),
  time: time("What a hit takes, 1 ms").optional(),
});

const down = {
  replica: count("Which, from 1; 1").optional(),
  at: time("When"),
  recovery: time("How long it is away; for good").optional(),
  work: z.enum(["lost", "rerouted"]).describe("What becomes of its requests, lost").optional(),
};

const incident = z.discriminatedUnion("what", [
  z.strictObject({ what: z.literal("apiReplica"), ...down }),
  z.strictObject({ what: z.literal("readReplica"), ...down }),
  z.strictObject({ what: z.literal("cache").describe("All answers kept"), at: time("When") }),
]);

const deadlock = z.strictObject({
  share: quantityField("share", "Of the writes, those whose commit fails"),
  retries: count("Times that one request tries again"),
  backOff: time("Pause before the first of them"),
  factor: z.number().min(1).describe("Each further pause is so many times longer, 2").optional(),
});

export const profileSchema = z.strictObject({
  title: z.string().min(1).describe("What a planner calls it"),
  source: z.string().describe("The sentence that it stands for").optional(),
  load: shapes,
  duration: time("Simulated time of each replication"),
  bucket: time("Steps of the time series; about 600 of them, 1 s at least").optional(),
  clients: z
    .strictObject({
      timeOut: time("A client gives up after this; the work goes on").optional(),
      retry: retry.describe("Failed requests are sent again").optional(),
    })
    .optional(),
  pool: z
    .strictObject({ acquireTimeOut: time("Who waits this long for a connection fails") })
    .optional(),
  rateLimit: rateLimit.describe("Token bucket before the API; the excess gets 429").optional(),
  perUserRateLimit: rateLimit.describe("The same for each user").optional(),
  circuitBreaker: z
    .strictObject({
      failures: count("Failures in a row that open it"),
      recovery: time("Time open; then one request is let through"),
    })
    .optional(),
  autoscale: autoscale.describe("API replicas follow the load").optional(),
  cacheTtl: z.array(timedCache).min(1).describe("Answers kept for a time").optional(),
  failures: z.array(incident).min(1).describe("What breaks down, and when").optional(),
  deadlockRetries: deadlock
    .describe("Commits of writes that fail are tried again inside the request")
    .optional(),
});

export type ProfileFile = z.output<typeof profileSchema>;
