import { AliasTable } from "./alias-table.ts";
import { ANSWERED, type Backend, type RequestSink } from "./backend.ts";
import { CircuitBreaker } from "./circuit-breaker.ts";
import { Draws } from "./draws.ts";
import { ARRIVAL, CLIENT_DEADLINE, RETRY, THINK_END, USER_CHANGE } from "./event-kind.ts";
import type { LoadProfile } from "./load-profile.ts";
import { nextArrival, type UserChange, userChanges } from "./load-profile.ts";
import type { RandomSources } from "./random-sources.ts";
import type { Recorder } from "./recorder.ts";
import {
  ABANDONED,
  BACKGROUND_ERROR,
  CACHE_HIT,
  NO_SLOT,
  type RequestTable,
} from "./request-table.ts";
import {
  failureCauses,
  type SimulatedPlatform,
  type SimulatedRetry,
} from "./simulated-platform.ts";
import { TokenBucket } from "./token-bucket.ts";

/** Reserved slots of the clients' own events; the pools' come behind. */
const ARRIVAL_SLOT = 0;
const USER_SLOT = 1;
const DEADLINE_SLOT = 2;
export const CLIENT_SLOTS = 3;

const REFUSED = failureCauses.indexOf("refused");
const CIRCUIT_OPEN = failureCauses.indexOf("circuitOpen");
const CLIENT_TIME_OUT = failureCauses.indexOf("clientTimeOut");
const BACKGROUND = failureCauses.indexOf("background");

/** Who sends requests: users that think in between, or arrivals from a crowd without end. */
export type Load =
  | { readonly kind: "closed"; readonly profile: LoadProfile }
  | { readonly kind: "open"; readonly profile: LoadProfile };

/** Users or arrivals, their patience, their tries, and what refuses them at the door. */
export class Clients implements RequestSink {
  users = 0;
  /** Requests that clients wait for. */
  waitedFor = 0;
  retries = 0;
  /** Integrals over time of the two counts. */
  userTime = 0;
  requestTime = 0;
  #changed = 0;
  #usersChanged = 0;

  readonly #requests: RequestTable;
  readonly #backend: Backend;
  readonly #recorder: Recorder;
  readonly #sources: RandomSources;
  readonly #load: Load;
  readonly #mix: AliasTable | null;
  readonly #think: Draws;
  readonly #arrivals: Draws;
  readonly #apiTimes: readonly Draws[];
  readonly #databaseTimes: readonly Draws[];
  readonly #hitShares: Float64Array;
  readonly #errorShares: Float64Array;
  readonly #visits: Uint16Array;
  /** Whether an endpoint has a cache, background errors or several visits. */
  readonly #varies: Uint8Array;
  readonly #limit: TokenBucket | null;
  readonly #retryAfter: number;
  readonly #breaker: CircuitBreaker | null;
  readonly #retry: SimulatedRetry | null;
  readonly #retried: Uint8Array;
  /** Users still to go: each does at the end of his next pause or request. */
  #surplus = 0;
  readonly #userChanges: readonly UserChange[];
  #nextUserChange = 0;
  readonly #timeOut: number;
  /** The requests that clients may give up, by age. */
  #oldest = NO_SLOT;
  #youngest = NO_SLOT;
  #armed = false;

  constructor(
    platform: SimulatedPlatform,
    load: Load,
    sources: RandomSources,
    requests: RequestTable,
    backend: Backend,
    recorder: Recorder,
  ) {
    const { endpoints, clients, rateLimit, circuitBreaker } = platform;
    this.#requests = requests;
    this.#backend = backend;
    this.#recorder = recorder;
    this.#sources = sources;
    this.#load = load;
    this.#mix = endpoints.length > 1 ? new AliasTable(endpoints.map(({ weight }) => weight)) : null;
    this.#think = new Draws(sources.shared.thinkTime, platform.thinkTime);
    this.#arrivals = new Draws(sources.shared.arrivals, { law: "exponential", mean: 1 });
    const streams = sources.endpoints;
    this.#apiTimes = endpoints.map(
      ({ apiTime }, i) => new Draws((streams[i] as (typeof streams)[0]).apiTime, apiTime),
    );
    this.#databaseTimes = endpoints.map(
      ({ databaseTime }, i) =>
        new Draws((streams[i] as (typeof streams)[0]).databaseTime, databaseTime),
    );
    this.#hitShares = Float64Array.from(endpoints, ({ cache }) => cache?.hitShare ?? 0);
    this.#errorShares = Float64Array.from(endpoints, ({ errorShare }) => errorShare ?? 0);
    this.#visits = Uint16Array.from(endpoints, ({ visits }) => visits ?? 1);
    this.#varies = Uint8Array.from(endpoints, ({ cache, errorShare, visits }) =>
      (cache?.hitShare ?? 0) > 0 || (errorShare ?? 0) > 0 || (visits ?? 1) > 1 ? 1 : 0,
    );
    this.#limit = rateLimit ? new TokenBucket(rateLimit.rate, rateLimit.burst) : null;
    this.#retryAfter = rateLimit?.retryAfter ?? 0;
    this.#breaker = circuitBreaker
      ? new CircuitBreaker(circuitBreaker.failures, circuitBreaker.recovery)
      : null;
    this.#retry = clients?.retry ?? null;
    const causes = this.#retry?.causes ?? failureCauses;
    this.#retried = Uint8Array.from(failureCauses, (cause) => (causes.includes(cause) ? 1 : 0));
    this.#timeOut = clients?.timeOut ?? 0;
    this.#userChanges = load.kind === "closed" ? userChanges(load.profile) : [];
  }

  /** Users there at time 0 begin with a pause; those who come later with a request. */
  start(): void {
    if (this.#load.kind === "open") {
      this.#scheduleArrival();
      return;
    }
    while (this.#userChanges[this.#nextUserChange]?.time === 0) {
      this.users += (this.#userChanges[this.#nextUserChange++] as UserChange).change;
    }
    for (let i = 0; i < this.users; i++) this.#pause(this.#requests.take());
    this.#scheduleUserChange();
  }

  wake(kind: number, slot: number): void {
    if (kind === THINK_END) {
      if (this.#surplus > 0) this.#retire(slot);
      else this.#send(slot);
    } else if (kind === ARRIVAL) {
      this.#scheduleArrival();
      this.#send(this.#requests.take());
    } else if (kind === RETRY) {
      this.advance();
      this.#try(slot);
    } else if (kind === USER_CHANGE) {
      this.#changeUsers();
    } else if (kind === CLIENT_DEADLINE) {
      this.#giveUp();
    }
  }

  /** Brings the integral over users up to now. */
  advanceUsers(): void {
    const { now } = this.#requests;
    this.userTime += this.users * (now - this.#usersChanged);
    this.#usersChanged = now;
  }

  /** Brings the integral over requests up to now. */
  advance(): void {
    const { now } = this.#requests;
    const step = now - this.#changed;
    this.#changed = now;
    this.requestTime += this.waitedFor * step;
  }

  /** The platform is done with a request. */
  ended(slot: number, cause: number): void {
    const requests = this.#requests;
    const flags = requests.flags[slot] as number;
    if (flags & ABANDONED) {
      requests.give(slot);
      return;
    }
    if (this.#timeOut > 0) this.#forget(slot);
    if (cause !== ANSWERED) {
      this.#failed(slot, cause);
    } else if (flags & BACKGROUND_ERROR) {
      this.#failed(slot, BACKGROUND);
    } else {
      this.advance();
      this.waitedFor--;
      this.#recorder.answer(
        requests.endpoint[slot] as number,
        requests.now - (requests.sent[slot] as number),
      );
      if (this.#breaker) this.#breaker.succeeded();
      this.#settle(slot);
    }
  }

  nextVisit(slot: number): number {
    return (this.#databaseTimes[this.#requests.endpoint[slot] as number] as Draws).next();
  }

  /** A new request: all its luck is drawn here, whether or not it comes to use. */
  #send(slot: number): void {
    this.advance();
    const requests = this.#requests;
    requests.endpoint[slot] = this.#mix ? this.#mix.choose(this.#sources.shared.mix) : 0;
    if (this.#retry) requests.attempt[slot] = 0;
    this.#try(slot);
  }

  #try(slot: number): void {
    const requests = this.#requests;
    const endpoint = requests.endpoint[slot] as number;
    requests.sent[slot] = requests.now;
    if (this.#retry) (requests.attempt[slot] as number)++;
    requests.apiTime[slot] = (this.#apiTimes[endpoint] as Draws).next();
    requests.databaseTime[slot] = (this.#databaseTimes[endpoint] as Draws).next();
    let flags = 0;
    if (this.#varies[endpoint] === 1) {
      requests.visits[slot] = this.#visits[endpoint] as number;
      const hitShare = this.#hitShares[endpoint] as number;
      const errorShare = this.#errorShares[endpoint] as number;
      const streams = this.#sources.endpoints[endpoint] as RandomSources["endpoints"][0];
      if (hitShare > 0 && streams.cacheHit.uniform() < hitShare) flags |= CACHE_HIT;
      if (errorShare > 0 && streams.backgroundError.uniform() < errorShare) {
        flags |= BACKGROUND_ERROR;
      }
    }
    requests.flags[slot] = flags;
    this.waitedFor++;
    if (this.#breaker && !this.#breaker.admits(requests.now)) {
      this.#refused(slot, CIRCUIT_OPEN);
    } else if (this.#limit && !this.#limit.admits(requests.now)) {
      if (this.#breaker) this.#breaker.undecided();
      this.#refused(slot, REFUSED);
    } else {
      if (this.#timeOut > 0) this.#remember(slot);
      this.#backend.accept(slot);
    }
  }

  #refused(slot: number, cause: number): void {
    this.advance();
    this.waitedFor--;
    this.#recorder.failure(this.#requests.endpoint[slot] as number, cause, 0);
    this.#retryOrSettle(slot, cause);
  }

  /** Nobody waits for the request in this slot any more, and it was not answered. */
  #failed(slot: number, cause: number): void {
    this.advance();
    this.waitedFor--;
    const requests = this.#requests;
    this.#recorder.failure(
      requests.endpoint[slot] as number,
      cause,
      requests.now - (requests.sent[slot] as number),
    );
    if (this.#breaker) this.#breaker.failed(requests.now);
    this.#retryOrSettle(slot, cause);
  }

  #retryOrSettle(slot: number, cause: number): void {
    const retry = this.#retry;
    const attempt = this.#requests.attempt[slot] as number;
    if (!retry || attempt >= retry.attempts || this.#retried[cause] === 0) {
      this.#settle(slot);
      return;
    }
    const pause = retry.backOff * (retry.factor ?? 2) ** (attempt - 1);
    const jitter = retry.jitter ?? 1;
    const random = jitter > 0 ? jitter * this.#sources.shared.backOff.uniform() : 0;
    const least = cause === REFUSED ? this.#retryAfter : 0;
    this.retries++;
    this.#requests.wake(
      slot,
      RETRY,
      this.#requests.now + Math.max(least, pause * (1 - jitter + random)),
    );
  }

  /** The request is over for good: the user thinks, or leaves. */
  #settle(slot: number): void {
    if (this.#load.kind === "open") this.#requests.give(slot);
    else if (this.#surplus > 0) this.#retire(slot);
    else this.#pause(slot);
  }

  #pause(slot: number): void {
    this.#requests.wake(slot, THINK_END, this.#requests.now + this.#think.next());
  }

  #retire(slot: number): void {
    this.advanceUsers();
    this.#surplus--;
    this.users--;
    this.#requests.give(slot);
  }

  #changeUsers(): void {
    this.advanceUsers();
    const { change } = this.#userChanges[this.#nextUserChange++] as UserChange;
    if (change < 0) this.#surplus -= change;
    for (let i = 0; i < change; i++) {
      // Who was about to leave stays instead.
      if (this.#surplus > 0) this.#surplus--;
      else {
        this.users++;
        this.#send(this.#requests.take());
      }
    }
    this.#scheduleUserChange();
  }

  #scheduleUserChange(): void {
    const next = this.#userChanges[this.#nextUserChange];
    if (next) this.#requests.wake(USER_SLOT, USER_CHANGE, next.time);
  }

  #scheduleArrival(): void {
    const time = nextArrival(this.#load.profile, this.#requests.now, this.#arrivals.next());
    if (time < Number.POSITIVE_INFINITY) this.#requests.wake(ARRIVAL_SLOT, ARRIVAL, time);
  }

  /** Puts a request at the young end of those that may be given up. */
  #remember(slot: number): void {
    const requests = this.#requests;
    requests.older[slot] = this.#youngest;
    requests.younger[slot] = NO_SLOT;
    if (this.#youngest === NO_SLOT) this.#oldest = slot;
    else requests.younger[this.#youngest] = slot;
    this.#youngest = slot;
    if (!this.#armed) {
      this.#armed = true;
      requests.wake(DEADLINE_SLOT, CLIENT_DEADLINE, requests.now + this.#timeOut);
    }
  }

  #forget(slot: number): void {
    const requests = this.#requests;
    const older = requests.older[slot] as number;
    const younger = requests.younger[slot] as number;
    if (older === NO_SLOT) this.#oldest = younger;
    else requests.younger[older] = younger;
    if (younger === NO_SLOT) this.#youngest = older;
    else requests.older[younger] = older;
  }

  /**
   * Clients whose time is over give up; the platform keeps their requests, and the users go on
   * in slots of their own.
   */
  #giveUp(): void {
    const requests = this.#requests;
    for (;;) {
      const slot = this.#oldest;
      if (slot === NO_SLOT) {
        this.#armed = false;
        return;
      }
      const due = (requests.sent[slot] as number) + this.#timeOut;
      if (due > requests.now) {
        requests.wake(DEADLINE_SLOT, CLIENT_DEADLINE, due);
        return;
      }
      this.#forget(slot);
      requests.flags[slot] = (requests.flags[slot] as number) | ABANDONED;
      const client = requests.take();
      requests.endpoint[client] = requests.endpoint[slot] as number;
      requests.attempt[client] = requests.attempt[slot] as number;
      requests.sent[client] = requests.sent[slot] as number;
      this.#failed(client, CLIENT_TIME_OUT);
    }
  }
}
