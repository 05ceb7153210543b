import type { RequestTable } from "../engine/request-table.ts";
import { NOBODY, RoundRobin } from "./round-robin.ts";
import type { SimulatedPlatform } from "./simulated-platform.ts";

/** Which API replicas serve, and whose turn it is. */
export class ApiReplicas {
  /** All, those included that an autoscaler may add. */
  readonly most: number;
  readonly turns: RoundRobin;
  /** Integral over time of the replicas that serve. */
  servingTime = 0;
  /** Replicas that the overload of shared stations is spread over. */
  spread: number;
  readonly #requests: RequestTable;
  #changed = 0;

  constructor(platform: SimulatedPlatform, requests: RequestTable) {
    this.#requests = requests;
    this.most = mostReplicas(platform);
    this.spread = platform.apiReplicas ?? 1;
    this.turns = new RoundRobin(0, this.most);
    for (let i = this.spread; i < this.most; i++) this.turns.set(i, false);
  }

  /** Gives a request the replica whose turn it is; false if none serves. */
  deal(slot: number): boolean {
    const replica = this.turns.next();
    if (replica === NOBODY) return false;
    this.#requests.replica[slot] = replica;
    return true;
  }

  /** Puts a replica into service or takes it out. */
  serve(replica: number, serves: boolean): void {
    this.advance();
    this.turns.set(replica, serves);
    this.spread = Math.max(1, this.turns.serving);
  }

  /** Brings the integral over replicas up to now. */
  advance(): void {
    const { now } = this.#requests;
    this.servingTime += this.turns.serving * (now - this.#changed);
    this.#changed = now;
  }
}

/** Replicas that the platform may come to have. */
export function mostReplicas({ apiReplicas, autoscale }: SimulatedPlatform): number {
  return Math.max(apiReplicas ?? 1, autoscale?.most ?? 1);
}
