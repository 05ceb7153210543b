import { requireCount } from "../require.ts";

/** The state of a generator, four whole numbers below 2^32: plain data, fit for saving. */
export type RandomState = readonly [number, number, number, number];

/**
 * A stream of random numbers from a seed: the same numbers on every machine, for ever.
 *
 * xoshiro128**, period 2^128 − 1, on 32-bit whole numbers, which JavaScript engines compute
 * fast and exactly. A class because a stream has state over time; for what depends on it, pass
 * it as an argument and print its seed with the result. Not for secrets.
 *
 * Source: Blackman & Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM Transactions
 * on Mathematical Software 47(4) (2021), article 36; reference C at prng.di.unimi.it.
 */
export class RandomStream {
  /** The state, as bits. */
  #s0: number;
  #s1: number;
  #s2: number;
  #s3: number;

  /** Starts at a given state. Use `RandomStream.fromSeed` unless a state was saved. */
  constructor(state: RandomState) {
    for (const [i, word] of state.entries()) {
      requireWord(`state[${i}]`, word);
    }
    if (state.every((word) => word === 0)) {
      throw new RangeError("state must not be all 0, from which nothing ever comes");
    }
    const [s0, s1, s2, s3] = state;
    this.#s0 = s0 | 0;
    this.#s1 = s1 | 0;
    this.#s2 = s2 | 0;
    this.#s3 = s3 | 0;
  }

  /**
   * Stream number `stream` of a seed: streams of one seed are 2^64 draws apart and so never
   * overlap; give one to each purpose, so that a change to one leaves the others' draws alone.
   * O(stream) time, some microseconds each.
   *
   * @throws RangeError unless the seed is a whole number from 0 to 2^53 − 1 and the stream one
   *   of 0 or more
   */
  static fromSeed(seed: number, stream = 0): RandomStream {
    requireCount("seed", seed, 0);
    requireCount("stream", stream, 0);
    const made = new RandomStream(stateFromSeed(seed));
    for (let i = 0; i < stream; i++) {
      made.jump();
    }
    return made;
  }

  /** The state now: a stream made from it continues where this one stands. */
  state(): RandomState {
    return [this.#s0 >>> 0, this.#s1 >>> 0, this.#s2 >>> 0, this.#s3 >>> 0];
  }

  /** The next whole number, uniform from 0 to 2^32 − 1. */
  next(): number {
    const s0 = this.#s0;
    const s1 = this.#s1;
    const s2 = this.#s2 ^ s0;
    const s3 = this.#s3 ^ s1;
    const times5 = Math.imul(s1, 5);
    const result = Math.imul((times5 << 7) | (times5 >>> 25), 9) >>> 0;
    this.#s0 = s0 ^ s3;
    this.#s1 = s1 ^ s2;
    this.#s2 = s2 ^ (s1 << 9);
    this.#s3 = (s3 << 11) | (s3 >>> 21);
    return result;
  }

  /**
   * The next numbers, as many as fit, as bits: what `next` would give one by one, in half the
   * time. Read them with `>>> 0`, or their bits.
   */
  fill(words: Int32Array): void {
    let s0 = this.#s0;
    let s1 = this.#s1;
    let s2 = this.#s2;
    let s3 = this.#s3;
    for (let i = 0; i < words.length; i++) {
      const times5 = Math.imul(s1, 5);
      words[i] = Math.imul((times5 << 7) | (times5 >>> 25), 9);
      const shifted = s1 << 9;
      s2 ^= s0;
      s3 ^= s1;
      s1 ^= s2;
      s0 ^= s3;
      s2 ^= shifted;
      s3 = (s3 << 11) | (s3 >>> 21);
    }
    this.#s0 = s0;
    this.#s1 = s1;
    this.#s2 = s2;
    this.#s3 = s3;
  }

  /**
   * The next number, uniform in (0, 1), both ends excluded: the middle of one of 2^32 equal
   * cells, so that its logarithm is always finite.
   */
  uniform(): number {
    return (this.next() + 0.5) / 2 ** 32;
  }

  /** Moves on by 2^64 draws. */
  jump(): void {
    let [s0, s1, s2, s3] = [0, 0, 0, 0];
    for (const word of jumpPolynomial) {
      for (let bit = 0; bit < 32; bit++) {
        if ((word >>> bit) & 1) {
          s0 ^= this.#s0;
          s1 ^= this.#s1;
          s2 ^= this.#s2;
          s3 ^= this.#s3;
        }
        this.next();
      }
    }
    this.#s0 = s0;
    this.#s1 = s1;
    this.#s2 = s2;
    this.#s3 = s3;
  }
}

/** The jump constants of the reference implementation: x^(2^64) modulo the generator's law. */
const jumpPolynomial = [0x8764000b, 0xf542d2d3, 0x6fa035c3, 0x77f2db5b] as const;

/**
 * Four words from the two halves of a seed: each half walks a Weyl sequence and goes through
 * the 32-bit finalizer of MurmurHash3, as in SplitMix, the second on top of the first. For a
 * given half every word is a bijection of the other, so no two seeds below 2^32 share a word.
 *
 * Source: Steele, Lea & Flood, "Fast splittable pseudorandom number generators", OOPSLA (2014)
 * for the scheme; Blackman & Vigna advise it for seeding.
 */
function stateFromSeed(seed: number): RandomState {
  const low = seed % 2 ** 32;
  const high = Math.floor(seed / 2 ** 32);
  const word = (step: number) => {
    const walked = Math.imul(step, 0x9e3779b9);
    return scrambled(scrambled(low + walked) ^ (high + walked)) >>> 0;
  };
  return [word(1), word(2), word(3), word(4)];
}

/** The finalizer of MurmurHash3 (Appleby): a bijection in which every bit depends on all. */
function scrambled(value: number): number {
  let z = value | 0;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return z ^ (z >>> 16);
}

function requireWord(name: string, word: number): void {
  if (!Number.isSafeInteger(word) || word < 0 || word >= 2 ** 32) {
    throw new RangeError(`${name} must be a whole number from 0 to 2^32 - 1, got ${word}`);
  }
}
