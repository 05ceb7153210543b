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
    let first = 0;
    let end = Number.POSITIVE_INFINITY;
    for (let i = 0; i < stations.length; i++) {
      const other = stations[i]?.nextEnd ?? Number.POSITIVE_INFINITY;
      if (other < end) {
        end = other;
        first = i;
      }
    }
    this.nextEnd = end;
    this.next = first;
  }
}
