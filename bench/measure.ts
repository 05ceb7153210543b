import { type Figure, medianOf } from "./bench.ts";

/** The optimizing compiler has taken over a short function by then. */
const warmUpCalls = 500;

/** Nor longer than this for functions of many milliseconds, which are compiled within one call. */
const warmUpMilliseconds = 300;

/** A sample lasts at least this long, far above the grain of the clock. */
const sampleMilliseconds = 2;

/** An odd number, so that the median is one of them. */
const samples = 51;
const longestMilliseconds = 1500;

/** Milliseconds of processor time so far: those of the clock are also other programs'. */
function spent(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The median processor time of one call of a warm function, in milliseconds, beside its target. */
export function measure(name: string, limit: number, run: () => unknown): Figure {
  const start = spent();
  let calls = 0;
  while (calls < warmUpCalls && spent() - start < warmUpMilliseconds) {
    run();
    calls++;
  }
  const once = (spent() - start) / calls;
  const batch = Math.max(1, Math.ceil(sampleMilliseconds / once));
  const times: number[] = [];
  const begin = spent();
  while (times.length < samples) {
    const from = spent();
    for (let i = 0; i < batch; i++) run();
    times.push((spent() - from) / batch);
    const late = spent() - begin > longestMilliseconds;
    if (late && times.length % 2 === 1 && times.length >= 5) break;
  }
  return { name, value: medianOf(times), unit: "ms", limit };
}
