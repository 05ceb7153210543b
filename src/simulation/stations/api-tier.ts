import { hasOverload, isSlowed, noSlowdown } from "../../platform/slowdown-law.ts";
import type { EndWatch } from "../engine/end-watch.ts";
import { API_END } from "../engine/event-kind.ts";
import { NO_SLOT, type RequestTable } from "../engine/request-table.ts";
import { Gate } from "./gate.ts";
import { SharedStation } from "./processor-sharing.ts";
import type { SimulatedApi } from "./simulated-platform.ts";
import { NOBODY, Turns } from "./turns.ts";

/** The API replicas: their workers, what they work at, and which of them serve. */
export class ApiTier {
  /** Replicas, those included that an autoscaler may add. */
  readonly replicas: number;
  /** One for each replica, where the discipline has any. */
  readonly workers: readonly Gate[];
  readonly cores: readonly SharedStation[];
  readonly turns: Turns;
  /** Arrivals and ends at delays, that no station counts. */
  delayEvents = 0;
  /** Integral over time of the replicas that serve. */
  servingTime = 0;
  #servingChanged = 0;
  readonly #requests: RequestTable;
  readonly #watch: EndWatch;
  readonly #crowds: boolean;
  readonly #hasWorkers: boolean;
  readonly #hasCores: boolean;
  /** Requests in each replica. */
  readonly #present: Int32Array;

  constructor(api: SimulatedApi, requests: RequestTable, watch: EndWatch) {
    this.#requests = requests;
    this.#watch = watch;
    this.replicas = mostReplicas(api);
    this.turns = new Turns(0, this.replicas);
    for (let i = api.replicas ?? 1; i < this.replicas; i++) this.turns.set(i, false);
    const each = Array.from({ length: this.replicas });
    const slow = api.discipline === "ps" || isSlowed({ ...noSlowdown, ...api.slowdown });
    this.workers = api.discipline === "fifo" ? each.map(() => new Gate(requests, api.servers)) : [];
    this.cores = slow ? each.map(() => new SharedStation(requests, api.servers, api.slowdown)) : [];
    this.#crowds = hasOverload({ ...noSlowdown, ...api.slowdown });
    this.#hasWorkers = this.workers.length > 0;
    this.#hasCores = this.cores.length > 0;
    this.#present = new Int32Array(this.replicas);
  }

  /** The replica whose turn it is; −1 if none serves. */
  deal(slot: number): number {
    const replica = this.turns.next();
    if (replica !== NOBODY) this.#requests.replica[slot] = replica;
    return replica;
  }

  /** Takes a request in; true if there was no wait and no work, so that it may go on at once. */
  enter(slot: number, replica: number): boolean {
    if (this.#crowds) this.#crowd(replica, 1);
    if (this.#hasWorkers && !(this.workers[replica] as Gate).enter(slot)) return false;
    return this.#work(slot, replica);
  }

  /** Whether a request holds a worker or is counted until its answer. */
  get holds(): boolean {
    return this.#hasWorkers || this.#crowds;
  }

  /** Lets a request out; returns who takes over its worker and has no work, −1 for nobody. */
  leave(slot: number): number {
    const replica = this.#requests.replica[slot] as number;
    if (this.#crowds) this.#crowd(replica, -1);
    if (!this.#hasWorkers) return NO_SLOT;
    const next = (this.workers[replica] as Gate).leave();
    return next !== NO_SLOT && this.#work(next, replica) ? next : NO_SLOT;
  }

  /** A replica breaks down; calls back for each request that waited or shared its cores. */
  clear(replica: number, lost: (slot: number) => void): void {
    this.workers[replica]?.clear(lost);
    this.cores[replica]?.clear(lost);
    if (this.#crowds) this.#crowd(replica, -(this.#present[replica] as number));
    if (this.#hasCores) this.#watch.update();
  }

  /** Puts a replica into service or takes it out. */
  serve(replica: number, serves: boolean): void {
    this.advance();
    this.turns.set(replica, serves);
  }

  /** Brings the integral over replicas up to now. */
  advance(): void {
    const { now } = this.#requests;
    this.servingTime += this.turns.serving * (now - this.#servingChanged);
    this.#servingChanged = now;
  }

  #work(slot: number, replica: number): boolean {
    const requests = this.#requests;
    const work = requests.apiTime[slot] as number;
    if (this.#hasCores) {
      (this.cores[replica] as SharedStation).arrive(slot, work);
      this.#watch.update();
      return false;
    }
    if (!(work > 0)) return true;
    if (!this.#hasWorkers) this.delayEvents += 2;
    requests.wake(slot, API_END, requests.now + work);
    return false;
  }

  #crowd(replica: number, change: number): void {
    const present = (this.#present[replica] as number) + change;
    this.#present[replica] = present;
    (this.cores[replica] as SharedStation).crowd(present - 1);
    this.#watch.update();
  }
}

/** Replicas that the platform may come to have. */
export function mostReplicas(api: SimulatedApi): number {
  return Math.max(api.replicas ?? 1, api.autoscale?.most ?? 1);
}
