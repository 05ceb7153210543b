import type { Seconds } from "../../units.ts";
import { REPLICA_START, SCALING } from "../engine/event-kind.ts";
import type { ReplicaRoster } from "../stations/replica-roster.ts";
import { scaledPlace } from "../stations/scaled-place.ts";
import type { Place } from "../stations/tree-places.ts";
import type { ChangedParts } from "./changed-parts.ts";
import type { SimulatedAutoscaler } from "./platform-dynamics.ts";

/** Time between two looks at the figure unless it is given: that of Kubernetes. */
const EVERY: Seconds = 15;

/** Asks for API replicas and sends them away, as the law of `SimulatedAutoscaler` says. */
export class Autoscaler {
  readonly #law: SimulatedAutoscaler;
  readonly #parts: ChangedParts;
  readonly #roster: ReplicaRoster;
  readonly #timer: number;
  /** Whose utilization is looked at; null where it is none. */
  readonly #scaled: Place | null;
  /** Integrals of work in each replica and of those that serve, at the last look. */
  #busy: readonly number[] = [];
  #serving = 0;
  #changed = Number.NEGATIVE_INFINITY;

  /** @param timer the first of 1 + `most` reserved slots */
  constructor(law: SimulatedAutoscaler, parts: ChangedParts, roster: ReplicaRoster, timer: number) {
    this.#law = law;
    this.#scaled = scaledPlace(parts.walk.tree);
    this.#parts = parts;
    this.#roster = roster;
    this.#timer = timer;
  }

  start(): void {
    this.#utilization();
    this.#lookLater();
  }

  wake(kind: number, slot: number): void {
    if (kind === SCALING) {
      this.#look();
      this.#lookLater();
    } else if (kind === REPLICA_START) {
      this.#roster.started(slot - this.#timer - 1);
    }
  }

  #look(): void {
    const { above, below, least, most, coolDown, step, delay } = this.#law;
    const { requests } = this.#parts;
    const utilization = this.#utilization();
    if (requests.now < this.#changed + (coolDown ?? 0)) return;
    const { wanted } = this.#roster;
    const figure = this.#figure(utilization);
    if (figure > above) {
      const added = Math.min(step ?? 1, most - wanted);
      for (let i = 0; i < added; i++) {
        const replica = this.#roster.order();
        requests.wake(this.#timer + 1 + replica, REPLICA_START, requests.now + delay);
      }
      if (added > 0) this.#changed = requests.now;
    } else if (figure < (below ?? 0) && wanted > (least ?? 1) && this.#roster.starting === 0) {
      this.#roster.dismiss();
      this.#changed = requests.now;
    }
  }

  #figure(utilization: number): number {
    const { clients, walk } = this.#parts;
    const { wanted } = this.#roster;
    if (this.#law.measure === "users") return (clients.users?.count ?? 0) / wanted;
    return (utilization * walk.replicas.turns.serving) / wanted;
  }

  /** Share of the workers or cores of those that serve, since the last look. */
  #utilization(): number {
    const { walk } = this.#parts;
    const { replicas } = walk;
    walk.advance();
    const busy = busyTimes(this.#scaled);
    const before = this.#busy;
    const serving = this.#serving;
    this.#busy = busy;
    this.#serving = replicas.servingTime;
    const work = busy.reduce(
      (sum, time, i) => (replicas.turns.serves(i) ? sum + time - (before[i] ?? 0) : sum),
      0,
    );
    const room = (replicas.servingTime - serving) * serversOf(this.#scaled);
    return room > 0 ? work / room : 0;
  }

  #lookLater(): void {
    const { requests } = this.#parts;
    requests.wake(this.#timer, SCALING, requests.now + (this.#law.every ?? EVERY));
  }
}

function busyTimes(place: Place | null): readonly number[] {
  if (place === null) return [];
  if (place.resources.length > 0) return place.resources.map(({ heldTime }) => heldTime);
  return place.shared.map(({ coreTime }) => coreTime);
}

function serversOf(place: Place | null): number {
  return place?.resources[0]?.places ?? place?.shared[0]?.cores ?? 0;
}
