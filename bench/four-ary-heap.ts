/**
 * The other queue of events that was tried: a heap of four children with replacement of the top,
 * which spares the sift after a removal. Only simulation.bench.ts uses it, to show why the
 * simulator has a calendar. Ties come out in any order.
 */
export class FourAryHeap {
  readonly #times: Float64Array;
  readonly #slots: Int32Array;
  #size = 0;

  constructor(capacity: number) {
    this.#times = new Float64Array(capacity);
    this.#slots = new Int32Array(capacity);
  }

  insert(slot: number, time: number): void {
    const times = this.#times;
    let at = this.#size++;
    while (at > 0) {
      const parent = (at - 1) >> 2;
      if ((times[parent] as number) <= time) break;
      times[at] = times[parent] as number;
      this.#slots[at] = this.#slots[parent] as number;
      at = parent;
    }
    times[at] = time;
    this.#slots[at] = slot;
  }

  first(): number {
    return this.#slots[0] as number;
  }

  firstTime(): number {
    return this.#times[0] as number;
  }

  /** Removes the first event and adds one. */
  replaceFirst(slot: number, time: number): void {
    const times = this.#times;
    const size = this.#size;
    let at = 0;
    for (let child = 1; child < size; child = 4 * at + 1) {
      let least = child;
      let leastTime = times[child] as number;
      const end = Math.min(child + 4, size);
      for (let other = child + 1; other < end; other++) {
        const otherTime = times[other] as number;
        if (otherTime < leastTime) {
          leastTime = otherTime;
          least = other;
        }
      }
      if (leastTime >= time) break;
      times[at] = leastTime;
      this.#slots[at] = this.#slots[least] as number;
      at = least;
    }
    times[at] = time;
    this.#slots[at] = slot;
  }
}
