import type { Seconds } from "../../units.ts";

/** Bins per doubling of the time, a power of two: each is 1/256 of its lower end wide at most. */
const PER_OCTAVE = 256;

/** Times from 2^−24 s (60 ns) to 2^24 s (half a year) have bins of their own. */
const LOWEST = 2 ** -24;
const OCTAVES = 48;

/** The first bin holds all that is shorter, the last one all that is longer. */
export const BINS = OCTAVES * PER_OCTAVE + 2;

/** Eight bytes in which a number is read as bits. */
const bits = new DataView(new ArrayBuffer(8));

/** Exponent and first bits of the fraction. */
function highWord(time: Seconds): number {
  bits.setFloat64(0, time);
  return bits.getInt32(0);
}

/** Of the two words of a number in an array, the place of the one with the exponent: 1, but where bytes stand the other way round. */
export const HIGH_WORD = new Int32Array(Float64Array.of(1).buffer)[1] === 0 ? 0 : 1;

/** Bits behind the first eight of the fraction. */
const REST = 12;

const first = highWord(LOWEST) >> REST;

/**
 * The bin of a response time in a histogram of 256 bins per doubling, read off the bits of the
 * number: no logarithm. For times of 0 or more.
 */
export function timeBin(time: Seconds): number {
  return timeBinOfBits(highWord(time));
}

/** The same of a number's word with the exponent. */
export function timeBinOfBits(word: number): number {
  const bin = (word >> REST) - first + 1;
  if (bin < 0) return 0;
  return bin < BINS ? bin : BINS - 1;
}

/** Where a bin begins; the end of the last one is unknown. */
export function binStart(bin: number): Seconds {
  if (bin <= 0) return 0;
  const at = bin - 1;
  const octave = Math.floor(at / PER_OCTAVE);
  return LOWEST * 2 ** octave * (1 + (at % PER_OCTAVE) / PER_OCTAVE);
}
