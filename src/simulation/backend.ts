import { ACQUIRE_DEADLINE, API_END, CACHE_END, DATABASE_END } from "./event-kind.ts";
import { Gate } from "./gate.ts";
import { SharedStation } from "./processor-sharing.ts";
import { CACHE_HIT, NO_SLOT, type RequestTable } from "./request-table.ts";
import { failureCauses, type SimulatedPlatform, type SlowdownLaw } from "./simulated-platform.ts";

/** No failure: the request has been answered. */
export const ANSWERED = -1;

const ACQUIRE_TIME_OUT = failureCauses.indexOf("acquireTimeOut");

/** Who is told when the platform is done with a request. */
export interface RequestSink {
  ended(slot: number, cause: number): void;
  /** Time of the next visit to the database of a request under way. */
  nextVisit(slot: number): number;
}

/** API replicas, pools and database nodes: what happens to a request between client and client. */
export class Backend {
  /** One for each API replica, where the discipline has any. */
  readonly workers: readonly Gate[];
  readonly apiCores: readonly SharedStation[];
  /** Node by node for each replica that has pools of its own. */
  readonly pools: readonly Gate[];
  /** One for each database node, where the discipline has any. */
  readonly servers: readonly Gate[];
  readonly databaseCores: readonly SharedStation[];
  /** Database nodes, the primary and its read replicas. */
  readonly nodes: number;
  /** Every station whose next end the main loop must watch. */
  readonly shared: readonly SharedStation[];
  /** Arrivals and ends at delays, that no station counts. */
  delayEvents = 0;
  /** When the first of the shared stations has its next end, and which that is. */
  nextEnd = Number.POSITIVE_INFINITY;
  #nextStation = 0;

  readonly #requests: RequestTable;
  #sink: RequestSink | null = null;
  readonly #cacheTime: (endpoint: number) => number;
  readonly #replicas: number;
  readonly #firstReader: number;
  readonly #poolPerReplica: boolean;
  readonly #acquireTimeOut: number;
  readonly #firstTimer: number;
  readonly #armed: Uint8Array;
  readonly #writes: Uint8Array;
  /** Whether any request visits the database more than once. */
  readonly #revisits: boolean;
  readonly #hasWorkers: boolean;
  readonly #hasApiCores: boolean;
  readonly #hasPools: boolean;
  readonly #hasServers: boolean;
  readonly #hasDatabaseCores: boolean;
  readonly #apiCrowds: boolean;
  readonly #databaseCrowds: boolean;
  readonly #inReplica: Int32Array;
  #inDatabase = 0;
  #nextReplica = 0;
  #nextReader = 0;

  /** @param firstTimer the first of the reserved slots that pools may use, one each */
  constructor(
    platform: SimulatedPlatform,
    requests: RequestTable,
    firstTimer: number,
    cacheTime: (endpoint: number) => number,
  ) {
    const { api, pool, database } = platform;
    this.#requests = requests;
    this.#cacheTime = cacheTime;
    this.#replicas = api.replicas ?? 1;
    this.nodes = 1 + (database.readReplicas ?? 0);
    this.#firstReader = this.nodes > 1 && !database.primaryReads ? 1 : 0;
    this.#nextReader = this.#firstReader;
    this.#writes = Uint8Array.from(platform.endpoints, ({ kind }) => (kind === "write" ? 1 : 0));
    this.#apiCrowds = hasOverload(api.slowdown);
    this.#databaseCrowds = hasOverload(database.slowdown);
    this.#inReplica = new Int32Array(this.#replicas);

    const gates = (count: number, places: number) =>
      Array.from({ length: count }, () => new Gate(requests, places));
    const stations = (count: number, cores: number, law: SlowdownLaw | undefined) =>
      Array.from({ length: count }, () => new SharedStation(requests, cores, law));
    const slowApi = api.discipline === "ps" || isSlowed(api.slowdown);
    this.workers = api.discipline === "fifo" ? gates(this.#replicas, api.servers) : [];
    this.apiCores = slowApi ? stations(this.#replicas, api.servers, api.slowdown) : [];
    this.#poolPerReplica = pool?.per === "replica";
    this.pools = pool
      ? gates(this.nodes * (this.#poolPerReplica ? this.#replicas : 1), pool.size)
      : [];
    this.#acquireTimeOut = pool?.acquireTimeOut ?? 0;
    this.#firstTimer = firstTimer;
    this.#armed = new Uint8Array(this.pools.length);
    const slowDatabase = database.discipline === "ps" || isSlowed(database.slowdown);
    this.servers = database.discipline === "fifo" ? gates(this.nodes, database.servers) : [];
    this.databaseCores = slowDatabase
      ? stations(this.nodes, database.servers, database.slowdown)
      : [];
    this.shared = [...this.apiCores, ...this.databaseCores];
    this.#revisits = platform.endpoints.some(({ visits }) => (visits ?? 1) > 1);
    this.#hasWorkers = this.workers.length > 0;
    this.#hasApiCores = this.apiCores.length > 0;
    this.#hasPools = this.pools.length > 0;
    this.#hasServers = this.servers.length > 0;
    this.#hasDatabaseCores = this.databaseCores.length > 0;
  }

  connect(sink: RequestSink): void {
    this.#sink = sink;
  }

  /** Takes a request in. */
  accept(slot: number): void {
    const requests = this.#requests;
    let replica = 0;
    if (this.#replicas > 1) {
      replica = this.#nextReplica;
      this.#nextReplica = replica + 1 === this.#replicas ? 0 : replica + 1;
      requests.replica[slot] = replica;
    }
    if (this.#apiCrowds) this.#crowdReplica(replica, 1);
    if (this.#hasWorkers && !(this.workers[replica] as Gate).enter(slot)) return;
    this.#workInApi(slot, replica);
  }

  /** A slot that the calendar has woken. */
  wake(kind: number, slot: number): void {
    if (kind === DATABASE_END) {
      this.#databaseEnd(slot);
    } else if (kind === API_END) {
      this.#apiEnd(slot);
    } else if (kind === CACHE_END) {
      this.#finish(slot, ANSWERED);
    } else if (kind === ACQUIRE_DEADLINE) {
      this.#turnAway(slot - this.#firstTimer);
    }
  }

  /** The end that is due at the first of the shared stations. */
  endAtStation(): void {
    const index = this.#nextStation;
    const slot = (this.shared[index] as SharedStation).end();
    this.#watch();
    if (index < this.apiCores.length) this.#apiEnd(slot);
    else this.#databaseEnd(slot);
  }

  /** Brings all integrals up to now. */
  advance(): void {
    for (const gate of [...this.workers, ...this.pools, ...this.servers]) gate.advance();
    for (const station of this.shared) station.advance();
  }

  #workInApi(slot: number, replica: number): void {
    const requests = this.#requests;
    const work = requests.apiTime[slot] as number;
    if (this.#hasApiCores) {
      (this.apiCores[replica] as SharedStation).arrive(slot, work);
      this.#watch();
    } else if (work > 0) {
      if (!this.#hasWorkers) this.delayEvents += 2;
      requests.wake(slot, API_END, requests.now + work);
    } else {
      this.#apiEnd(slot);
    }
  }

  #apiEnd(slot: number): void {
    const requests = this.#requests;
    if ((requests.flags[slot] as number) & CACHE_HIT) {
      const time = this.#cacheTime(requests.endpoint[slot] as number);
      requests.wake(slot, CACHE_END, requests.now + time);
      return;
    }
    this.#visitDatabase(slot);
  }

  #visitDatabase(slot: number): void {
    const requests = this.#requests;
    if (this.nodes > 1) {
      let node = 0;
      if (this.#writes[requests.endpoint[slot] as number] === 0) {
        node = this.#nextReader;
        this.#nextReader = node + 1 === this.nodes ? this.#firstReader : node + 1;
      }
      requests.node[slot] = node;
    }
    if (this.#databaseCrowds) this.#crowdDatabase(1);
    if (this.#hasPools) {
      const index = this.#poolOf(slot);
      if (!(this.pools[index] as Gate).enter(slot)) {
        if (this.#acquireTimeOut > 0 && this.#armed[index] === 0) this.#arm(index);
        return;
      }
    }
    this.#enterNode(slot);
  }

  #enterNode(slot: number): void {
    const node = this.#requests.node[slot] as number;
    if (this.#hasServers && !(this.servers[node] as Gate).enter(slot)) return;
    this.#workInNode(slot, node);
  }

  #workInNode(slot: number, node: number): void {
    const requests = this.#requests;
    const work = requests.databaseTime[slot] as number;
    if (this.#hasDatabaseCores) {
      (this.databaseCores[node] as SharedStation).arrive(slot, work);
      this.#watch();
    } else {
      if (!this.#hasServers) this.delayEvents += 2;
      requests.wake(slot, DATABASE_END, requests.now + work);
    }
  }

  #databaseEnd(slot: number): void {
    const requests = this.#requests;
    const node = requests.node[slot] as number;
    if (this.#databaseCrowds) this.#crowdDatabase(-1);
    if (this.#hasServers) {
      const next = (this.servers[node] as Gate).leave();
      if (next !== NO_SLOT) this.#workInNode(next, node);
    }
    if (this.#hasPools) {
      const next = (this.pools[this.#poolOf(slot)] as Gate).leave();
      if (next !== NO_SLOT) this.#enterNode(next);
    }
    if (this.#revisits && (requests.visits[slot] as number) > 1) {
      (requests.visits[slot] as number)--;
      requests.databaseTime[slot] = (this.#sink as RequestSink).nextVisit(slot);
      this.#visitDatabase(slot);
    } else {
      this.#finish(slot, ANSWERED);
    }
  }

  #finish(slot: number, cause: number): void {
    const replica = this.#requests.replica[slot] as number;
    if (this.#apiCrowds) this.#crowdReplica(replica, -1);
    if (this.#hasWorkers) {
      const next = (this.workers[replica] as Gate).leave();
      if (next !== NO_SLOT) this.#workInApi(next, replica);
    }
    (this.#sink as RequestSink).ended(slot, cause);
  }

  /** Fails those in a pool's line whose time is over, and waits for the next one's. */
  #turnAway(index: number): void {
    const pool = this.pools[index] as Gate;
    this.#armed[index] = 0;
    for (;;) {
      const slot = pool.longest();
      if (slot === NO_SLOT) return;
      if ((this.#requests.since[slot] as number) + this.#acquireTimeOut > this.#requests.now) break;
      pool.turnAway();
      if (this.#databaseCrowds) this.#crowdDatabase(-1);
      this.#finish(slot, ACQUIRE_TIME_OUT);
    }
    if (this.#armed[index] === 0) this.#arm(index);
  }

  #arm(index: number): void {
    const slot = (this.pools[index] as Gate).longest();
    const due = (this.#requests.since[slot] as number) + this.#acquireTimeOut;
    this.#armed[index] = 1;
    this.#requests.wake(this.#firstTimer + index, ACQUIRE_DEADLINE, due);
  }

  #poolOf(slot: number): number {
    const node = this.#requests.node[slot] as number;
    if (!this.#poolPerReplica) return node;
    return (this.#requests.replica[slot] as number) * this.nodes + node;
  }

  #crowdReplica(replica: number, change: number): void {
    const present = (this.#inReplica[replica] as number) + change;
    this.#inReplica[replica] = present;
    (this.apiCores[replica] as SharedStation).crowd(present - 1);
    this.#watch();
  }

  #crowdDatabase(change: number): void {
    this.#inDatabase += change;
    const others = this.#inDatabase / this.#replicas - 1;
    for (const cores of this.databaseCores) cores.crowd(others);
    this.#watch();
  }

  /** Finds the first end of all shared stations; on a tie the first station's. */
  #watch(): void {
    const { shared } = this;
    let first = 0;
    let end = (shared[0] as SharedStation).nextEnd;
    for (let i = 1; i < shared.length; i++) {
      const other = (shared[i] as SharedStation).nextEnd;
      if (other < end) {
        end = other;
        first = i;
      }
    }
    this.nextEnd = end;
    this.#nextStation = first;
  }
}

function hasOverload(law: SlowdownLaw | undefined): boolean {
  return (law?.overloadContention ?? 0) > 0 || (law?.overloadCoherency ?? 0) > 0;
}

function isSlowed(law: SlowdownLaw | undefined): boolean {
  return hasOverload(law) || (law?.contention ?? 0) > 0 || (law?.coherency ?? 0) > 0;
}
