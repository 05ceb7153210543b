import type { Seconds } from "../../units.ts";
import { Draws } from "../engine/draws.ts";
import { ARRIVAL } from "../engine/event-kind.ts";
import type { RandomSources } from "../engine/random-sources.ts";
import type { RequestTable } from "../engine/request-table.ts";
import type { OpenLoad } from "./load.ts";
import { nextArrival } from "./load-profile.ts";

/** When the requests of an open load arrive: by chance at a rate, or as they were measured. */
export class Arrivals {
  readonly #requests: RequestTable;
  readonly #timer: number;
  readonly #load: OpenLoad;
  readonly #draws: Draws;
  #arrived = 0;

  /** @param timer a reserved slot of its own */
  constructor(load: OpenLoad, sources: RandomSources, requests: RequestTable, timer: number) {
    this.#requests = requests;
    this.#timer = timer;
    this.#load = load;
    this.#draws = new Draws(sources.shared.arrivals, { law: "exponential", mean: 1 });
  }

  scheduleNext(): void {
    const time = this.#next();
    if (time < Number.POSITIVE_INFINITY) this.#requests.wake(this.#timer, ARRIVAL, time);
  }

  #next(): Seconds {
    const load = this.#load;
    if (load.kind === "trace") return load.times[this.#arrived++] ?? Number.POSITIVE_INFINITY;
    return nextArrival(load.profile, this.#requests.now, this.#draws.next());
  }
}
