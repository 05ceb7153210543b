import { entryAt, numberAt } from "../../entry-at.ts";
import { nextOf } from "../../platform/discipline.ts";
import { isSlowed } from "../../platform/slowdown-law.ts";
import { countRounds } from "../../platform/tree/rounds.ts";
import type { TimeLaw } from "../engine/time-law.ts";
import type { SimulatedPart, SimulatedPlatform } from "./simulated-platform.ts";
import {
  ANSWER,
  COMMIT,
  DELAY,
  ENTER,
  LEAVE,
  LOOK_UP,
  SERVE,
  SERVE_SLOWED,
  SHARE,
} from "./step.ts";

/** One step of a class's way through the tree. */
export interface Step {
  readonly kind: number;
  /** Number of the station or pool; −1 for a step at none. */
  readonly place: number;
  /** Law of the work, for a step that works. */
  readonly time: TimeLaw | null;
  readonly endpoint: number;
  /** Number of the step that took the innermost place held here; −1 if none is held. */
  readonly enclosing: number;
  /** Where else it may go on; −1 for steps that lead to the next one only. */
  readonly target: number;
}

/** The ways of all classes, one after the other, and where each begins. */
export interface CompiledClasses {
  readonly steps: readonly Step[];
  readonly starts: readonly number[];
}

/** Steps of all ways together: twenty bytes each. */
const MOST_STEPS = 2_000_000;

/**
 * Turns the tree into a flat list of steps for each class, so that a request need not search it.
 *
 * @throws RangeError if visits make more than two million steps
 */
export function compileClasses(platform: SimulatedPlatform): CompiledClasses {
  const steps: Step[] = [];
  const starts: number[] = [];
  const numbers = numbered(platform.parts);
  const ways = platform.classes.map((_, k) => wayOf(platform, k, numbers));
  for (const [k, way] of ways.entries()) {
    const miss = platform.endpoints[platform.classes[k]?.endpoint ?? 0]?.keys
      ? missOf(platform, k)
      : -1;
    starts.push(steps.length);
    const begin = steps.length;
    for (const step of miss < 0 ? way : lookedUp(way, ways[miss] ?? [])) {
      steps.push({
        ...step,
        enclosing: step.enclosing < 0 ? -1 : step.enclosing + begin,
        target: step.target < 0 ? -1 : step.target + begin,
      });
    }
    if (steps.length > MOST_STEPS) {
      throw new RangeError(`visits must make at most ${MOST_STEPS} steps, got more`);
    }
  }
  for (const [i, step] of steps.entries()) {
    if (step.kind !== LOOK_UP) continue;
    const k = starts.findLastIndex((start) => start <= i);
    const begin = numberAt(starts, k);
    steps[i] = { ...step, target: numberAt(starts, missOf(platform, k)) + (i - begin) };
  }
  return { steps, starts };
}

/** The class of an endpoint's requests that no cache answers; −1 for such a class itself. */
function missOf({ classes }: SimulatedPlatform, k: number): number {
  const own = classes[k];
  if (!own?.hit) return -1;
  return classes.findIndex(({ endpoint, hit }) => endpoint === own.endpoint && !hit);
}

/** The way of hits whose keys must be there: they look where it leaves that of the others. */
function lookedUp(hits: readonly Step[], misses: readonly Step[]): readonly Step[] {
  let same = 0;
  while (
    hits[same]?.kind === misses[same]?.kind &&
    hits[same]?.place === misses[same]?.place &&
    same < hits.length - 1
  ) {
    same++;
  }
  const at = entryAt(hits, same);
  const moved = hits.slice(same).map((step) => ({
    ...step,
    enclosing: step.enclosing >= same ? step.enclosing + 1 : step.enclosing,
  }));
  return [
    ...hits.slice(0, same),
    {
      kind: LOOK_UP,
      place: -1,
      time: null,
      endpoint: at.endpoint,
      enclosing: at.enclosing,
      target: -1,
    },
    ...moved,
  ];
}

function wayOf(
  { parts, classes, endpoints }: SimulatedPlatform,
  k: number,
  numbers: ReadonlyMap<SimulatedPart, number>,
): readonly Step[] {
  const endpoint = classes[k]?.endpoint ?? 0;
  const way: Step[] = [];
  const work = (part: SimulatedPart) => (part.kind === "node" ? (part.work[k] ?? null) : null);
  const rounds = (part: SimulatedPart): number =>
    countRounds(part, (node) => node.work[k]?.visits ?? 0);
  const push = (kind: number, part: SimulatedPart | null, enclosing: number, target = -1) =>
    way.push({
      ...{ kind, endpoint, enclosing, target },
      place: (part && numbers.get(part)) ?? -1,
      time: part ? (work(part)?.time ?? null) : null,
    });
  const commits = endpoints[endpoint]?.deadlock ? commitGroup(parts, k) : null;

  const visit = (part: SimulatedPart, round: number, enclosing: number): void => {
    if (part.kind === "node") {
      if (!takesNoTime(part, k)) push(workKind(part), part, enclosing);
      return;
    }
    const entered = push(ENTER, part, enclosing) - 1;
    if (part.held === "request") group(part.inside, entered);
    else {
      for (const inner of part.inside) if (rounds(inner) > round) visit(inner, round, entered);
    }
    push(LEAVE, part, entered);
  };
  const group = (inside: readonly SimulatedPart[], enclosing: number): void => {
    const most = inside.reduce((all, part) => Math.max(all, rounds(part)), 0);
    let first = -1;
    for (let round = 0; round < most; round++) {
      for (const part of inside) {
        if (rounds(part) <= round) continue;
        if (first < 0 && inside === commits && hasDatabase(part, k)) first = way.length;
        visit(part, round, enclosing);
      }
    }
    if (first >= 0) push(COMMIT, null, enclosing, first);
  };
  group(parts, -1);
  push(ANSWER, null, -1);
  return way;
}

/** A delay of no length at all is no step. */
function takesNoTime(part: SimulatedNode, k: number): boolean {
  const time = part.work[k]?.time;
  return part.discipline === "delay" && time?.law === "constant" && time.mean === 0;
}

type SimulatedNode = Extract<SimulatedPart, { kind: "node" }>;

function workKind(part: SimulatedNode): number {
  if (part.discipline === "delay") return DELAY;
  if (nextOf(part.discipline) === null) return SHARE;
  return isSlowed(part) ? SERVE_SLOWED : SERVE;
}

/** Numbers of all parts: each before what is inside, as the places are numbered. */
function numbered(parts: readonly SimulatedPart[]): ReadonlyMap<SimulatedPart, number> {
  const numbers = new Map<SimulatedPart, number>();
  const number = (part: SimulatedPart): void => {
    numbers.set(part, numbers.size);
    if (part.kind === "pool") part.inside.forEach(number);
  };
  parts.forEach(number);
  return numbers;
}

function hasDatabase(part: SimulatedPart, k: number): boolean {
  if (part.kind === "pool") return part.inside.some((inner) => hasDatabase(inner, k));
  return part.role === "database" && entryAt(part.work, k) !== null;
}

/** Where a commit is tried again: all that is done with the database, the workers held meanwhile. */
function commitGroup(parts: readonly SimulatedPart[], k: number): readonly SimulatedPart[] {
  const [only, ...others] = parts.filter((part) => hasDatabase(part, k));
  if (only?.kind === "pool" && only.role === "workers" && others.length === 0) {
    return commitGroup(only.inside, k);
  }
  return parts;
}
