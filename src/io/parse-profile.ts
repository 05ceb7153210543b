/** A profile file: a load over time, and what clients and platform do about it. */
import { bucketFor, type Controls, type Profile } from "../experiment/profile.ts";
import type { Parsed } from "../ingest/problem.ts";
import type { SimulatedClients, SimulatedRateLimit } from "../simulation/simulated-platform.ts";
import { parseYaml } from "./parse-yaml.ts";
import { LoadError, readProfileLoad } from "./profile-load.ts";
import { type ProfileFile, profileSchema } from "./profile-schema.ts";

/** What a profile may say and the simulator cannot do yet. */
const missing = [
  "perUserRateLimit",
  "autoscale",
  "cacheTtl",
  "failures",
  "deadlockRetries",
] as const satisfies readonly (keyof ProfileFile)[];

const checkedSchema = profileSchema.superRefine((file, context) => {
  for (const key of missing) {
    if (file[key] === undefined) continue;
    const message = "the simulator of this version has no such thing";
    const params = { hint: `leave ${key} out, or use a later version` };
    context.addIssue({ code: "custom", message, params, path: [key] });
  }
  if (file.duration <= 0) {
    const params = { hint: 'e.g. "5 min"' };
    context.addIssue({ code: "custom", message: "must be above 0", params, path: ["duration"] });
  }
  try {
    readProfileLoad(file);
  } catch (error) {
    if (!(error instanceof LoadError)) throw error;
    const { message, hint, path } = error;
    context.addIssue({ code: "custom", message, params: { hint }, path: [...path] });
  }
});

/** Parses a profile file. Faults are given with line, column and remedy. */
export function parseProfile(text: string, file: string): Parsed<Profile> {
  const parsed = parseYaml(text, file, checkedSchema);
  return parsed.ok ? { ok: true, value: profileOf(parsed.value) } : parsed;
}

function profileOf(file: ProfileFile): Profile {
  const { title, duration } = file;
  const bucket = file.bucket ?? bucketFor(duration);
  return { title, ...readProfileLoad(file), duration, bucket, controls: controlsOf(file) };
}

function controlsOf({ clients, pool, rateLimit, circuitBreaker }: ProfileFile): Controls {
  return {
    ...(clients ? { clients: withoutUndefined<SimulatedClients>(clients) } : {}),
    ...(pool ? { acquireTimeOut: pool.acquireTimeOut } : {}),
    ...(rateLimit
      ? {
          rateLimit: withoutUndefined<SimulatedRateLimit>({
            ...rateLimit,
            burst: rateLimit.burst ?? Math.max(1, rateLimit.rate),
          }),
        }
      : {}),
    ...(circuitBreaker ? { circuitBreaker } : {}),
  };
}

/** A key that is not there, where the file's type has one that may be undefined. */
function withoutUndefined<T>(value: object): T {
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  const plain = entries.map(([key, member]): [string, unknown] => [
    key,
    typeof member === "object" && member !== null && !Array.isArray(member)
      ? withoutUndefined<object>(member)
      : member,
  ]);
  return Object.fromEntries(plain) as T;
}
