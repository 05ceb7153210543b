import type { SharedStation } from "../stations/processor-sharing.ts";

/** Which of the stations that share their cores has the next end, and when: the main loop asks. */
export class EndWatch {
  /** When the next end comes, infinite while there is none. */
  nextEnd = Number.POSITIVE_INFINITY;
  /** Number of the station that has it. */
  next = 0;
  #stations: readonly SharedStation[] = [];

  observe(stations: readonly SharedStation[]): void {
    this.#stations = stations;
  }

  /** After any change at a station; on a tie the first station's end is next. */
  update(): void {
    const stations = this.#stations;
    if (stations.length === 0) return;
    let first = 0;
    let end = (stations[0] as SharedStation).nextEnd;
    for (let i = 1; i < stations.length; i++) {
      const other = (stations[i] as SharedStation).nextEnd;
      if (other < end) {
        end = other;
        first = i;
      }
    }
    this.nextEnd = end;
    this.next = first;
  }
}
