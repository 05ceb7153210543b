import { integrate } from "../../stats/integrate.ts";
import { birthDeathOfSteps } from "../birth-death.ts";
import { mmcTimeout, type TimeoutStation } from "../open/mmc-timeout.ts";
import { spareServers } from "../open/spare-servers.ts";
import { compare, type Verification } from "./verification.ts";

/**
 * M/M/c+D in closed form against its states below c, summed one by one, and its density
 * of the offered wait, integrated numerically; and the balance λ·(1 - P(abandon)) = μ·E[busy]
 * with E[busy] from those states. Cost O(c).
 *
 * @throws RangeError as mmcTimeout
 */
export function verifyMmcTimeout(station: TimeoutStation): readonly Verification[] {
  const first = mmcTimeout(station);
  const { arrivalRate: rate, serviceTime: S, servers: c, timeout: T } = station;
  const p = birthDeathOfSteps((k) => (rate * S) / k, c - 1);
  // v(x) over the density at its peak, which is at 0, or at τ in overload.
  const theta = spareServers(c, rate, S) / S;
  const peak = Math.max(0, -theta * T);
  const inside = (x: number) => Math.exp(-theta * x - peak);
  const breaks = Array.from({ length: 40 }, (_, i) => T * 2 ** (i - 40));
  // In overload the density gathers near τ: measured from there.
  const over = (f: (x: number) => number) =>
    integrate((y) => inside(theta < 0 ? T - y : y) * f(theta < 0 ? T - y : y), 0, T, breaks);
  const drop = (S / c) * 50;
  const late = integrate((y) => inside(T) * Math.exp((-c / S) * y), 0, drop);
  const entry = rate * (p[c - 1] ?? 0);
  const within = entry * over(() => 1);
  const timedOut = entry * late;
  const free = Math.exp(-peak);
  const total = free + within + timedOut;
  const below = p.reduce((sum, share, k) => sum + share * k, 0);
  const busy = (free * below + c * (within + timedOut)) / total;
  const wait = (entry * over((x) => x) + timedOut * T) / total;
  return [
    compare("probabilityOfAbandonment", first.probabilityOfAbandonment, timedOut / total),
    compare("throughput", first.throughput, busy / S),
    compare("waitingTime", first.waitingTime, wait),
    compare("probabilityOfWait", first.probabilityOfWait, (within + timedOut) / total),
  ];
}
