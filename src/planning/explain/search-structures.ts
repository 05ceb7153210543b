/** Structures that explain a campaign, simplest first: each law is kept where levels left out are better predicted. */
import type { MeasuredRun } from "../../calibration/figures.ts";
import { weighHypotheses } from "../../calibration/weighing/weigh-hypotheses.ts";
import { fillKnown } from "../../platform/fill-known.ts";
import type { KnownFacts } from "../../platform/known-facts.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import { unknownsOf } from "../../platform/unknowns-of.ts";
import { RandomStream } from "../../random/random-stream.ts";
import { extendedStarts } from "../fit/extension/extended-starts.ts";
import { ownHypotheses, unweighed } from "./own-hypotheses.ts";
import {
  type Law,
  laws,
  type Resource,
  resources,
  type Structure,
  twins,
  type Visits,
  visits,
} from "./structure.ts";
import { type StructureScale, structureHypothesis } from "./structure-hypothesis.ts";
import type { TriedHypothesis, Unweighed } from "./tried-hypothesis.ts";

export interface SearchOptions {
  readonly seed: number;
  /** Hypotheses of the planner's own, which take part with the same score. */
  readonly own: readonly Hypothesis[];
  /** What stands in each structure. */
  readonly known: KnownFacts;
  readonly onProgress?: (done: number) => void;
}

/** How many of the best so far of each way of visiting gain a law, round by round. */
const GROWN = [2, 2, 1];

/** A way of visiting whose best is so far behind, as ln of a density, is given up. */
const HOPELESS = 25;

/** Belief that a law must bring, as ln of the density of what was left out. */
const WORTH_A_LAW = 0.5;

/**
 * Structures that explain a campaign, those that predict levels left out best first: resources for
 * each way of visiting them, then laws for the best ones, one at a time, each fit starting where
 * that without the law ended. Bounded and deterministic.
 */
export function searchStructures(
  runs: readonly MeasuredRun[],
  scale: StructureScale,
  { seed, own, known, onProgress = () => {} }: SearchOptions,
): readonly TriedHypothesis[] {
  const tried = new Map<string, Unweighed>();
  const build = (structure: Structure) => {
    const unsaid = { apiReplicas: true, readReplicas: true };
    return fillKnown(structureHypothesis(structure, scale), known, unsaid);
  };
  const bases = baseStructures(scale);
  const ways = new Set(bases.map((structure) => structure.visits));
  const most = GROWN.reduce((sum, grown) => sum + grown * ways.size * lawNames.length, 0);
  const attempt = (structure: Structure, hypothesis: Hypothesis, simpler?: Unweighed) => {
    if (tried.has(hypothesis.name)) return;
    const one = fitted(structure, hypothesis, runs, seed, simpler);
    if (one !== null) tried.set(hypothesis.name, one);
    onProgress(Math.min(tried.size / (own.length + bases.length + most), 1));
  };
  for (const one of ownHypotheses(own, runs, seed)) {
    tried.set(one.hypothesis.name, one);
    onProgress(Math.min(tried.size / (own.length + bases.length + most), 1));
  }
  for (const structure of bases) attempt(structure, build(structure));
  for (const grown of GROWN) {
    const found = ranked([...tried.values()]);
    const hopeless = scoreOf(found[0]) - HOPELESS;
    const simple = [...ways].flatMap((way) =>
      found
        .filter((one) => one.structure?.visits === way && scoreOf(one) > hopeless)
        .slice(0, grown),
    );
    for (const simpler of simple) {
      for (const structure of grownBy(simpler.structure)) {
        attempt(structure, build(structure), simpler);
      }
    }
  }
  const alone = (structure: Structure, hypothesis: Hypothesis) =>
    fitted(structure, hypothesis, runs, seed, undefined);
  return weighed(withTwins(simplest([...tried.values()]), build, alone), seed);
}

const lawNames = Object.keys(laws) as Law[];

/** Each resource that figures can tell, without a law, for each way that they tell of visiting it. */
function baseStructures({ endpoints }: StructureScale): readonly Structure[] {
  const groups = endpoints.some(({ bystander }) => bystander);
  const ways: readonly Visits[] = groups ? (Object.keys(visits) as Visits[]) : ["all"];
  const copies = new Set(Object.values(twins));
  const told = (Object.keys(resources) as Resource[]).filter((resource) => !copies.has(resource));
  return ways.flatMap((visitedBy) =>
    told.map((resource): Structure => ({ resource, visits: visitedBy, laws: [] })),
  );
}

/** The same with one more law. */
function grownBy(structure: Structure | null): readonly Structure[] {
  if (structure === null) return [];
  return lawNames
    .filter((law) => !structure.laws.includes(law))
    .map((law) => ({
      ...structure,
      laws: lawNames.filter((one) => one === law || structure.laws.includes(one)),
    }));
}

/**
 * What figures cannot tell from a structure has its fit, unless what is known of one of the two leaves
 * them different sizes: then a position of the one says nothing of the other, which is fitted by itself.
 */
function withTwins(
  tried: readonly Unweighed[],
  build: (structure: Structure) => Hypothesis,
  alone: (structure: Structure, hypothesis: Hypothesis) => Unweighed | null,
): readonly Unweighed[] {
  return tried.flatMap((one) => {
    const twin = one.structure === null ? undefined : twins[one.structure.resource];
    if (one.structure === null || twin === undefined) return [one];
    const structure = { ...one.structure, resource: twin };
    const hypothesis = build(structure);
    if (sizesOf(hypothesis) === sizesOf(one.hypothesis)) {
      return [one, { ...one, structure, hypothesis }];
    }
    const own = alone(structure, hypothesis);
    return own === null ? [one] : [one, own];
  });
}

/** What a hypothesis says of servers and pools, known or open. */
function sizesOf({ platform: { stations, pools } }: Hypothesis): string {
  const servers = stations.map((station) => (station.kind === "queue" ? station.servers : null));
  return JSON.stringify([servers, pools.map(({ size }) => size)]);
}

function fitted(
  structure: Structure,
  hypothesis: Hypothesis,
  runs: readonly MeasuredRun[],
  seed: number,
  simpler: Unweighed | undefined,
): Unweighed | null {
  const unknowns = unknownsOf(hypothesis);
  const starts =
    simpler && extendedStarts(unknownsOf(simpler.hypothesis), simpler.fit.position, unknowns);
  return unweighed(structure, hypothesis, runs, seed, starts === undefined ? {} : { starts });
}

/** How well levels left out are predicted; with too few of them, how close the fit is. */
function scoreOf(one: Unweighed | undefined): number {
  if (one === undefined) return Number.NEGATIVE_INFINITY;
  const { leftOut, fit } = one;
  return leftOut.length > 0
    ? leftOut.reduce((sum, { logDensity }) => sum + logDensity, 0)
    : -fit.cost * fit.noiseScale ** 2;
}

function ranked(tried: readonly Unweighed[]): readonly Unweighed[] {
  return tried.toSorted((a, b) => scoreOf(b) - scoreOf(a));
}

/** Without structures that a simpler one of the same kind predicts as well as. */
function simplest(tried: readonly Unweighed[]): readonly Unweighed[] {
  return tried.filter((one) => {
    const { structure } = one;
    if (structure === null) return true;
    return !tried.some((other) => {
      const simpler = other.structure;
      if (simpler === null || simpler.laws.length >= structure.laws.length) return false;
      const same = simpler.resource === structure.resource && simpler.visits === structure.visits;
      const within = simpler.laws.every((law) => structure.laws.includes(law));
      return same && within && scoreOf(one) < scoreOf(other) + WORTH_A_LAW;
    });
  });
}

function weighed(tried: readonly Unweighed[], seed: number): readonly TriedHypothesis[] {
  const all = ranked(tried);
  const { weights } = weighHypotheses(
    all.map(({ leftOut }) => leftOut.map(({ logDensity }) => logDensity)),
    RandomStream.fromSeed(seed, 4),
  );
  return all.flatMap((one, i) => {
    const weight = weights[i];
    return weight === undefined ? [] : [{ ...one, weight }];
  });
}
