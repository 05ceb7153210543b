import { asItIs } from "../levers/as-it-is.ts";
import type { PoolModel } from "../pool-model.ts";

/**
 * M/M/c//N as a pool model: exponential holds of 50 ms in a pool of 20, one second of thinking,
 * and nothing else that slows, varies or fails.
 */
export function classicalModel(changes: Partial<PoolModel> = {}): PoolModel {
  const poolSize = changes.poolSize ?? 20;
  return {
    thinkTime: 1,
    apiTime: 0,
    poolSize,
    serviceTime: 0.05,
    innerServers: 1e9,
    contention: 0,
    overloadContention: 0,
    overloadCoherency: 0,
    capacityVariation: 0,
    holdVariation: 1,
    delayVariation: 1,
    sharedLimit: poolSize,
    ...asItIs,
    ...changes,
  };
}
