import type { PerSecond } from "../../units.ts";
import type { PoolModel } from "../pool-model.ts";

/**
 * Completion rate μ(k) of the pool's station with k requests present, at capacity 1.
 *
 *     μ(k) = min(m, B) / (S · (1 + σ·(m − 1)⁺) · (1 + σ_o·j + κ_o·j·(j + 1))),
 *     m = min(k, c),  j = (k/r − 1)⁺
 *
 * Inside the pool of c is a resource that serves B requests at full speed; contention σ counts
 * the m requests at work, overload σ_o, κ_o all k that are present, on r API replicas that
 * share them. Only overload can make throughput fall once the pool is full. Gunther's
 * Universal Scalability Law as a load-dependent server (N. J. Gunther, "A General Theory of
 * Computational Scalability Based on Rational Functions", arXiv:0808.1431, 2008), split over
 * two populations.
 *
 * With read replicas the requests at work spread over the nodes; reads go to the replicas,
 * writes stay on the primary, and the busier side bounds the rate: the asymptotic bound of the
 * inner network, too high by what the two sides wait for one another (at most a factor
 * m/(m + nodes − 1), Lazowska, Zahorjan, Graham & Sevcik, Quantitative System Performance,
 * 1984, §5.4).
 */
export function poolRate(model: PoolModel, present: number): PerSecond {
  const k = present;
  const m = Math.min(k, model.poolSize);
  const perNode = m / (model.readReplicas + 1);
  const inside = 1 + model.contention * Math.max(perNode - 1, 0);
  const j = Math.max(k / model.apiReplicas - 1, 0);
  const overload = 1 + model.overloadContention * j + model.overloadCoherency * j * (j + 1);
  return Math.min(m, serversInReach(model)) / (model.serviceTime * inside * overload);
}

/** B, or with read replicas the number of servers that reads and writes in their mix can use. */
function serversInReach(model: PoolModel): number {
  const B = model.innerServers;
  if (model.readReplicas === 0) return B;
  const reads = model.readShare;
  const forWrites = reads < 1 ? B / (1 - reads) : Number.POSITIVE_INFINITY;
  const forReads = reads > 0 ? (B * model.readReplicas) / reads : Number.POSITIVE_INFINITY;
  return Math.max(B, Math.min(forWrites, forReads));
}
