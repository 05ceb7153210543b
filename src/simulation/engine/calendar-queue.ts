/** No slot: an empty list, or none that waits. */
export const NONE = -1;

/** Fewest days in a year: a year that small queues need no re-tuning for. */
const FEWEST = 16;

/** Hours of a day: the bits of one number. */
const HOURS = 32;

/**
 * Insertions before the first look at whether the days fit the events; later looks are twice as
 * far apart each, up to the second figure or the number of events, since setting all anew costs
 * as much.
 */
const FIRST_REVIEW = 256;
const REVIEW = 8192;

/**
 * Steps over empty days, events of other years and earlier events of the hour that an insertion
 * and its removal may cost together before the day's length is set anew.
 */
const DEAR = 2;

/** Length of a day in mean gaps between events: an hour then holds one event in four, most hours none. */
const GAPS_PER_DAY = 8;

/**
 * The events to come, in the total order (time, number of insertion): a calendar of days, each a
 * list without order, but for today, whose hours are sorted lists. Insertion and removal take
 * constant time however many events wait; nearly all insertions are put in front of a list without
 * looking at it, since a branch that cannot be foreseen costs as much as twenty instructions.
 *
 * An event is a slot, a whole number from 0 to capacity − 1 of the caller's choosing, that
 * waits at most once; nothing is allocated but when the capacity grows. Events of one time come
 * out in the order they went in. The day's length follows the gap between events, of which the
 * order never depends. A class because a queue is state.
 *
 * Source: R. Brown, "Calendar queues: a fast O(1) priority queue implementation for the
 * simulation event set problem", Communications of the ACM 31(10) (1988); lists that are sorted
 * when their time comes: W. T. Tang, R. S. M. Goh & I. L.-J. Thng, "Ladder queue: an O(1) priority
 * queue structure for large-scale discrete event simulation", ACM Transactions on Modeling and
 * Computer Simulation 15(3) (2005).
 */
export class CalendarQueue {
  #times: Float64Array;
  #next: Int32Array;
  /** Of each day of the year its events, and those of its namesakes in other years, the newest first. */
  #days = new Int32Array(FEWEST).fill(NONE);
  #mask = FEWEST - 1;
  #daysPerSecond = 1;
  /** No event waits before this day; its own stand in its hours. */
  #today = 0;
  readonly #hours = new Int32Array(HOURS).fill(NONE);
  /** A bit for each hour that holds any. */
  #filled = 0;
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
    this.#size++;
    const day = Math.floor(time * this.#daysPerSecond);
    if (day > this.#today) this.#append(slot, day);
    else this.#insertNear(slot, time, day);
    if (++this.#inserted === this.#untilReview) this.#review();
  }

  /** The slot that is due first, −1 when none waits. It stays in the queue. */
  first(): number {
    const filled = this.#filled;
    if (filled !== 0) return this.#hours[firstHour(filled)] ?? NONE;
    if (this.#size === 0) return NONE;
    return this.#firstOfLaterDay();
  }

  /** Removes what `first` has just returned, with nothing inserted between. */
  removeFirst(slot: number): void {
    const filled = this.#filled;
    const after = this.#next[slot] ?? NONE;
    this.#hours[firstHour(filled)] = after;
    if (after === NONE) this.#filled = filled & (filled - 1);
    this.#size--;
  }

  /** Calls back for every event that waits, in no order; nothing may be inserted meanwhile. */
  each(visit: (slot: number) => void): void {
    for (const heads of [this.#hours, this.#days]) {
      for (const head of heads) {
        for (let slot = head; slot !== NONE; slot = this.#next[slot] ?? NONE) visit(slot);
      }
    }
  }

  #append(slot: number, day: number): void {
    const bucket = day & this.#mask;
    this.#next[slot] = this.#days[bucket] ?? NONE;
    this.#days[bucket] = slot;
  }

  /** Adds an event of today, or of a day before it, which then is today. */
  #insertNear(slot: number, time: number, day: number): void {
    if (day < this.#today) {
      this.#closeToday();
      this.#today = day;
      this.#open();
    }
    this.#insertToday(slot, time, false);
  }

  /** Adds an event of today: behind those of its time, or before them where it is older than they. */
  #insertToday(slot: number, time: number, isOldest: boolean): void {
    const times = this.#times;
    const next = this.#next;
    // The product is that of which the day is the whole part: no rounding leads out of the day.
    const hour = ((time * this.#daysPerSecond - this.#today) * HOURS) | 0;
    let before = NONE;
    let after = this.#hours[hour] ?? NONE;
    while (after !== NONE) {
      const other = times[after] as number;
      if (isOldest ? time <= other : time < other) break;
      before = after;
      after = next[after] ?? NONE;
      this.#steps++;
    }
    next[slot] = after;
    if (before !== NONE) {
      next[before] = slot;
      return;
    }
    this.#hours[hour] = slot;
    this.#filled |= 1 << hour;
  }

  /** Goes on to the next day with an event, today being empty and some event waiting. */
  #firstOfLaterDay(): number {
    const days = this.#days;
    const mask = this.#mask;
    for (let looked = 0; looked <= mask; looked++) {
      this.#today++;
      if (days[this.#today & mask] === NONE) continue;
      this.#open();
      if (this.#filled === 0) continue;
      this.#steps += looked;
      return this.#hours[firstHour(this.#filled)] ?? NONE;
    }
    this.#steps += mask;
    // A whole year without an event: to the earliest of all.
    this.#today = Math.floor(this.#spread().earliest * this.#daysPerSecond);
    this.#open();
    return this.#hours[firstHour(this.#filled)] ?? NONE;
  }

  /** Puts the events of today into its hours; those of its namesakes stay, in their order. */
  #open(): void {
    const next = this.#next;
    const bucket = this.#today & this.#mask;
    let slot = this.#days[bucket] ?? NONE;
    this.#days[bucket] = NONE;
    let last = NONE; // of those that stay
    while (slot !== NONE) {
      const after = next[slot] ?? NONE;
      const time = this.#times[slot] as number;
      if (Math.floor(time * this.#daysPerSecond) === this.#today)
        this.#insertToday(slot, time, true);
      else {
        if (last === NONE) this.#days[bucket] = slot;
        else next[last] = slot;
        next[slot] = NONE;
        last = slot;
        this.#steps++;
      }
      slot = after;
    }
  }

  /** Puts the events of today back into its list, the newest of one time first. */
  #closeToday(): void {
    const next = this.#next;
    const bucket = this.#today & this.#mask;
    for (let filled = this.#filled; filled !== 0; filled &= filled - 1) {
      const hour = firstHour(filled);
      let slot = this.#hours[hour] ?? NONE;
      this.#hours[hour] = NONE;
      while (slot !== NONE) {
        const after = next[slot] ?? NONE;
        next[slot] = this.#days[bucket] ?? NONE;
        this.#days[bucket] = slot;
        slot = after;
        this.#steps++;
      }
    }
    this.#filled = 0;
  }

  /** Sets the days anew when there are far too few or many, or they fit the events badly. */
  #review(): void {
    const days = this.#mask + 1;
    const now = this.#today / this.#daysPerSecond;
    const gap = (now - this.#reviewedAt) / this.#inserted;
    const dear = this.#steps > DEAR * this.#inserted;
    const crowded = this.#size > 2 * days || this.#size * 4 < days;
    // The first looks see the start of a run, which is unlike the rest.
    const early = this.#untilReview < REVIEW;
    this.#untilReview = Math.min(2 * this.#untilReview, Math.max(REVIEW, this.#size));
    this.#reviewedAt = now;
    this.#inserted = 0;
    this.#steps = 0;
    if (!dear && !crowded && !early) return;
    let wanted = FEWEST;
    while (wanted < this.#size) wanted *= 2;
    // While all start at once there is no gap yet. Pauses crowd at the front: n exponential ones
    // of mean m are m/n apart there.
    const length =
      GAPS_PER_DAY * (gap > 0 ? gap : this.#spread().meanDelay / Math.max(1, this.#size));
    this.#rebuild(wanted, length > 0 ? 1 / length : this.#daysPerSecond);
  }

  /** When the first of all events is due, and how long they wait after it, on average. */
  #spread(): { readonly earliest: number; readonly meanDelay: number } {
    let earliest = Number.POSITIVE_INFINITY;
    let sum = 0;
    this.each((slot) => {
      const time = this.#times[slot] as number;
      earliest = Math.min(earliest, time);
      sum += time;
    });
    return { earliest, meanDelay: Math.max(0, sum / Math.max(1, this.#size) - earliest) };
  }

  /** Events of one time stand in one list, the newest first, and keep their order. */
  #rebuild(days: number, daysPerSecond: number): void {
    this.#closeToday();
    const next = this.#next;
    let all = NONE; // the oldest of one time first, since each list is turned around
    for (let slot of this.#days) {
      while (slot !== NONE) {
        const after = next[slot] ?? NONE;
        next[slot] = all;
        all = slot;
        slot = after;
      }
    }
    const now = this.#today / this.#daysPerSecond;
    this.#days = new Int32Array(days).fill(NONE);
    this.#mask = days - 1;
    this.#daysPerSecond = daysPerSecond;
    this.#today = Math.floor(now * daysPerSecond);
    for (let slot = all; slot !== NONE; ) {
      const after = next[slot] ?? NONE;
      const day = Math.floor((this.#times[slot] as number) * daysPerSecond);
      if (day < this.#today) this.#today = day; // by rounding
      this.#append(slot, day);
      slot = after;
    }
    this.#open();
    this.#steps = 0;
  }
}

/** The lowest bit of a number other than 0. */
function firstHour(filled: number): number {
  return 31 - Math.clz32(filled & -filled);
}
