/** Levers whose smallest size is looked for, and the sizes that are tried. */
import type { Policy } from "../../../limits/policy.ts";
import type { LeverName } from "../../../platform/levers/levers.ts";
import type { ImprovementSet } from "../improvement-sets.ts";

export type SizeLever = Extract<
  LeverName,
  "pool.size" | "api.replicas" | "db.cores" | "db.readReplicas" | "rateLimit"
>;

export const sizeLevers: readonly SizeLever[] = [
  "pool.size",
  "api.replicas",
  "db.cores",
  "db.readReplicas",
  "rateLimit",
];

export interface LeverSizes {
  readonly lever: SizeLever;
  /** Rising. */
  readonly sizes: readonly number[];
}

const upTo = (most: number, from = 1) =>
  Array.from({ length: most - from + 1 }, (_, i) => from + i);

/** Largest sizes that are tried; rate limits in the policy's steps. */
const MOST = { connections: 500, replicas: 16, cores: 96, readReplicas: 4, rates: 400 };

/** @param most the largest rate worth a limit, req/s */
export function leverSizes({ rateLimit }: Policy, most: number): readonly LeverSizes[] {
  const rates = Math.min(MOST.rates, Math.ceil(most / rateLimit.roundTo));
  return [
    { lever: "pool.size", sizes: upTo(MOST.connections) },
    { lever: "api.replicas", sizes: upTo(MOST.replicas) },
    { lever: "db.cores", sizes: upTo(MOST.cores) },
    { lever: "db.readReplicas", sizes: upTo(MOST.readReplicas, 0) },
    { lever: "rateLimit", sizes: upTo(rates).map((step) => step * rateLimit.roundTo) },
  ];
}

/** Sizes set together, as a set of one improvement without hours. */
export function sizesSet(sizes: Partial<Readonly<Record<SizeLever, number>>>): ImprovementSet {
  const levers = Object.entries(sizes).map(([name, value]) => ({
    name: name as SizeLever,
    text: String(value),
    value,
  }));
  const title = levers.map(({ name, text }) => `${name}=${text}`).join(", ");
  if (levers.length === 0) return { improvements: [], cost: 0 };
  return { improvements: [{ name: title, title, source: "", cost: 0, levers }], cost: 0 };
}
