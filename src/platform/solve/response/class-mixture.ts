import { floatAt, numberAt } from "../../../entry-at.ts";
import type { Seconds } from "../../../units.ts";
import type { ClassWork } from "../../tree/part.ts";
import { normalNodes } from "../parts/normal-nodes.ts";
import type { NodeBehavior } from "../parts/part-behavior.ts";
import type { PreparedPlatform } from "../prepare-platform.ts";
import type { ArrivalView } from "./arrival-view.ts";
import { ResponseMixture, timeOfWork, type WorkLaw } from "./response-mixture.ts";
import type { StateGroup } from "./state-group.ts";

/** Parts of a law that are rarer than this are left out of the whole. */
const RARE = 1e-9;

/**
 * How fast the narrower of two laws grows with its normal deviate is looked at here: laws to the right of their
 * middle are steeper, and what is rarer hardly counts.
 */
const FAR = 1.5;

/**
 * The response-time law of one class: over groups of states, the waits in line (none, or a gamma
 * law of their two moments) plus the class's own work. The node with the widest law is followed as
 * it is, lognormal and slowed in proportion to the work; all others are one lognormal.
 */
export function classMixture(
  prepared: PreparedPlatform,
  view: ArrivalView,
  groups: readonly StateGroup[],
  c: number,
): ResponseMixture {
  const mixture = new ResponseMixture();
  // Who passes every station by is answered at once.
  if (prepared.inside.nodes.every(({ work }) => !work[c])) return mixture;
  const noises = noisesOf(prepared, view, c);
  for (const group of groups) addGroup(mixture, prepared, view, noises, group, c);
  return mixture;
}

/** Of each node: `noiseOf` the whole work of the class there, the same in all groups. */
function noisesOf(prepared: PreparedPlatform, view: ArrivalView, c: number): Float64Array {
  const { nodes } = prepared.inside;
  const noises = new Float64Array(nodes.length);
  for (let i = 0; i < nodes.length; i++) {
    const work = nodes[i]?.work[c];
    if (work) noises[i] = noiseOf(prepared, view, i, work.visits * work.service);
  }
  return noises;
}

function addGroup(
  mixture: ResponseMixture,
  prepared: PreparedPlatform,
  view: ArrivalView,
  noises: Float64Array,
  group: StateGroup,
  c: number,
): void {
  const { weight } = group;
  const wait = waitOf(prepared, group, c);
  const { law, width, restMean, restVariance } = workOf(prepared, view, noises, group, c);
  // The lognormal is narrow around its median, whatever its tail.
  const bulk = law.now * Math.exp(law.center) * law.spread;
  if (wait.free > RARE) {
    const v = restMean > 0 ? Math.log1p(restVariance / restMean ** 2) : 0;
    const share = weight * wait.free;
    const steep = restMean * Math.sqrt(v) * Math.exp(Math.sqrt(v) * FAR - v / 2);
    const nodes = normalNodes(steep / bulk, share);
    for (let i = 0; i < nodes.z.length; i++) {
      const z = numberAt(nodes.z, i);
      const rest = restMean * Math.exp(Math.sqrt(v) * z - v / 2);
      mixture.addWork(share * numberAt(nodes.weight, i), rest, law);
    }
  }
  const waiting = 1 - wait.free;
  if (waiting <= RARE) return;
  const delay = wait.mean / waiting;
  const mean = delay + restMean;
  const own = (wait.variance + wait.mean ** 2) / waiting - delay * delay;
  const variance = Math.max(own, 1e-6 * delay * delay) + restVariance;
  // The wider of the two laws is kept whole, the other one taken at some of its values.
  const share = weight * waiting;
  if (variance > width) {
    const steep = timeOfWork(Math.exp(law.center + law.spread * FAR), law) * law.spread;
    const nodes = normalNodes(steep / Math.sqrt(variance), share);
    for (let i = 0; i < nodes.z.length; i++) {
      const z = numberAt(nodes.z, i);
      const work = timeOfWork(Math.exp(law.center + law.spread * z), law);
      mixture.addGamma(share * numberAt(nodes.weight, i), work, mean, variance);
    }
    return;
  }
  const ninth = variance / (9 * mean * mean);
  const steep = 3 * mean * Math.sqrt(ninth) * (1 - ninth + FAR * Math.sqrt(ninth)) ** 2;
  const nodes = normalNodes(steep / bulk, share);
  for (let i = 0; i < nodes.z.length; i++) {
    const z = numberAt(nodes.z, i);
    const root = Math.max(0, 1 - ninth + z * Math.sqrt(ninth));
    mixture.addWork(share * numberAt(nodes.weight, i), mean * root ** 3, law);
  }
}

/** All lines a class stands in: share that waits in none, mean and variance of the whole. */
function waitOf({ inside }: PreparedPlatform, group: StateGroup, c: number) {
  let free = 1;
  let mean = 0;
  let variance = 0;
  for (let i = 0; i < inside.waits.length; i++) {
    const often = inside.waits[i]?.visits[c] ?? 0;
    if (often === 0) continue;
    const each = numberAt(group.mean, i);
    free *= numberAt(group.free, i) ** often;
    mean += often * each;
    variance += often * (numberAt(group.square, i) - each * each);
  }
  return { free, mean, variance };
}

function workOf(
  prepared: PreparedPlatform,
  view: ArrivalView,
  noises: Float64Array,
  group: StateGroup,
  c: number,
) {
  const { nodes } = prepared.inside;
  let main = -1;
  let width = -1;
  let mainNoise = 0;
  let restMean = 0;
  let restVariance = 0;
  for (let i = 0; i < nodes.length; i++) {
    const work: ClassWork | null | undefined = nodes[i]?.work[c];
    if (!work) continue;
    const visit = work.service * numberAt(group.slowdown, i);
    const time = work.visits * visit;
    const noise = floatAt(noises, i);
    const own = (stayVariation(nodes[i], work, numberAt(group.slowdown, i)) + noise) * time * time;
    restMean += time;
    if (own > width) {
      if (main >= 0) restVariance += width;
      main = i;
      width = own;
      mainNoise = noise;
    } else restVariance += own;
  }
  const node = nodes[main];
  const work = node?.work[c];
  if (!node || !work) {
    throw new RangeError(`endpoints must visit a station, ${nameOf(prepared, c)} has none`);
  }
  const slowdown = numberAt(group.slowdown, main);
  const variance = Math.log1p(stayVariation(node, work, slowdown)) + Math.log1p(mainNoise);
  const spread = Math.sqrt(Math.max(variance, 1e-6));
  const law: WorkLaw = {
    center: Math.log(work.visits * work.service) - (spread * spread) / 2,
    spread,
    now: slowdown,
    later: numberAt(view.slowdowns, main),
    // Per work done, not per time: only so is the mean over what was found that of Little's law.
    returning: forgettingAt(prepared, view, main) * numberAt(view.slowdowns, main),
  };
  const own = work.visits * work.service * slowdown;
  return { law, width, restMean: Math.max(0, restMean - own), restVariance };
}

/**
 * Squared coefficient of variation of a stay: that of the work, or, where the delay by sharing has a
 * variation of its own, that of two lognormal times that rise together.
 */
function stayVariation(node: NodeBehavior | undefined, work: ClassWork, slowdown: number): number {
  const own = work.variation ** 2 / work.visits;
  const delayVariation = node?.delayVariation ?? null;
  if (delayVariation === null) return own;
  const delayed = delayVariation ** 2;
  const together = Math.expm1(Math.sqrt(Math.log1p(own) * Math.log1p(delayed)));
  const [hold, delay] = [1 / slowdown, 1 - 1 / slowdown];
  return hold * hold * own + delay * delay * delayed + 2 * hold * delay * together;
}

/**
 * Work of high variance leaves slowly: what is shared forgets by (1 + CV²)/2 slower, exactly so
 * for M/G/∞ and in heavy traffic under processor sharing (residual work, E[S²]/2E[S]).
 */
function forgettingAt({ inside }: PreparedPlatform, { forgetting }: ArrivalView, i: number) {
  const node = inside.nodes[i];
  return node === undefined || node.delay ? 0 : forgetting * node.evenness;
}

/**
 * Squared coefficient of variation that the coming and going of others adds to the stay of this
 * much work, beside what the start tells: the slowdown as an Ornstein–Uhlenbeck process. With what
 * the start tells it is the variance of M/M/1 under processor sharing given the work, exactly.
 */
function noiseOf(prepared: PreparedPlatform, view: ArrivalView, i: number, work: Seconds): number {
  const mean = numberAt(view.slowdowns, i);
  const x = work * mean * forgettingAt(prepared, view, i);
  if (x === 0) return 0;
  const left = Math.exp(-x);
  const kept = x < 1e-2 ? x * (2 / 3 - x / 2) : (2 * x - 3 + left * (4 - left)) / (x * x);
  return (kept * numberAt(view.slowdownVariances, i)) / (mean * mean);
}

function nameOf({ endpoints }: PreparedPlatform, c: number): string {
  return endpoints.find(({ classes }) => classes.includes(c))?.name ?? "";
}
