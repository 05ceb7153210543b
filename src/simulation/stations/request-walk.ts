import type { Draws } from "../engine/draws.ts";
import { EndWatch } from "../engine/end-watch.ts";
import * as kinds from "../engine/event-kind.ts";
import type { RequestTable } from "../engine/request-table.ts";
import * as slots from "../engine/request-table.ts";
import type { RequestChoices } from "../load/request-choices.ts";
import { AcquireTimeOuts } from "./acquire-time-outs.ts";
import { ApiReplicas } from "./api-replicas.ts";
import type { CompiledClasses } from "./compile-classes.ts";
import { NodeFinder } from "./node-finder.ts";
import { Presence } from "./presence.ts";
import { ANSWERED, type RequestSink } from "./request-sink.ts";
import type { Resource } from "./resource.ts";
import { everyCause, type SimulatedPlatform } from "./simulated-platform.ts";
import * as steps from "./step.ts";
import { type TreePlaces, treePlaces } from "./tree-places.ts";
import { FAILS, Turns } from "./turns.ts";
import { WalkTable } from "./walk-table.ts";

// The compiler folds a constant of the file itself, none that is imported: here they are asked at every step.
const { ACQUIRE_DEADLINE, COMMIT_RETRY, WORK_END } = kinds;
const { NO_SLOT, ORPHANED } = slots;
const { ANSWER, DELAY, ENTER, LEAVE, SERVE, SERVE_SLOWED, SHARE } = steps;

const ACQUIRE_TIME_OUT = everyCause.indexOf("acquireTimeOut");
const UNAVAILABLE = everyCause.indexOf("unavailable");
const DEADLOCK = everyCause.indexOf("deadlock");

/** The way of requests through the tree of stations and pools, between client and client. */
export class RequestWalk {
  readonly watch = new EndWatch();
  readonly replicas: ApiReplicas;
  readonly presence: Presence;
  readonly tree: TreePlaces;
  /** Arrivals and ends at delays outside every pool, that no station counts. */
  delayEvents = 0;
  readonly table: WalkTable;
  readonly #nodes: NodeFinder;
  readonly #turns: Turns;
  readonly #requests: RequestTable;
  readonly #choices: RequestChoices;
  readonly #resources: readonly Resource[];
  readonly #timeOuts: AcquireTimeOuts;
  readonly #deals: boolean;
  readonly #breaks: boolean;
  /** Those of the table that every step asks. */
  readonly #kind: Uint8Array;
  readonly #each: Uint8Array;
  readonly #first: Int32Array;
  readonly #works: readonly (Draws | null)[];
  /** Whether work may be done again. */
  readonly #again: boolean;
  /** Whether any station counts who is present. */
  readonly #counts: boolean;
  #sink: RequestSink | null = null;
  /** Requests that were given a place and have not gone on yet. */
  readonly #ready: number[] = [];

  readonly #turnedAway = (slot: number) => this.#abort(slot, ACQUIRE_TIME_OUT);

  /** @param firstTimer the first of the reserved slots that acquire time-outs may use */
  constructor(
    platform: SimulatedPlatform,
    compiled: CompiledClasses,
    requests: RequestTable,
    firstTimer: number,
    choices: RequestChoices,
  ) {
    this.#requests = requests;
    this.#choices = choices;
    this.replicas = new ApiReplicas(platform, requests);
    this.tree = treePlaces(platform, requests);
    this.table = new WalkTable(compiled, this.tree);
    this.#nodes = new NodeFinder(this.table, requests, choices);
    this.#turns = new Turns(this.table, requests, choices);
    this.#kind = this.table.kind;
    this.#each = this.table.each;
    this.#first = this.table.first;
    this.#works = choices.works;
    this.#again = choices.again;
    this.#resources = this.table.resources;
    this.watch.observe(this.table.shared);
    this.#timeOuts = new AcquireTimeOuts(this.tree.timed, requests, firstTimer);
    this.presence = new Presence(this.tree.places, requests, this.replicas, this.watch);
    this.#counts = this.presence.counts;
    this.#breaks = (platform.incidents ?? []).length > 0;
    this.#deals = this.replicas.most > 1 || this.#breaks;
  }

  connect(sink: RequestSink): void {
    this.#sink = sink;
  }

  /** Takes a request in, at the first step of its class. */
  accept(slot: number): void {
    if (this.#deals && !this.replicas.deal(slot)) {
      this.#sink?.ended(slot, UNAVAILABLE);
      return;
    }
    if (this.#counts) this.presence.change(slot, 1);
    this.go(slot);
  }

  /** Lets a request go on from its step, and whoever gets on by that. */
  go(slot: number): void {
    this.#walk(slot, this.#requests.step[slot] ?? -1);
    if (this.#ready.length > 0) this.drain();
  }

  /** A slot that the calendar has woken. */
  wake(kind: number, slot: number): void {
    if (this.#breaks && this.#requests.takeBack(slot)) return;
    if (kind === WORK_END) this.#workEnd(slot);
    else if (kind === ACQUIRE_DEADLINE) {
      this.#timeOuts.turnAway(slot, this.#turnedAway);
      this.drain();
    } else if (kind === COMMIT_RETRY) {
      const step = this.#requests.step[slot] ?? -1;
      this.#requests.step[slot] = this.table.target[step] ?? -1;
      this.go(slot);
    }
  }

  /** The end that is due at the first of the shared stations. */
  endAtStation(): void {
    const slot = this.table.shared[this.watch.next]?.end() ?? NO_SLOT;
    this.watch.update();
    this.#workEnd(slot);
  }

  /** Brings all integrals up to now. */
  advance(): void {
    for (const resource of this.#resources) resource.advance();
    for (const station of this.table.shared) station.advance();
    this.replicas.advance();
  }

  /** Gives up all places that a request holds, those that its replica brings aside if it is down. */
  release(slot: number, replicaDown: boolean): void {
    let step = this.table.enclosing[this.#requests.step[slot] ?? -1] ?? -1;
    for (; step >= 0; step = this.table.enclosing[step] ?? -1) {
      if (!(replicaDown && this.table.perReplica(step))) this.#leave(slot, step);
    }
  }

  /** A request fails where it is, and leaves. */
  fail(slot: number, cause: number): void {
    this.#abort(slot, cause);
    this.drain();
  }

  /** One request less is present. */
  left(slot: number): void {
    if (this.#counts) this.presence.change(slot, -1);
  }

  /** Lets those go on that were given a place meanwhile. */
  drain(): void {
    const ready = this.#ready;
    for (let slot = ready.pop(); slot !== undefined; slot = ready.pop()) this.#goOn(slot);
  }

  /** Short, so that the compiler has room to draw into it what it calls at every step. */
  #walk(slot: number, from: number): void {
    let step = from;
    for (;;) {
      switch (this.#kind[step]) {
        case ENTER: {
          const at =
            this.#each[step] === 0 ? (this.#first[step] ?? 0) : this.#nodes.resource(slot, step);
          if (!this.#resources[at]?.enter(slot)) {
            this.#wait(slot, step, at);
            return;
          }
          step++;
          break;
        }
        case LEAVE:
          this.#leave(slot, step++);
          break;
        case DELAY:
          if (this.#delay(slot, step)) return;
          step++;
          break;
        case SHARE:
          this.#requests.step[slot] = step;
          if (this.table.chooses[step] === 1) this.#nodes.choose(slot, step);
          this.#share(slot, step);
          return;
        case SERVE:
        case SERVE_SLOWED: {
          this.#requests.step[slot] = step;
          const at =
            this.#each[step] === 0 ? (this.#first[step] ?? 0) : this.#nodes.resource(slot, step);
          if (this.#resources[at]?.enter(slot)) this.#work(slot, step);
          return;
        }
        case ANSWER:
          this.#answer(slot);
          return;
        default:
          step = this.#turns.next(slot, step);
          if (step === FAILS) this.#abort(slot, DEADLOCK);
          if (step < 0) return;
      }
    }
  }

  /** Works without any queue; false where that takes no time. */
  #delay(slot: number, step: number): boolean {
    const time = this.#workTime(slot, step);
    if (!(time > 0)) return false;
    const requests = this.#requests;
    requests.step[slot] = step;
    if (this.table.enclosing[step] === -1) this.delayEvents += 2;
    requests.wake(slot, WORK_END, requests.now + time);
    return true;
  }

  #wait(slot: number, step: number, at: number): void {
    this.#requests.step[slot] = step;
    const timer = this.table.timer[at] ?? -1;
    if (timer >= 0) this.#timeOuts.waits(timer);
  }

  /** Work at a server of its own, for who has got one. */
  #work(slot: number, step: number): void {
    if (this.#kind[step] === SERVE_SLOWED) {
      this.#share(slot, step);
      return;
    }
    const draws = this.#again ? null : this.#works[step];
    if (draws) this.#requests.wakeAfter(slot, WORK_END, draws);
    else this.#requests.wake(slot, WORK_END, this.#requests.now + this.#choices.work(step, slot));
  }

  #workTime(slot: number, step: number): number {
    return this.#again ? this.#choices.work(step, slot) : (this.#works[step]?.next() ?? 0);
  }

  #share(slot: number, step: number): void {
    const at =
      this.#each[step] === 0
        ? (this.table.firstShared[step] ?? 0)
        : this.table.sharedAt(step, this.#requests, slot);
    this.table.shared[at]?.arrive(slot, this.#workTime(slot, step));
    this.watch.update();
  }

  #workEnd(slot: number): void {
    const requests = this.#requests;
    const step = requests.step[slot] ?? -1;
    const kind = this.#kind[step] ?? 0;
    const next = kind === SERVE || kind === SERVE_SLOWED ? this.#freed(slot, step) : NO_SLOT;
    if (this.#breaks && (requests.flags[slot] ?? 0) & ORPHANED) this.endOrphan(slot);
    else this.#walk(slot, step + 1);
    if (this.#ready.length > 0) this.drain();
    if (next === NO_SLOT) return;
    this.#goOn(next);
    if (this.#ready.length > 0) this.drain();
  }

  /** Lets one go on that was given a place where it waited. */
  #goOn(slot: number): void {
    const step = this.#requests.step[slot] ?? -1;
    if (this.#kind[step] === ENTER) this.#walk(slot, step + 1);
    else this.#work(slot, step);
  }

  /** Gives back what a step holds; returns who takes it over, −1 for nobody. */
  #freed(slot: number, step: number): number {
    const at =
      this.#each[step] === 0 ? (this.#first[step] ?? 0) : this.table.at(step, this.#requests, slot);
    return this.#resources[at]?.leave() ?? NO_SLOT;
  }

  #leave(slot: number, step: number): void {
    const next = this.#freed(slot, step);
    if (next !== NO_SLOT) this.#ready.push(next);
  }

  #answer(slot: number): void {
    this.left(slot);
    if (this.#choices.keyed) this.#choices.fetched(slot);
    this.#sink?.ended(slot, ANSWERED);
  }

  #abort(slot: number, cause: number): void {
    this.release(slot, false);
    this.left(slot);
    this.#sink?.ended(slot, cause);
  }

  /** Work that went on for nobody is over, or lost. */
  endOrphan(slot: number): void {
    this.release(slot, true);
    this.left(slot);
    this.#requests.give(slot);
  }
}
