import { randomGamma } from "../../random/random-gamma.ts";
import type { RandomStream } from "../../random/random-stream.ts";
import { exponentialFrom, zigguratExponential } from "../../random/ziggurat-exponential.ts";
import { normalFrom } from "../../random/ziggurat-normal.ts";
import type { TimeLaw } from "./time-law.ts";

/** Draws made at a time: long enough that choosing the law costs nothing, short enough to stay in the nearest cache. */
const BLOCK = 256;

/**
 * Times drawn from one law and one stream, made in blocks: the next one costs a read. The n-th
 * time drawn depends on the seed alone, whatever else is simulated. A class because a stream
 * has state over time.
 */
export class Draws {
  readonly #block = new Float64Array(BLOCK);
  readonly #fill: (block: Float64Array) => void;
  #at = BLOCK;

  constructor(stream: RandomStream, law: TimeLaw) {
    this.#fill = filler(stream, law);
  }

  next(): number {
    if (this.#at === BLOCK) {
      this.#fill(this.#block);
      this.#at = 0;
    }
    return this.#block[this.#at++] ?? 0;
  }
}

/** The numbers that a block is made of; one array for all, since no block is made inside another. */
const words = new Int32Array(BLOCK);

/** What fills a block: one loop for each law, so that each is compiled on its own. */
function filler(stream: RandomStream, law: TimeLaw): (block: Float64Array) => void {
  switch (law.law) {
    case "constant":
      return (block) => block.fill(law.mean);
    case "exponential":
      return (block) => {
        stream.fill(words);
        for (let i = 0; i < block.length; i++) {
          block[i] = exponentialFrom(words[i] ?? 0, stream) * law.mean;
        }
      };
    case "uniform":
      return (block) => {
        const width = law.high - law.low;
        for (let i = 0; i < block.length; i++) block[i] = law.low + stream.uniform() * width;
      };
    case "erlang":
      return (block) => {
        const stage = law.mean / law.stages;
        for (let i = 0; i < block.length; i++) {
          let sum = 0;
          for (let k = 0; k < law.stages; k++) sum += zigguratExponential(stream);
          block[i] = sum * stage;
        }
      };
    case "lognormal": {
      // The logarithm is normal with variance ln(1 + c²) and mean ln(mean) − variance/2.
      const variance = Math.log1p(law.variation ** 2);
      const deviation = Math.sqrt(variance);
      const median = law.mean * Math.exp(-variance / 2);
      return (block) => {
        stream.fill(words);
        for (let i = 0; i < block.length; i++) {
          block[i] = median * Math.exp(deviation * normalFrom(words[i] ?? 0, stream));
        }
      };
    }
    case "gamma": {
      const shape = 1 / law.variation ** 2;
      const scale = law.mean / shape;
      return (block) => {
        for (let i = 0; i < block.length; i++) block[i] = scale * randomGamma(stream, shape);
      };
    }
    case "hyperexponential": {
      const square = law.variation ** 2;
      const share = (1 + Math.sqrt((square - 1) / (square + 1))) / 2; // of the short ones
      const short = law.mean / (2 * share);
      const long = law.mean / (2 * (1 - share));
      return (block) => {
        for (let i = 0; i < block.length; i++) {
          block[i] = zigguratExponential(stream) * (stream.uniform() < share ? short : long);
        }
      };
    }
    case "empirical": {
      const values = Float64Array.from(law.values);
      return (block) => {
        for (let i = 0; i < block.length; i++) {
          block[i] = values[Math.floor(stream.uniform() * values.length)] ?? 0;
        }
      };
    }
  }
}
