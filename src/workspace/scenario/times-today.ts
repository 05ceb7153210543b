import type { LeverDefinition } from "../../platform/levers/lever-definition.ts";

/** "x2", "×2", "2x" and "* 2": that many times as much. */
const times = /^(?:[x×*]\s*(\d+(?:\.\d+)?|\.\d+)|(\d+(?:\.\d+)?|\.\d+)\s*[x×])$/i;

const pieces: ReadonlySet<string> = new Set([
  "requests",
  "connections",
  "workers",
  "replicas",
  "shards",
]);

/**
 * What a planner means by "x2", "2x" and "×2", written out: "2 * pool.size", rounded where pieces
 * are counted; for a lever that is itself a factor of today, "2". Any other text, and a lever with
 * nothing to multiply, as it is.
 */
export function timesToday({ name, kind, today }: LeverDefinition, text: string): string {
  const [, before, after] = times.exec(text) ?? [];
  const factor = before ?? after;
  if (factor === undefined) return text;
  if (kind === "factor" || kind === "scale") return factor;
  if (today === null) return text;
  const product = `${factor} * ${name}`;
  return pieces.has(kind) && !Number.isInteger(Number(factor)) ? `round(${product})` : product;
}
