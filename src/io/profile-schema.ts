/** How a profile file spells a load over time, and what clients and platform do about it. */
import { z } from "zod";
import { failureCauses } from "../simulation/simulated-platform.ts";
import { quantityField } from "./quantity-field.ts";

const time = (what: string) => quantityField("time", what);

const count = (what: string) =>
  z.number({ error: "expected a whole number, 1 or more" }).int().min(1).max(1e9).describe(what);

/** Users, or arrivals where a rate is written. */
const load = (what: string) =>
  z
    .union([z.number(), z.string()], { error: 'expected "300 users" or "125 req/s"' })
    .describe(`${what}: "300 users", or "125 req/s" of arrivals`);

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

const shapes = z
  .strictObject({
    steady: load("The same load all the time").optional(),
    ramp: ramp.describe("From one load to another").optional(),
    spike: spike.describe("Up to a peak, held, and down again at once").optional(),
    steps: steps.describe("Several loads in a row").optional(),
  })
  .describe("One of steady, ramp, spike and steps");

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
  autoscale: z
    .strictObject({
      above: load("Load that adds a replica"),
      below: load("Load that takes one away").optional(),
      most: quantityField("replicas", "Replicas at most"),
      delay: time("From the decision to a replica that serves"),
      coolDown: time("Pause between two decisions").optional(),
    })
    .describe("API replicas follow the load")
    .optional(),
  cacheTtl: z
    .array(
      z.strictObject({
        endpoints: z.string().min(1).describe('"GET /path", * stands for anything'),
        ttl: time("How long an answer is kept"),
        keys: count("Different answers there are, 1").optional(),
        time: time("What a hit takes").optional(),
      }),
    )
    .min(1)
    .describe("Answers kept for a time")
    .optional(),
  failures: z
    .array(
      z.strictObject({
        what: z.enum(["apiReplica", "readReplica", "database", "cache"]).describe("What fails"),
        at: time("When"),
        recovery: time("How long it is away"),
      }),
    )
    .min(1)
    .describe("What breaks down, and when it is back")
    .optional(),
  deadlockRetries: z
    .strictObject({
      share: quantityField("share", "Of the writes, those whose commit fails"),
      attempts: count("Tries inside the request, the first included"),
      backOff: time("Pause before the next").optional(),
    })
    .describe("Commits that fail are tried again inside the request")
    .optional(),
});

export type ProfileFile = z.output<typeof profileSchema>;
