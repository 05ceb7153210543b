import { EndWatch } from "../engine/end-watch.ts";
import {
  ACQUIRE_DEADLINE,
  API_END,
  CACHE_END,
  COMMIT_RETRY,
  DATABASE_END,
  LOCK_END,
} from "../engine/event-kind.ts";
import {
  CACHE_HIT,
  FETCHES,
  GONE,
  NO_SLOT,
  ORPHANED,
  type RequestTable,
} from "../engine/request-table.ts";
import type { RequestLuck } from "../load/request-luck.ts";
import { ApiTier } from "./api-tier.ts";
import { ConnectionPools } from "./connection-pools.ts";
import { DatabaseTier } from "./database-tier.ts";
import type { LockStation } from "./lock-station.ts";
import type { SharedStation } from "./processor-sharing.ts";
import { everyCause, type SimulatedPlatform } from "./simulated-platform.ts";
import { NOBODY } from "./turns.ts";

/** No failure: the request has been answered. */
export const ANSWERED = -1;

const ACQUIRE_TIME_OUT = everyCause.indexOf("acquireTimeOut");
const UNAVAILABLE = everyCause.indexOf("unavailable");
const DEADLOCK = everyCause.indexOf("deadlock");

/** Who is told when the platform is done with a request. */
export interface RequestSink {
  ended(slot: number, cause: number): void;
}

/** The way of a request through API, cache, pool and database, between client and client. */
export class Backend {
  readonly watch = new EndWatch();
  readonly api: ApiTier;
  readonly pools: ConnectionPools;
  readonly database: DatabaseTier;
  readonly #stations: readonly SharedStation[];
  readonly #apiStations: number;
  readonly #databaseStations: number;
  readonly #lock: LockStation | null;
  readonly #requests: RequestTable;
  readonly #luck: RequestLuck;
  #sink: RequestSink | null = null;
  /** Whether any request visits the database more than once, and keeps its connection then. */
  readonly #revisits: boolean;
  readonly #keeps: boolean;
  /** Whether a visit may be followed by anything but the answer. */
  readonly #mayGoOn: boolean;
  /** Whether there is a choice of replicas, and whether a request holds anything there. */
  readonly #deals: boolean;
  readonly #holds: boolean;
  readonly #keyed: boolean;
  readonly #breaks: boolean;

  readonly #turnedAway = (slot: number) => {
    this.database.forget(1);
    this.finish(slot, ACQUIRE_TIME_OUT);
  };

  /** @param firstTimer the first of the reserved slots that pools may use, one each */
  constructor(
    platform: SimulatedPlatform,
    requests: RequestTable,
    firstTimer: number,
    luck: RequestLuck,
  ) {
    const { endpoints } = platform;
    this.#requests = requests;
    this.#luck = luck;
    this.api = new ApiTier(platform.api, requests, this.watch);
    this.pools = new ConnectionPools(platform, requests, firstTimer);
    this.database = new DatabaseTier(platform, requests, this.watch, this.pools);
    this.#lock = this.database.lock;
    const locks = this.#lock?.cores ? [this.#lock.cores] : [];
    this.#stations = [...this.api.cores, ...this.database.cores, ...locks];
    this.#apiStations = this.api.cores.length;
    this.#databaseStations = this.#apiStations + this.database.cores.length;
    this.watch.observe(this.#stations);
    this.#revisits = endpoints.some(({ visits }) => (visits ?? 1) > 1);
    this.#keeps = platform.pool?.held === "request";
    this.#keyed = endpoints.some(({ cache }) => cache?.keys !== undefined);
    this.#deals = this.api.replicas > 1 || (platform.incidents ?? []).length > 0;
    this.#holds = this.api.holds;
    this.#breaks = (platform.incidents ?? []).length > 0;
    const deadlocks = endpoints.some(({ deadlock }) => deadlock !== undefined);
    this.#mayGoOn =
      this.#revisits || this.#keyed || this.#breaks || deadlocks || this.#lock !== null;
  }

  connect(sink: RequestSink): void {
    this.#sink = sink;
  }

  /** Arrivals and ends at delays, that no station counts. */
  get delayEvents(): number {
    return this.api.delayEvents + this.database.delayEvents;
  }

  /** Takes a request in. */
  accept(slot: number): void {
    let replica = 0;
    if (this.#deals) {
      replica = this.api.deal(slot);
      if (replica === NOBODY) {
        (this.#sink as RequestSink).ended(slot, UNAVAILABLE);
        return;
      }
    }
    if (this.api.enter(slot, replica)) this.#apiEnd(slot);
  }

  /** A slot that the calendar has woken. */
  wake(kind: number, slot: number): void {
    if (this.#breaks && this.#isGone(slot)) return;
    if (kind === DATABASE_END) {
      this.#databaseEnd(slot);
    } else if (kind === API_END) {
      this.#apiEnd(slot);
    } else if (kind === CACHE_END) {
      this.finish(slot, ANSWERED);
    } else if (kind === ACQUIRE_DEADLINE) {
      this.pools.turnAway(slot, this.#turnedAway);
    } else if (kind === COMMIT_RETRY) {
      this.#luck.drawAgain(slot);
      this.database.visit(slot);
    } else if (kind === LOCK_END) {
      this.#lockEnd(slot);
    }
  }

  /** The end that is due at the first of the shared stations. */
  endAtStation(): void {
    const index = this.watch.next;
    const slot = (this.#stations[index] as SharedStation).end();
    this.watch.update();
    if (index < this.#apiStations) this.#apiEnd(slot);
    else if (index < this.#databaseStations) this.#databaseEnd(slot);
    else this.#lockEnd(slot);
  }

  /** Brings all integrals up to now. */
  advance(): void {
    for (const gate of [...this.api.workers, ...this.pools.gates, ...this.database.servers]) {
      gate.advance();
    }
    this.#lock?.servers?.advance();
    for (const station of this.#stations) station.advance();
    this.api.advance();
  }

  /** Lets a request out of the API, answered or failed. */
  finish(slot: number, cause: number): void {
    if (this.#holds) {
      const next = this.api.leave(slot);
      if (next !== NO_SLOT) this.#apiEnd(next);
    }
    (this.#sink as RequestSink).ended(slot, cause);
  }

  #apiEnd(slot: number): void {
    const requests = this.#requests;
    if ((requests.flags[slot] as number) & CACHE_HIT && !(this.#keyed && this.#misses(slot))) {
      const time = this.#luck.cacheTime(requests.endpoint[slot] as number);
      requests.wake(slot, CACHE_END, requests.now + time);
      return;
    }
    this.database.visit(slot);
  }

  /** Whether the cache has not what it may answer with: then the request fetches it. */
  #misses(slot: number): boolean {
    if (this.#luck.isFresh(slot)) return false;
    (this.#requests.flags[slot] as number) |= FETCHES;
    return true;
  }

  #databaseEnd(slot: number): void {
    // Short for platforms where nothing else can come of it, so that the compiler draws it in.
    if (this.#mayGoOn) {
      if (this.#lock !== null && this.#luck.locks(slot)) this.#askForLock(slot, this.#lock);
      else this.#goOn(slot, false);
      return;
    }
    this.database.end(slot, false);
    this.finish(slot, ANSWERED);
  }

  /** The work in the database is done; what is left of the visit needs the lock. */
  #askForLock(slot: number, lock: LockStation): void {
    this.database.endWork(slot);
    this.#requests.databaseTime[slot] = this.#luck.lockTime(slot);
    lock.enter(slot);
  }

  #lockEnd(slot: number): void {
    (this.#lock as LockStation).leave();
    this.#goOn(slot, true);
  }

  /** After a visit to the database, `locked` at its end or not: another one, the answer, or neither. */
  #goOn(slot: number, locked: boolean): void {
    const requests = this.#requests;
    const orphaned = (requests.flags[slot] as number) & ORPHANED;
    const again = this.#revisits && (requests.visits[slot] as number) > 1 && !orphaned;
    const keeps = again && this.#keeps;
    if (locked) this.database.endHold(slot, keeps);
    else this.database.end(slot, keeps);
    if (again) {
      (requests.visits[slot] as number)--;
      requests.databaseTime[slot] = this.#luck.nextVisit(slot);
      if (keeps) this.database.work(slot);
      else this.database.visit(slot);
    } else if (orphaned) {
      requests.give(slot);
    } else if (this.#luck.deadlocked(slot)) {
      this.#tryCommitAgain(slot);
    } else {
      this.#luck.fetched(slot);
      this.finish(slot, ANSWERED);
    }
  }

  #isGone(slot: number): boolean {
    if (!((this.#requests.flags[slot] as number) & GONE)) return false;
    this.#requests.give(slot);
    return true;
  }

  #tryCommitAgain(slot: number): void {
    const pause = this.#luck.pauseBeforeCommit(slot);
    if (pause < 0) this.finish(slot, DEADLOCK);
    else this.#requests.wake(slot, COMMIT_RETRY, this.#requests.now + pause);
  }
}
