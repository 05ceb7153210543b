import * as kinds from "../engine/event-kind.ts";
import type { RandomSources } from "../engine/random-sources.ts";
import type { Recorder } from "../engine/recorder.ts";
import type { RequestTable } from "../engine/request-table.ts";
import * as slots from "../engine/request-table.ts";
import { ADMITTED, Admission } from "../stations/admission.ts";
import type { RequestSink } from "../stations/request-sink.ts";
import * as sinks from "../stations/request-sink.ts";
import type { RequestWalk } from "../stations/request-walk.ts";
import { everyCause, type SimulatedPlatform } from "../stations/simulated-platform.ts";
import { Arrivals } from "./arrivals.ts";
import type { Load } from "./load.ts";
import { Patience } from "./patience.ts";
import type { RequestChoices } from "./request-choices.ts";
import { RetryPolicy } from "./retry-policy.ts";
import { Users } from "./users.ts";

// The compiler folds a constant of the file itself, none that is imported: here they are asked for every request.
const { ARRIVAL, CLIENT_DEADLINE, RETRY, THINK_END, USER_CHANGE } = kinds;
const { ABANDONED, BACKGROUND_ERROR, NO_SLOT } = slots;
const { ANSWERED } = sinks;

/** Reserved slots of the clients' own events; the pools' come behind. */
const ARRIVAL_SLOT = 0;
const USER_SLOT = 1;
const DEADLINE_SLOT = 2;
export const CLIENT_SLOTS = 3;

const REFUSED = everyCause.indexOf("refused");
const FULL = everyCause.indexOf("full");
const CLIENT_TIME_OUT = everyCause.indexOf("clientTimeOut");
const BACKGROUND = everyCause.indexOf("background");

/** Users or arrivals, their tries, and what becomes of each request for who sent it. */
export class Clients implements RequestSink {
  /** Requests that clients wait for. */
  waitedFor = 0;
  retries = 0;
  /** Integral over time of the requests that clients wait for. */
  requestTime = 0;
  #changed = 0;
  /** Null for an open load. */
  readonly users: Users | null;
  readonly #arrivals: Arrivals | null;
  readonly #backlog: number;
  readonly #requests: RequestTable;
  readonly #walk: RequestWalk;
  readonly #recorder: Recorder;
  readonly #choices: RequestChoices;
  readonly #admission: Admission;
  readonly #guarded: boolean;
  readonly #requestLimit: number;
  /** Requests on the platform, those that nobody waits for among them. */
  #present = 0;
  readonly #retry: RetryPolicy | null;
  /** Null where clients wait for ever. */
  readonly patience: Patience | null;
  readonly #paced: boolean;
  readonly #mixes: boolean;

  constructor(
    platform: SimulatedPlatform,
    load: Load,
    sources: RandomSources,
    requests: RequestTable,
    walk: RequestWalk,
    choices: RequestChoices,
    recorder: Recorder,
  ) {
    const { clients } = platform;
    this.#requests = requests;
    this.#walk = walk;
    this.#choices = choices;
    this.#recorder = recorder;
    this.#backlog = load.backlog ?? 0;
    const send = (slot: number) => this.#send(slot);
    this.users =
      load.kind === "closed"
        ? new Users(platform, load.profile, sources, requests, USER_SLOT, send)
        : null;
    this.#arrivals =
      load.kind === "closed" ? null : new Arrivals(load, sources, requests, ARRIVAL_SLOT);
    this.#admission = new Admission(platform, requests);
    this.#guarded = !this.#admission.open;
    this.#requestLimit = platform.requestLimit ?? Number.POSITIVE_INFINITY;
    this.#retry = clients?.retry ? new RetryPolicy(clients.retry, sources.shared.backOff) : null;
    this.patience = clients?.timeOut
      ? new Patience(requests, clients.timeOut, DEADLINE_SLOT)
      : null;
    this.#mixes = platform.endpoints.length > 1;
    this.#paced = platform.pace !== undefined;
  }

  start(): void {
    if (this.users) this.users.start(this.#backlog);
    else {
      for (let i = 0; i < this.#backlog; i++) this.#send(this.#requests.take());
      this.#arrivals?.scheduleNext();
    }
  }

  wake(kind: number, slot: number): void {
    if (kind === THINK_END) {
      if (this.users && this.users.surplus > 0) this.users.retire(slot);
      else this.#send(slot);
    } else if (kind === ARRIVAL) {
      this.#arrivals?.scheduleNext();
      this.#send(this.#requests.take());
    } else if (kind === RETRY) {
      this.advance();
      this.#try(slot);
    } else if (kind === USER_CHANGE) {
      this.users?.change();
    } else if (kind === CLIENT_DEADLINE) {
      if (this.patience) this.#giveUp(this.patience);
    }
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
    this.#present--;
    const requests = this.#requests;
    const flags = requests.flags[slot] ?? 0;
    if (flags & ABANDONED) {
      requests.give(slot);
      return;
    }
    if (this.patience) this.patience.forget(slot);
    if (cause !== ANSWERED) {
      this.#failed(slot, cause);
    } else if (flags & BACKGROUND_ERROR) {
      this.#failed(slot, BACKGROUND);
    } else {
      this.advance();
      this.waitedFor--;
      this.#recorder.answered(requests, slot);
      if (this.#guarded) this.#admission.answered();
      this.#settle(slot);
    }
  }

  /** A new request: its endpoint is chosen here. */
  #send(slot: number): void {
    this.advance();
    if (this.#mixes) this.#choices.choose(slot);
    if (this.#paced) this.#requests.begun[slot] = this.#requests.now;
    if (this.#retry) this.#requests.attempt[slot] = 0;
    this.#try(slot);
  }

  #try(slot: number): void {
    const requests = this.#requests;
    requests.sent[slot] = requests.now;
    if (this.#retry) requests.attempt[slot] = (requests.attempt[slot] ?? 0) + 1;
    this.#choices.draw(slot);
    this.waitedFor++;
    if (this.#guarded) {
      const cause = this.#admission.admit(slot);
      if (cause !== ADMITTED) {
        this.#refused(slot, cause);
        return;
      }
    }
    if (this.#present >= this.#requestLimit) {
      this.#failed(slot, FULL);
      return;
    }
    this.#present++;
    if (this.patience) this.patience.remember(slot);
    this.#walk.accept(slot);
  }

  #refused(slot: number, cause: number): void {
    this.advance();
    this.waitedFor--;
    this.#recorder.failure(this.#requests.endpoint[slot] ?? 0, cause, 0);
    this.#retryOrSettle(slot, cause);
  }

  /** Nobody waits for the request in this slot any more, and it was not answered. */
  #failed(slot: number, cause: number): void {
    this.advance();
    this.waitedFor--;
    const requests = this.#requests;
    this.#recorder.failure(
      requests.endpoint[slot] ?? 0,
      cause,
      requests.now - (requests.sent[slot] ?? 0),
    );
    this.#admission.failed();
    this.#retryOrSettle(slot, cause);
  }

  #retryOrSettle(slot: number, cause: number): void {
    const requests = this.#requests;
    const retryAfter = cause === REFUSED ? this.#admission.retryAfter : 0;
    const pause = this.#retry
      ? this.#retry.pause(requests.attempt[slot] ?? 0, cause, retryAfter)
      : -1;
    if (pause < 0) {
      this.#settle(slot);
      return;
    }
    this.retries++;
    requests.wake(slot, RETRY, requests.now + pause);
  }

  /** The request is over for good. */
  #settle(slot: number): void {
    if (this.users) this.users.rest(slot);
    else this.#requests.give(slot);
  }

  /**
   * Clients whose time is over give up; the platform keeps their requests, and the users go on
   * in slots of their own.
   */
  #giveUp(patience: Patience): void {
    const requests = this.#requests;
    for (let slot = patience.nextGivenUp(); slot !== NO_SLOT; slot = patience.nextGivenUp()) {
      requests.flags[slot] = (requests.flags[slot] ?? 0) | ABANDONED;
      const client = requests.take();
      requests.copyClient(slot, client);
      this.#failed(client, CLIENT_TIME_OUT);
    }
  }
}
