import { nextOf } from "../../platform/discipline.ts";
import { isSlowed } from "../../platform/slowdown-law.ts";
import { requireSupported } from "../../platform/tree/supports.ts";
import { requireCount, requireNonNegative, requirePositive, requireShare } from "../../require.ts";
import { requireTimeLaw } from "../engine/time-law.ts";
import type { SimulatedPart, SimulatedPlatform } from "./simulated-platform.ts";

/** Replicas, nodes and visits: far beyond any platform, and within the simulator's tables. */
const MOST = 10_000;

type SimulatedNode = Extract<SimulatedPart, { kind: "node" }>;

/**
 * Checks the stations, pools and classes of a platform.
 *
 * @throws RangeError naming the first number that is out of its range, or the first part that the
 *   simulator has no way of dealing with
 */
export function requireTree({ parts, classes, endpoints, apiReplicas }: SimulatedPlatform): void {
  requireSupported("simulator", parts);
  requireMost("apiReplicas", requireCount("apiReplicas", apiReplicas ?? 1));
  for (const { endpoint, share } of classes) {
    requireShare("share of a class", share);
    requireCount("endpoint of a class", endpoint, 0);
  }
  for (const [i, { name, keys }] of endpoints.entries()) {
    const own = classes.filter(({ endpoint }) => endpoint === i);
    const shares = own.reduce((sum, { share }) => sum + share, 0);
    if (!(Math.abs(shares - 1) < 1e-6)) {
      throw new RangeError(`shares of the classes of ${name} must sum to 1, got ${shares}`);
    }
    if (keys && own.every(({ hit }) => hit)) {
      throw new RangeError(`classes of ${name} must have one for keys that are missing, got none`);
    }
  }
  for (const part of parts) requirePart(part);
}

function requirePart(part: SimulatedPart): void {
  const { name } = part;
  requireCount(`readReplicas of ${name}`, part.readReplicas, 0);
  const shards = requireCount(`shards of ${name}`, part.shards);
  requireMost(`shards of ${name} times its nodes`, shards * (1 + part.readReplicas));
  if (part.kind === "node") {
    requireNode(part);
    return;
  }
  requireCount(`size of ${name}`, part.size);
  if (part.acquireTimeOut !== null) {
    requirePositive(`acquireTimeOut of ${name}`, part.acquireTimeOut);
  }
  if (!["visit", "request"].includes(part.held)) {
    throw new RangeError(`held of ${name} must be visit or request, got ${part.held}`);
  }
  for (const inner of part.inside) requirePart(inner);
}

function requireNode(node: SimulatedNode): void {
  const { name, discipline } = node;
  if (nextOf(discipline) !== null) requireCount(`servers of ${name}`, node.servers);
  else if (discipline !== "delay") requirePositive(`servers of ${name}`, node.servers);
  for (const [factor, value] of Object.entries({
    contention: node.contention,
    coherency: node.coherency,
    crowding: node.crowding,
    overloadContention: node.overloadContention,
    overloadCoherency: node.overloadCoherency,
  })) {
    requireNonNegative(`${factor} of ${name}`, value);
  }
  if (discipline === "delay" && isSlowed(node)) {
    throw new RangeError(`slowdown of ${name} must be 0 for a delay, got more`);
  }
  for (const work of node.work) {
    if (work === null) continue;
    requireTimeLaw(`work at ${name}`, work.time);
    requireMost(`visits at ${name}`, requireCount(`visits at ${name}`, work.visits));
  }
}

function requireMost(name: string, count: number): void {
  if (count > MOST) throw new RangeError(`${name} must be at most ${MOST}, got ${count}`);
}
