/** Empty list, or none. */
const NONE = -1;

/** Fewest buckets: a year of days that small queues need no re-tuning for. */
const FEWEST = 16;

/**
 * Insertions before the first look at whether the days fit the events; later looks are twice as
 * far apart each, up to the second figure or the number of events, since setting all anew costs
 * as much.
 */
const FIRST_REVIEW = 256;
const REVIEW = 8192;

/**
 * Steps over empty days and past earlier events that an insertion and its removal may cost
 * together before the day's length is set anew.
 */
const DEAR = 2;

/** Length of a day in mean gaps between events: 2 to 6 are equally fast, 1 is slower. */
const GAPS_PER_DAY = 3;

/**
 * The events to come, in the total order (time, number of insertion): a calendar of days, each
 * a sorted list, so that insertion and removal take constant time however many events wait.
 *
 * An event is a slot, a whole number from 0 to capacity − 1 of the caller's choosing, that
 * waits at most once; nothing is allocated but when the capacity grows. Events of one time come
 * out in the order they went in: a new one goes behind its equals. The day's length follows the
 * gap between events, of which the order never depends. A class because a queue is state.
 *
 * Source: R. Brown, "Calendar queues: a fast O(1) priority queue implementation for the
 * simulation event set problem", Communications of the ACM 31(10) (1988).
 */
export class CalendarQueue {
  #times: Float64Array;
  #next: Int32Array;
  #heads = new Int32Array(FEWEST).fill(NONE);
  #mask = FEWEST - 1;
  #daysPerSecond = 1;
  /** No event waits before this day. */
  #day = 0;
  #size = 0;
  #inserted = 0;
  #steps = 0;
  #untilReview = FIRST_REVIEW;
  #reviewedAt = 0;

  constructor(capacity: number) {
    this.#times = new Float64Array(capacity);
    this.#next = new Int32Array(capacity);
  }

  get size(): number {
    return this.#size;
  }

  /** Makes room for slots up to capacity − 1. */
  grow(capacity: number): void {
    const times = new Float64Array(capacity);
    times.set(this.#times);
    this.#times = times;
    const next = new Int32Array(capacity);
    next.set(this.#next);
    this.#next = next;
  }

  /** When the event of a slot that waits is due. */
  timeOf(slot: number): number {
    return this.#times[slot] as number;
  }

  /** Adds an event; the slot must not wait already. */
  insert(slot: number, time: number): void {
    this.#times[slot] = time;
    this.#link(slot, time);
    this.#size++;
    if (++this.#inserted === this.#untilReview) this.#review();
  }

  /** The slot that is due first, −1 when none waits. It stays in the queue. */
  first(): number {
    if (this.#size === 0) return NONE;
    const heads = this.#heads;
    const times = this.#times;
    const mask = this.#mask;
    const perSecond = this.#daysPerSecond;
    let day = this.#day;
    for (let looked = 0; looked <= mask; looked++) {
      const slot = heads[day & mask] as number;
      if (slot !== NONE && (times[slot] as number) * perSecond < day + 1) {
        this.#day = day;
        this.#steps += looked;
        return slot;
      }
      day++;
    }
    this.#steps += mask;
    return this.#firstOfAnyYear();
  }

  /** Removes what `first` has just returned, with nothing inserted between. */
  removeFirst(slot: number): void {
    this.#heads[this.#day & this.#mask] = this.#next[slot] as number;
    this.#size--;
  }

  /** Calls back for every event that waits, by bucket and time; nothing may be inserted meanwhile. */
  each(visit: (slot: number) => void): void {
    for (const head of this.#heads) {
      for (let slot = head; slot !== NONE; slot = this.#next[slot] as number) visit(slot);
    }
  }

  #link(slot: number, time: number): void {
    const times = this.#times;
    const next = this.#next;
    const heads = this.#heads;
    const day = Math.floor(time * this.#daysPerSecond);
    if (day < this.#day) this.#day = day;
    const bucket = day & this.#mask;
    let at = heads[bucket] as number;
    if (at === NONE || time < (times[at] as number)) {
      next[slot] = at;
      heads[bucket] = slot;
      return;
    }
    for (;;) {
      const after = next[at] as number;
      if (after === NONE || time < (times[after] as number)) {
        next[slot] = after;
        next[at] = slot;
        return;
      }
      at = after;
      this.#steps++;
    }
  }

  /** A whole year without an event: the earliest head of all. */
  #firstOfAnyYear(): number {
    let best = NONE;
    for (const slot of this.#heads) {
      if (slot === NONE) continue;
      if (best === NONE || (this.#times[slot] as number) < (this.#times[best] as number))
        best = slot;
    }
    this.#day = Math.floor((this.#times[best] as number) * this.#daysPerSecond);
    return best;
  }

  /** Sets the days anew when there are far too few or many, or they fit the events badly. */
  #review(): void {
    const buckets = this.#mask + 1;
    const now = this.#day / this.#daysPerSecond;
    const gap = (now - this.#reviewedAt) / this.#inserted;
    const dear = this.#steps > DEAR * this.#inserted;
    const crowded = this.#size > buckets || this.#size * 8 < buckets;
    // The first looks see the start of a run, which is unlike the rest.
    const early = this.#untilReview < REVIEW;
    this.#untilReview = Math.min(2 * this.#untilReview, Math.max(REVIEW, this.#size));
    this.#reviewedAt = now;
    this.#inserted = 0;
    this.#steps = 0;
    if (!dear && !crowded && !early) return;
    let wanted = FEWEST;
    while (wanted < 2 * this.#size) wanted *= 2;
    // While all start at once there is no gap yet. Pauses crowd at the front: n exponential ones
    // of mean m are m/n apart there.
    const length = GAPS_PER_DAY * (gap > 0 ? gap : this.#meanDelay() / Math.max(1, this.#size));
    this.#rebuild(wanted, length > 0 ? 1 / length : this.#daysPerSecond);
  }

  /** How long the events wait after the first of them, on average. */
  #meanDelay(): number {
    let low = Number.POSITIVE_INFINITY;
    let sum = 0;
    for (let slot of this.#heads) {
      for (; slot !== NONE; slot = this.#next[slot] as number) {
        const time = this.#times[slot] as number;
        low = Math.min(low, time);
        sum += time;
      }
    }
    return Math.max(0, sum / Math.max(1, this.#size) - low);
  }

  /** Events of one time stand in one list, in their order, and so keep it. */
  #rebuild(buckets: number, daysPerSecond: number): void {
    const old = this.#heads;
    const now = this.#day / this.#daysPerSecond;
    this.#heads = new Int32Array(buckets).fill(NONE);
    this.#mask = buckets - 1;
    this.#daysPerSecond = daysPerSecond;
    this.#day = Math.floor(now * daysPerSecond);
    for (let slot of old) {
      while (slot !== NONE) {
        const after = this.#next[slot] as number;
        this.#link(slot, this.#times[slot] as number);
        slot = after;
      }
    }
    this.#steps = 0;
  }
}
