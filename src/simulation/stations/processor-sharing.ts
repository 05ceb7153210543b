import {
  isSlowed,
  noSlowdown,
  overloadOf,
  type SlowdownLaw,
  slowdownAtWork,
} from "../../platform/slowdown-law.ts";
import { NO_SLOT, type RequestTable } from "../engine/request-table.ts";

/** Room for jobs at first; doubles when it is not enough. */
const ROOM = 64;

/** When a job that is not there ends, behind all that are. */
const NEVER = Number.POSITIVE_INFINITY;

/**
 * A station where all n jobs present work at the same speed, min(1, cores/n) slowed down by the
 * platform's laws: processor sharing, or the servers of a first-come station under such a law.
 *
 * Each job ends when the work that every job present has had since the station was empty reaches
 * what it had on arrival plus the job's own work; that end never changes, whatever comes, so a
 * heap of ends replaces the touching of all jobs at every change. O(log n) for each.
 */
export class SharedStation {
  readonly cores: number;
  readonly #requests: RequestTable;
  readonly #law: SlowdownLaw;
  /** Whether the law slows anything: else it is not asked. */
  readonly #slows: boolean;
  /** Requests beyond the first that the overload counts. */
  #crowd = 0;
  jobs = 0;
  arrivals = 0;
  ends = 0;
  /** Integrals over time of jobs present and of cores at work, min(jobs, cores). */
  jobTime = 0;
  coreTime = 0;
  /** When the next job ends, infinite while there is none. */
  nextEnd = NEVER;
  /** Work that each job present has had since the station was last empty. */
  #had = 0;
  #speed = 1;
  #changed = 0;
  #endAt = new Float64Array(ROOM);
  #number = new Float64Array(ROOM);
  #slot = new Int32Array(ROOM);

  constructor(requests: RequestTable, cores: number, law: Partial<SlowdownLaw> = {}) {
    this.#requests = requests;
    this.cores = cores;
    const { contention, coherency, crowding, overloadContention, overloadCoherency } = {
      ...noSlowdown,
      ...law,
    };
    this.#law = { contention, coherency, crowding, overloadContention, overloadCoherency };
    this.#slows = isSlowed(this.#law);
  }

  /** Brings the integrals, and the work that jobs have had, up to now. */
  advance(): void {
    const { now } = this.#requests;
    const step = now - this.#changed;
    this.#changed = now;
    this.#had += step * this.#speed;
    this.jobTime += this.jobs * step;
    this.coreTime += (this.jobs < this.cores ? this.jobs : this.cores) * step;
  }

  /** How many requests beyond the first the overload counts now. */
  crowd(others: number): void {
    this.#crowd = others > 0 ? others : 0;
    if (this.jobs === 0) return;
    this.advance();
    this.#setSpeed();
  }

  arrive(slot: number, work: number): void {
    this.advance();
    if (this.jobs === 0) this.#had = 0; // lest the sum lose digits in a long run
    if (this.jobs === this.#slot.length) this.#grow();
    this.#siftUp(this.jobs++, this.#had + work, this.arrivals++, slot);
    this.#setSpeed();
  }

  /** Ends the job that is due; returns its slot. */
  end(): number {
    if (this.jobs === 0) return NO_SLOT;
    this.advance();
    const slot = this.#slot[0] ?? NO_SLOT;
    // Rounding may leave it a hair short; later jobs must not see less than its end.
    this.#had = this.#endAt[0] ?? NEVER;
    this.ends++;
    const last = --this.jobs;
    if (last > 0) {
      this.#siftDown(
        this.#endAt[last] ?? NEVER,
        this.#number[last] ?? NEVER,
        this.#slot[last] ?? NO_SLOT,
      );
    }
    this.#setSpeed();
    return slot;
  }

  /** The jobs present, in the order they came. */
  present(): readonly number[] {
    const order = Array.from({ length: this.jobs }, (_, i) => i).sort(
      (a, b) => (this.#number[a] ?? NEVER) - (this.#number[b] ?? NEVER),
    );
    return order.map((at) => this.#slot[at] ?? NO_SLOT);
  }

  /** Throws all jobs out, their work undone; calls back for each in the order they came. */
  clear(lost: (slot: number) => void): void {
    this.advance();
    const slots = this.present();
    this.ends += this.jobs;
    this.jobs = 0;
    this.#setSpeed();
    for (const slot of slots) lost(slot);
  }

  #setSpeed(): void {
    const n = this.jobs;
    if (n === 0) {
      this.nextEnd = NEVER;
      return;
    }
    const alone = n > this.cores ? this.cores / n : 1;
    const speed = this.#slows ? alone / this.#slowdown(n) : alone;
    this.#speed = speed;
    const left = (this.#endAt[0] ?? NEVER) - this.#had;
    const { now } = this.#requests;
    this.nextEnd = left > 0 ? now + left / speed : now;
  }

  #slowdown(n: number): number {
    return slowdownAtWork(this.#law, n, this.cores) * (1 + overloadOf(this.#law, this.#crowd));
  }

  #siftUp(from: number, endAt: number, number: number, slot: number): void {
    const ends = this.#endAt;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      // A newcomer goes behind its equals.
      if (endAt >= (ends[parent] ?? NEVER)) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#put(at, endAt, number, slot);
  }

  #siftDown(endAt: number, number: number, slot: number): void {
    const ends = this.#endAt;
    const size = this.jobs;
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && this.#before(child + 1, child)) child++;
      const end = ends[child] ?? NEVER;
      if (endAt < end || (endAt === end && number < (this.#number[child] ?? NEVER))) break;
      this.#move(child, at);
      at = child;
    }
    this.#put(at, endAt, number, slot);
  }

  #before(a: number, b: number): boolean {
    const first = this.#endAt[a] ?? NEVER;
    const second = this.#endAt[b] ?? NEVER;
    if (first !== second) return first < second;
    return (this.#number[a] ?? NEVER) < (this.#number[b] ?? NEVER);
  }

  #move(from: number, to: number): void {
    this.#put(
      to,
      this.#endAt[from] ?? NEVER,
      this.#number[from] ?? NEVER,
      this.#slot[from] ?? NO_SLOT,
    );
  }

  #put(at: number, endAt: number, number: number, slot: number): void {
    this.#endAt[at] = endAt;
    this.#number[at] = number;
    this.#slot[at] = slot;
  }

  #grow(): void {
    const room = 2 * this.#slot.length;
    const ends = new Float64Array(room);
    ends.set(this.#endAt);
    this.#endAt = ends;
    const numbers = new Float64Array(room);
    numbers.set(this.#number);
    this.#number = numbers;
    const slots = new Int32Array(room);
    slots.set(this.#slot);
    this.#slot = slots;
  }
}
