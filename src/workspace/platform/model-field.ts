/** What each number of a platform is, and the range in which it makes sense. */
import type { QuantityKind } from "../quantity/quantity.ts";

/** What a number of a model is: a quantity, or a plain number of 0 or more. */
export type ModelKind = QuantityKind | "number";

/** Every number of a model file that may be unknown, by its key. */
export const modelFields = {
  thinkTime: "time",
  weight: "factor",
  readShare: "share",
  cacheHits: "share",
  cacheTime: "time",
  demand: "time",
  visits: "number",
  variation: "number",
  servers: "cores",
  contention: "number",
  coherency: "number",
  crowding: "number",
  drift: "number",
  sharedLimit: "connections",
  delayVariation: "number",
  replication: "share",
  maxConnections: "connections",
  size: "connections",
  overflow: "overflow",
  acquireTimeOut: "time",
  rateLimit: "rate",
  rateBurst: "requests",
  requestLimit: "requests",
  clientTimeOut: "time",
  backgroundErrorRate: "share",
} as const satisfies Readonly<Record<string, ModelKind>>;

export type ModelField = keyof typeof modelFields;

export const isModelField = (key: unknown): key is ModelField =>
  typeof key === "string" && Object.hasOwn(modelFields, key);

/** Nobody waits for a time-out of 0. */
const aboveZero: ReadonlySet<ModelField> = new Set(["acquireTimeOut", "clientTimeOut"]);

/** Fewer visits of a request than this are none. */
const LEAST_VISITS = 1e-9;

/** What no platform reaches, and no solver is asked for: a thousandfold slowdown by a single other request. */
const largest: Partial<Readonly<Record<ModelField, number>>> = {
  visits: 1e6,
  variation: 1000,
  delayVariation: 1000,
  contention: 1000,
  coherency: 1000,
  crowding: 1000,
  drift: 10,
};

/** Why a value is out of the field's range ("must be above 0"); undefined where it is inside. */
export function outOfRange(field: ModelField, value: number): string | undefined {
  const kind: ModelKind = modelFields[field];
  if (kind === "share") return value >= 0 && value <= 1 ? undefined : "must be between 0 and 1";
  if (kind === "connections" || kind === "requests")
    return value >= 1 ? undefined : "must be 1 or more";
  if (kind === "overflow") return value >= 0 ? undefined : "must be 0 or more";
  if (kind === "time" || kind === "number") {
    const most = largest[field] ?? Number.POSITIVE_INFINITY;
    if (value > most) return `must be at most ${most}`;
    if (field === "visits" && value > 0 && value < LEAST_VISITS) {
      return `must be 0, or ${LEAST_VISITS} or more`;
    }
    if (aboveZero.has(field)) return value > 0 ? undefined : "must be above 0";
    return value >= 0 ? undefined : "must be 0 or more";
  }
  return value > 0 ? undefined : "must be above 0";
}
