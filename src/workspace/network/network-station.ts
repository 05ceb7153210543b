/** One station of a network, as a file or an option of the command line describes it. */
import { z } from "zod";
import type { NetworkStation } from "../../textbook/closed/closed-network.ts";
import { quantityField } from "../quantity/quantity-field.ts";

export const stationSchema = z.strictObject({
  name: z.string().min(1).describe("What a planner calls it"),
  kind: z
    .enum(["queue", "delay", "loadDependent"])
    .default("queue")
    .describe("A queue of equal servers; a delay, where nobody waits; or given by its rates"),
  servers: z.number().int().min(1).max(1e7).optional().describe("Equal servers, default 1"),
  discipline: z
    .enum(["ps", "fifo"])
    .optional()
    .describe(
      "How a queue serves: ps (default) shares its servers evenly among all who are there, fifo in order of arrival, exponential",
    ),
  serviceTime: quantityField("time", "Mean time of one visit").optional(),
  visits: z.number().min(0).max(1e9).optional().describe("Mean visits for each request, default 1"),
  rates: z
    .array(quantityField("rate", "Completions per second"))
    .min(1)
    .optional()
    .describe(
      "Load-dependent: completed visits per second with 1, 2, 3… present; the last holds on",
    ),
  demands: z
    .record(z.string(), quantityField("time", "Time for each request, all visits together"))
    .optional()
    .describe("Several classes: demand of each by its name; 0 of a class that is not named"),
});

export type TypedStation = z.output<typeof stationSchema>;

/** A station that makes no sense: the key at fault and what is wrong with it. */
export interface StationFault {
  readonly key: string;
  readonly message: string;
  readonly hint: string;
}

/** What is wrong with a discipline where nobody queues. */
export const noDiscipline = (kind: string) =>
  ["discipline", `a ${kind} has no discipline`, "leave discipline out"] as const;

/** The station of a network of one class, or what is wrong with it. */
export function stationOf(typed: TypedStation): NetworkStation | StationFault {
  const { name, kind, servers, serviceTime, visits, rates, demands, discipline } = typed;
  const visited = { name, ...(visits !== undefined && { visits }) };
  const fault = (key: string, message: string, hint: string): StationFault => ({
    key,
    message,
    hint,
  });
  if (demands !== undefined) {
    return fault("demands", "demands belong to classes", "name the classes, or give a serviceTime");
  }
  // Of one class with exponential service both disciplines answer alike.
  if (discipline !== undefined && kind !== "queue") return fault(...noDiscipline(kind));
  if (kind === "loadDependent") {
    if (rates === undefined) return fault("kind", "rates are missing", 'e.g. rates: ["90 req/s"]');
    if (serviceTime !== undefined || servers !== undefined) {
      return fault("kind", "rates say all about its speed", "leave out serviceTime and servers");
    }
    return { ...visited, kind, rates };
  }
  if (rates !== undefined) return fault("rates", `a ${kind} has no rates`, "kind: loadDependent");
  if (serviceTime === undefined) {
    return fault("name", `${name}: serviceTime is missing`, "e.g. serviceTime: 65 ms");
  }
  if (!(serviceTime > 0)) return fault("serviceTime", "must be above 0", "e.g. serviceTime: 65 ms");
  if (kind === "queue") {
    return { ...visited, kind, serviceTime, ...(servers !== undefined && { servers }) };
  }
  if (servers !== undefined) {
    return fault("servers", "a delay has no servers: nobody waits there", "leave servers out");
  }
  return { ...visited, kind, serviceTime };
}

/** What an option wrote wrongly. */
export class StationError extends Error {
  override readonly name = "StationError";
}

/** The keys of an option and what they are called in files. */
const optionKeys: Readonly<Record<string, keyof TypedStation>> = {
  name: "name",
  kind: "kind",
  servers: "servers",
  discipline: "discipline",
  "service-time": "serviceTime",
  visits: "visits",
};

/**
 * "pool, servers=10, service-time=65 ms, visits=2": a name, then settings.
 *
 * @throws StationError that says what is expected
 */
export function parseStationOption(option: string): TypedStation {
  const [first = "", ...settings] = option.split(",").map((part) => part.trim());
  const typed: Record<string, string | number> = {};
  for (const setting of first.includes("=")
    ? [first, ...settings]
    : [`name=${first}`, ...settings]) {
    const [key = "", value = ""] = setting.split("=").map((part) => part.trim());
    const known = optionKeys[key];
    if (known === undefined || value === "" || setting.split("=").length !== 2) {
      const keys = Object.keys(optionKeys).join(", ");
      throw new StationError(`expected settings of ${keys}, got "${setting}"`);
    }
    if (known in typed) throw new StationError(`${key} is given twice in "${option}"`);
    const number = known === "servers" || known === "visits";
    typed[known] = number ? Number(value) : value;
  }
  const result = stationSchema.safeParse(typed);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new StationError(`${issue?.path.join(".") ?? ""}: ${issue?.message} in "${option}"`);
}
