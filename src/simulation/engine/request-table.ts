import { CalendarQueue, NONE } from "./calendar-queue.ts";
import type { Draws } from "./draws.ts";

/** What the calendar answers where nothing waits, too. */
export const NO_SLOT = NONE;

/** The client has given up; nobody waits for the answer. */
export const ABANDONED = 1;
/** The request will fail at its end whatever the load. */
export const BACKGROUND_ERROR = 2;
/** What the request fetches goes into the cache. */
export const FETCHES = 4;
/** Its replica broke down while it was at a station of all, which works on for nobody. */
export const ORPHANED = 8;
/** It broke down where it was: the calendar still wakes the slot, which holds nothing. */
export const GONE = 16;
/** Of an endpoint whose requests read or write, one that only reads. */
export const READS = 32;

/**
 * Slots for users and requests, one array for each field: a user who thinks and the request he
 * sends next are one slot, and a request that nobody waits for any more is one of its own.
 * Slots are reused; arrays double when all are taken, else nothing is allocated. The first
 * `reserved` slots belong to the caller's own events.
 */
export class RequestTable {
  /** The simulated time. Here, since a number handed from call to call is one allocation each. */
  now = 0;
  /** What the slot waits for in the calendar. */
  kind: Uint8Array;
  flags: Uint8Array;
  /** Tries of the present request, the running one included. */
  attempt: Uint8Array;
  endpoint: Uint16Array;
  /** API replica that serves it, and node of the station or pool that it is at. */
  replica: Uint16Array;
  node: Uint16Array;
  /** Step of its way that it is at, and the one that it began with. */
  step: Int32Array;
  start: Int32Array;
  /** Which shard has its data: this over 65,536, times the shards. */
  shard: Uint16Array;
  /** What it asks the cache for. */
  key: Int32Array;
  /** Commits that failed and were tried again inside the request. */
  failedCommits: Uint8Array;
  /** Who sends it, where users have limits of their own. */
  user: Int32Array;
  /** When its user began this round, where users keep a pace. */
  begun: Float64Array;
  /** When the request was sent. */
  sent: Float64Array;
  /** When it began to wait in the line it stands in. */
  since: Float64Array;
  /** The next one in the line it stands in; a slot stands in one at most. */
  behind: Int32Array;
  /** Neighbors in the list of those whose clients may give up, by age. */
  older: Int32Array;
  younger: Int32Array;
  readonly calendar: CalendarQueue;
  #free = NO_SLOT;
  #used: number;
  #capacity: number;

  constructor(reserved: number, expected: number) {
    const n = reserved + Math.max(16, expected);
    this.#used = reserved;
    this.#capacity = n;
    this.kind = new Uint8Array(n);
    this.flags = new Uint8Array(n);
    this.attempt = new Uint8Array(n);
    this.endpoint = new Uint16Array(n);
    this.replica = new Uint16Array(n);
    this.node = new Uint16Array(n);
    this.step = new Int32Array(n);
    this.start = new Int32Array(n);
    this.shard = new Uint16Array(n);
    this.key = new Int32Array(n);
    this.failedCommits = new Uint8Array(n);
    this.user = new Int32Array(n);
    this.begun = new Float64Array(n);
    this.sent = new Float64Array(n);
    this.since = new Float64Array(n);
    this.behind = new Int32Array(n);
    this.older = new Int32Array(n);
    this.younger = new Int32Array(n);
    this.calendar = new CalendarQueue(n);
  }

  /** A slot with nothing in it. */
  take(): number {
    const slot = this.#free;
    if (slot !== NO_SLOT) {
      this.#free = this.behind[slot] ?? NO_SLOT;
      return slot;
    }
    if (this.#used === this.#capacity) this.#grow();
    return this.#used++;
  }

  give(slot: number): void {
    this.behind[slot] = this.#free;
    this.#free = slot;
  }

  /** Gives a slot back that holds nothing any more; false, and nothing done, for any other. */
  takeBack(slot: number): boolean {
    if (!((this.flags[slot] ?? 0) & GONE)) return false;
    this.give(slot);
    return true;
  }

  /** Gives one slot what the client knows of his request in another. */
  copyClient(from: number, to: number): void {
    this.endpoint[to] = this.endpoint[from] ?? 0;
    this.attempt[to] = this.attempt[from] ?? 0;
    this.sent[to] = this.sent[from] ?? 0;
    this.user[to] = this.user[from] ?? 0;
    this.begun[to] = this.begun[from] ?? 0;
  }

  /** Gives one slot the whole request of another, but its places in lines and lists. */
  copyRequest(from: number, to: number): void {
    this.copyClient(from, to);
    this.flags[to] = this.flags[from] ?? 0;
    this.replica[to] = this.replica[from] ?? 0;
    this.node[to] = this.node[from] ?? 0;
    this.step[to] = this.step[from] ?? -1;
    this.start[to] = this.start[from] ?? 0;
    this.shard[to] = this.shard[from] ?? 0;
    this.key[to] = this.key[from] ?? 0;
    this.failedCommits[to] = this.failedCommits[from] ?? 0;
  }

  /** Has the calendar wake a slot at a time. */
  wake(slot: number, kind: number, time: number): void {
    this.kind[slot] = kind;
    this.calendar.insert(slot, time);
  }

  /** The same after a time that is drawn here: handed from call to call it is one allocation each. */
  wakeAfter(slot: number, kind: number, draws: Draws): void {
    this.kind[slot] = kind;
    this.calendar.insert(slot, this.now + draws.next());
  }

  #grow(): void {
    const n = 2 * this.#capacity;
    this.#capacity = n;
    this.kind = copied(this.kind, new Uint8Array(n));
    this.flags = copied(this.flags, new Uint8Array(n));
    this.attempt = copied(this.attempt, new Uint8Array(n));
    this.endpoint = copied(this.endpoint, new Uint16Array(n));
    this.replica = copied(this.replica, new Uint16Array(n));
    this.node = copied(this.node, new Uint16Array(n));
    this.step = copied(this.step, new Int32Array(n));
    this.start = copied(this.start, new Int32Array(n));
    this.shard = copied(this.shard, new Uint16Array(n));
    this.key = copied(this.key, new Int32Array(n));
    this.failedCommits = copied(this.failedCommits, new Uint8Array(n));
    this.user = copied(this.user, new Int32Array(n));
    this.begun = copied(this.begun, new Float64Array(n));
    this.sent = copied(this.sent, new Float64Array(n));
    this.since = copied(this.since, new Float64Array(n));
    this.behind = copied(this.behind, new Int32Array(n));
    this.older = copied(this.older, new Int32Array(n));
    this.younger = copied(this.younger, new Int32Array(n));
    this.calendar.grow(n);
  }
}

function copied<Table extends { set(from: Table): void }>(from: Table, to: Table): Table {
  to.set(from);
  return to;
}
