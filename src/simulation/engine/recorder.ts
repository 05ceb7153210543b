import { everyCause } from "../stations/simulated-platform.ts";
import type { RequestTable } from "./request-table.ts";
import * as timeBins from "./time-bins.ts";
import type { EndpointWindow } from "./window.ts";

// The compiler folds a constant of the file itself, none that is imported.
const { BINS, HIGH_WORD, timeBinOfBits } = timeBins;

/** Answers that are counted together. */
const BLOCK = 256;

/** Counts the answers and failures of the running window, endpoint by endpoint. */
export class Recorder {
  /** Answers and failures since the start of the run. */
  ended = 0;
  readonly #endpoints: number;
  readonly #responseTime: Float64Array;
  readonly #shortest: Float64Array;
  readonly #longest: Float64Array;
  readonly #histogram: Uint32Array;
  /** The bins that are not empty, in the order they were filled: windows may be short. */
  readonly #filled: Int32Array;
  readonly #filledCount: Int32Array;
  /** Answers that are not counted yet: their times and endpoints. */
  readonly #block = new Float64Array(BLOCK);
  readonly #blockBits = new Int32Array(this.#block.buffer);
  readonly #blockEndpoint = new Uint16Array(BLOCK);
  #uncounted = 0;
  readonly #failures: Uint32Array;
  readonly #failureTime: Float64Array;

  constructor(endpoints: number) {
    this.#endpoints = endpoints;
    this.#responseTime = new Float64Array(endpoints);
    this.#shortest = new Float64Array(endpoints).fill(Number.POSITIVE_INFINITY);
    this.#longest = new Float64Array(endpoints);
    this.#histogram = new Uint32Array(endpoints * BINS);
    this.#filled = new Int32Array(endpoints * BINS);
    this.#filledCount = new Int32Array(endpoints);
    this.#failures = new Uint32Array(endpoints * everyCause.length);
    this.#failureTime = new Float64Array(endpoints);
  }

  /** The request in a slot is answered now. Its time is made here: handed on it is an allocation. */
  answered(requests: RequestTable, slot: number): void {
    this.answer(requests.endpoint[slot] ?? 0, requests.now - (requests.sent[slot] ?? 0));
  }

  answer(endpoint: number, responseTime: number): void {
    this.ended++;
    const at = this.#uncounted;
    this.#block[at] = responseTime;
    this.#blockEndpoint[at] = endpoint;
    this.#uncounted = at + 1;
    if (at + 1 === BLOCK) this.#count();
  }

  /**
   * Counts a block of answers in the order they came: in a short loop of its own each takes a fourth of the time
   * that it takes between two events.
   */
  #count(): void {
    const sums = this.#responseTime;
    const histogram = this.#histogram;
    for (let i = 0; i < this.#uncounted; i++) {
      const endpoint = this.#blockEndpoint[i] ?? 0;
      const time = this.#block[i] ?? 0;
      sums[endpoint] = (sums[endpoint] ?? 0) + time;
      if (time < (this.#shortest[endpoint] ?? 0)) this.#shortest[endpoint] = time;
      if (time > (this.#longest[endpoint] ?? 0)) this.#longest[endpoint] = time;
      const bin = timeBinOfBits(this.#blockBits[2 * i + HIGH_WORD] ?? 0);
      const place = endpoint * BINS + bin;
      const count = histogram[place] ?? 0;
      histogram[place] = count + 1;
      if (count === 0) {
        const filled = this.#filledCount[endpoint] ?? 0;
        this.#filled[endpoint * BINS + filled] = bin;
        this.#filledCount[endpoint] = filled + 1;
      }
    }
    this.#uncounted = 0;
  }

  failure(endpoint: number, cause: number, responseTime: number): void {
    this.ended++;
    const at = endpoint * everyCause.length + cause;
    this.#failures[at] = (this.#failures[at] ?? 0) + 1;
    this.#failureTime[endpoint] = (this.#failureTime[endpoint] ?? 0) + responseTime;
  }

  /** The window's counts as plain data; a new window begins. */
  close(): EndpointWindow[] {
    this.#count();
    return Array.from({ length: this.#endpoints }, (_, endpoint) => this.#closeEndpoint(endpoint));
  }

  #closeEndpoint(endpoint: number): EndpointWindow {
    const shortest = this.#shortest[endpoint] ?? Number.POSITIVE_INFINITY;
    const longest = this.#longest[endpoint] ?? 0;
    const offset = endpoint * BINS;
    const filled = this.#filled.subarray(offset, offset + (this.#filledCount[endpoint] ?? 0));
    const bins = Array.from(filled.sort());
    const counts = bins.map((bin) => this.#histogram[offset + bin] ?? 0);
    for (const bin of bins) this.#histogram[offset + bin] = 0;
    const answered = counts.reduce((sum, count) => sum + count, 0);
    this.#filledCount[endpoint] = 0;
    const causes = everyCause.length;
    const failures = this.#failures.subarray(endpoint * causes, (endpoint + 1) * causes);
    const closed: EndpointWindow = {
      answered,
      responseTime: this.#responseTime[endpoint] ?? 0,
      shortest: answered > 0 ? shortest : null,
      longest: answered > 0 ? longest : null,
      bins,
      counts,
      failures: Array.from(failures),
      failureTime: this.#failureTime[endpoint] ?? 0,
    };
    failures.fill(0);
    this.#responseTime[endpoint] = 0;
    this.#shortest[endpoint] = Number.POSITIVE_INFINITY;
    this.#longest[endpoint] = 0;
    this.#failureTime[endpoint] = 0;
    return closed;
  }
}
