/**
 * How work slows down where it meets other work: the one law that the solver and the simulator
 * both follow. Gunther's Universal Scalability Law over two populations, those at work at one
 * node and those present on the platform.
 *
 * Source: N. J. Gunther, Guerrilla Capacity Planning, Springer (2007), ch. 4-6, for σ and κ.
 */
export interface SlowdownLaw {
  /** Contention σ ≥ 0: linear slowdown by each other request at work. */
  readonly contention: number;
  /** Coherency κ ≥ 0: quadratic slowdown. */
  readonly coherency: number;
  /** Crowding δ ≥ 0: slowdown by each request at work beyond the servers. */
  readonly crowding: number;
  /** σ of overload: slowdown by each other request present, waiting ones too. */
  readonly overloadContention: number;
  /** κ of overload, quadratic. */
  readonly overloadCoherency: number;
}

/** No slowdown at all. */
export const noSlowdown: SlowdownLaw = {
  contention: 0,
  coherency: 0,
  crowding: 0,
  overloadContention: 0,
  overloadCoherency: 0,
};

/** By what the work of each is stretched with m > 0 at work: 1 + σ·(m − 1) + κ·m·(m − 1) + δ·(m − servers)⁺. */
export function slowdownAtWork(law: SlowdownLaw, m: number, servers: number): number {
  const others = m > 1 ? m - 1 : 0;
  const beyond = m > servers ? m - servers : 0;
  return 1 + law.contention * others + law.coherency * m * others + law.crowding * beyond;
}

/** What overload adds to a factor of 1 with j others present: σ·j + κ·j·(j + 1). */
export function overloadOf(
  law: Pick<SlowdownLaw, "overloadContention" | "overloadCoherency">,
  j: number,
): number {
  return law.overloadContention * j + law.overloadCoherency * j * (j + 1);
}

/** Whether a law counts those that wait, too. */
export function hasOverload(
  law: Pick<SlowdownLaw, "overloadContention" | "overloadCoherency">,
): boolean {
  return law.overloadContention > 0 || law.overloadCoherency > 0;
}

/** Whether a law slows anything down. */
export function isSlowed(law: SlowdownLaw): boolean {
  return hasOverload(law) || law.contention > 0 || law.coherency > 0 || law.crowding > 0;
}
