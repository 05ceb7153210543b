import { hasOverload, isSlowed, noSlowdown } from "../../platform/slowdown-law.ts";
import type { EndWatch } from "../engine/end-watch.ts";
import { DATABASE_END } from "../engine/event-kind.ts";
import { NO_SLOT, type RequestTable } from "../engine/request-table.ts";
import type { ConnectionPools } from "./connection-pools.ts";
import { Gate } from "./gate.ts";
import { LockStation } from "./lock-station.ts";
import { SharedStation } from "./processor-sharing.ts";
import type { SimulatedPlatform } from "./simulated-platform.ts";
import { NOBODY, Turns } from "./turns.ts";

/** The database nodes behind their pools: shards, each a primary and its read replicas. */
export class DatabaseTier {
  /** Nodes of each shard, the primary first, and of all. */
  readonly perShard: number;
  readonly nodes: number;
  readonly pools: ConnectionPools;
  /** One for each node, where the discipline has any. */
  readonly servers: readonly Gate[];
  readonly cores: readonly SharedStation[];
  /** The further station inside the hold; null without one. */
  readonly lock: LockStation | null;
  /** Whose turn it is to read, shard by shard. */
  readonly readers: readonly Turns[];
  /** Arrivals and ends at delays, that no station counts. */
  delayEvents = 0;
  /** API replicas that the overload is spread over. */
  replicas: number;
  readonly #requests: RequestTable;
  readonly #watch: EndWatch;
  readonly #writes: Uint8Array;
  readonly #crowds: boolean;
  /** Those of the pools. */
  readonly #gates: readonly Gate[];
  readonly #hasPools: boolean;
  readonly #hasServers: boolean;
  readonly #hasCores: boolean;
  /** Whether work begins on arrival, its cores shared. */
  readonly #shares: boolean;
  /** Requests that ask for a connection, hold one or work. */
  #present = 0;

  constructor(
    platform: SimulatedPlatform,
    requests: RequestTable,
    watch: EndWatch,
    pools: ConnectionPools,
  ) {
    const { database } = platform;
    this.#requests = requests;
    this.#watch = watch;
    this.pools = pools;
    this.replicas = platform.api.replicas ?? 1;
    const shards = database.shards ?? 1;
    this.perShard = 1 + (database.readReplicas ?? 0);
    this.nodes = shards * this.perShard;
    const firstReader = this.perShard > 1 && !database.primaryReads ? 1 : 0;
    this.readers = Array.from({ length: shards }, () => new Turns(firstReader, this.perShard));
    this.#writes = Uint8Array.from(platform.endpoints, ({ kind }) => (kind === "write" ? 1 : 0));
    this.lock = platform.lock ? new LockStation(platform.lock, requests, watch) : null;
    this.#crowds =
      hasOverload({ ...noSlowdown, ...database.slowdown }) || (this.lock?.crowds ?? false);
    const each = Array.from({ length: this.nodes });
    const slow = database.discipline === "ps" || isSlowed({ ...noSlowdown, ...database.slowdown });
    this.servers =
      database.discipline === "fifo" ? each.map(() => new Gate(requests, database.servers)) : [];
    this.cores = slow
      ? each.map(() => new SharedStation(requests, database.servers, database.slowdown))
      : [];
    this.#gates = pools.gates;
    this.#hasPools = pools.gates.length > 0;
    this.#hasServers = this.servers.length > 0;
    this.#hasCores = this.cores.length > 0;
    this.#shares = this.#hasCores && !this.#hasServers;
  }

  /** A request asks for a connection to the node that it is for. */
  visit(slot: number): void {
    if (this.nodes > 1) this.#route(slot);
    if (this.#crowds) this.#crowd(1);
    if (this.#hasPools) {
      const index = this.pools.poolOf(slot);
      if (!(this.#gates[index] as Gate).enter(slot)) {
        this.pools.waits(index);
        return;
      }
    }
    this.work(slot);
  }

  /** Work for a request that has its connection. */
  work(slot: number): void {
    const node = this.#requests.node[slot] as number;
    if (this.#shares) this.#share(slot, node);
    else if (!this.#hasServers || (this.servers[node] as Gate).enter(slot)) {
      this.#workInNode(slot, node);
    }
  }

  /** A visit is over; `keeps` its connection for the next one. */
  end(slot: number, keeps: boolean): void {
    if (this.#crowds && !keeps) this.#crowd(-1);
    if (this.#hasServers) this.endWork(slot);
    if (!keeps && this.#hasPools) this.#giveBack(slot);
  }

  /** The same for one that has left its server already, for a lock. */
  endHold(slot: number, keeps: boolean): void {
    if (keeps) return;
    if (this.#crowds) this.#crowd(-1);
    if (this.#hasPools) this.#giveBack(slot);
  }

  /** Leaves the server, the connection held. */
  endWork(slot: number): void {
    if (!this.#hasServers) return;
    const node = this.#requests.node[slot] as number;
    const next = (this.servers[node] as Gate).leave();
    if (next !== NO_SLOT) this.#workInNode(next, node);
  }

  #giveBack(slot: number): void {
    const next = (this.#gates[this.pools.poolOf(slot)] as Gate).leave();
    if (next !== NO_SLOT) this.work(next);
  }

  /** Takes so many of those that wait for a connection out of the count. */
  forget(count: number): void {
    if (this.#crowds) this.#crowd(-count);
  }

  /** Requests that wait for a server or share cores; the calendar has the others at work. */
  waitingOrShared(): readonly number[] {
    const found: number[] = [];
    for (const gate of this.servers) gate.eachWaiting((slot) => found.push(slot));
    for (const cores of this.cores) found.push(...cores.present());
    if (this.lock) found.push(...this.lock.waitingOrShared());
    return found;
  }

  /** A node breaks down; calls back for each request that waited or shared its cores. */
  clear(node: number, lost: (slot: number) => void): void {
    let waiting = 0;
    const count = (slot: number) => {
      waiting++;
      lost(slot);
    };
    this.pools.clear(node, count);
    this.servers[node]?.clear(count);
    this.cores[node]?.clear(count);
    this.forget(waiting);
    if (this.#hasCores) this.#watch.update();
  }

  #route(slot: number): void {
    const requests = this.#requests;
    const shard = requests.shard[slot] as number;
    let node = 0;
    if (this.#writes[requests.endpoint[slot] as number] === 0) {
      node = (this.readers[shard] as Turns).next();
      // Without a reader the primary reads.
      if (node === NOBODY) node = 0;
    }
    requests.node[slot] = shard * this.perShard + node;
  }

  #workInNode(slot: number, node: number): void {
    if (this.#hasCores) {
      this.#share(slot, node);
      return;
    }
    const requests = this.#requests;
    if (!this.#hasServers) this.delayEvents += 2;
    requests.wake(slot, DATABASE_END, requests.now + (requests.databaseTime[slot] as number));
  }

  #share(slot: number, node: number): void {
    const work = this.#requests.databaseTime[slot] as number;
    (this.cores[node] as SharedStation).arrive(slot, work);
    this.#watch.update();
  }

  #crowd(change: number): void {
    this.#present += change;
    const others = this.#present / this.replicas - 1;
    for (const cores of this.cores) cores.crowd(others);
    this.lock?.crowd(others);
    this.#watch.update();
  }
}
