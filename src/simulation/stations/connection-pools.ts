import { ACQUIRE_DEADLINE } from "../engine/event-kind.ts";
import { NO_SLOT, type RequestTable } from "../engine/request-table.ts";
import { mostReplicas } from "./api-tier.ts";
import { Gate } from "./gate.ts";
import type { SimulatedPlatform } from "./simulated-platform.ts";

/** The pools of connections, one for each node or one for each API replica and node. */
export class ConnectionPools {
  /** Node by node for each replica that has pools of its own. */
  readonly gates: readonly Gate[];
  readonly perReplica: boolean;
  readonly #requests: RequestTable;
  /** Nodes that have pools of their own; one where one pool leads to all. */
  readonly nodes: number;
  readonly #shared: boolean;
  readonly #acquireTimeOut: number;
  readonly #firstTimer: number;
  readonly #armed: Uint8Array;

  /** @param firstTimer the first of the reserved slots that pools may use, one each */
  constructor(platform: SimulatedPlatform, requests: RequestTable, firstTimer: number) {
    const { pool } = platform;
    this.#requests = requests;
    this.nodes = nodesWithPools(platform);
    this.#shared = this.nodes === 1;
    this.perReplica = pool?.per === "replica";
    this.gates = Array.from(
      { length: poolCount(platform) },
      () => new Gate(requests, pool?.size ?? 0),
    );
    this.#acquireTimeOut = pool?.acquireTimeOut ?? 0;
    this.#firstTimer = firstTimer;
    this.#armed = new Uint8Array(this.gates.length);
  }

  /** The pool that a request asks: of its node, and of its replica where each has its own. */
  poolOf(slot: number): number {
    const node = this.#shared ? 0 : (this.#requests.node[slot] as number);
    if (!this.perReplica) return node;
    return (this.#requests.replica[slot] as number) * this.nodes + node;
  }

  /** Somebody has joined the line of a pool: he may come to wait too long. */
  waits(index: number): void {
    if (this.#acquireTimeOut > 0 && this.#armed[index] === 0) this.#arm(index);
  }

  /** Calls back for those in a line whose time is over, then waits for the next one's. */
  turnAway(timer: number, failed: (slot: number) => void): void {
    const index = timer - this.#firstTimer;
    const pool = this.gates[index] as Gate;
    this.#armed[index] = 0;
    for (;;) {
      const slot = pool.longest();
      if (slot === NO_SLOT) return;
      if ((this.#requests.since[slot] as number) + this.#acquireTimeOut > this.#requests.now) break;
      pool.turnAway();
      failed(slot);
    }
    if (this.#armed[index] === 0) this.#arm(index);
  }

  /** A node breaks down and its connections with it; calls back for each that waited. */
  clear(node: number, lost: (slot: number) => void): void {
    for (let i = node; i < this.gates.length; i += this.nodes) this.gates[i]?.clear(lost);
  }

  /** A replica breaks down: takes its requests out of the lines, and calls back for each. */
  dismiss(replica: number, lost: (slot: number) => void): void {
    const isOf = (slot: number) => this.#requests.replica[slot] === replica;
    for (const gate of this.gates) gate.dismiss(isOf, lost);
  }

  #arm(index: number): void {
    const slot = (this.gates[index] as Gate).longest();
    const due = (this.#requests.since[slot] as number) + this.#acquireTimeOut;
    this.#armed[index] = 1;
    this.#requests.wake(this.#firstTimer + index, ACQUIRE_DEADLINE, due);
  }
}

function nodesWithPools({ pool, database }: SimulatedPlatform): number {
  if (pool?.sharedByNodes) return 1;
  return (database.shards ?? 1) * (1 + (database.readReplicas ?? 0));
}

/** Pools of a platform. */
export function poolCount(platform: SimulatedPlatform): number {
  if (!platform.pool) return 0;
  const owners = platform.pool.per === "replica" ? mostReplicas(platform.api) : 1;
  return owners * nodesWithPools(platform);
}
