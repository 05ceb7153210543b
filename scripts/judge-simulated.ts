/**
 * Simulates the two known platforms of data/simulated, unchanged and with all eight changes, at
 * every load, and prints each figure beside the other simulator's. A figure with a half-width
 * on both sides is judged by its z (difference over the 95 % half-width of the two together:
 * 5 % of them may pass 1), the others by 5 %.
 *
 * Usage: node --import tsx scripts/judge-simulated.ts [requests per run, 1000000]
 */
import { compareWithKnown, knownSystems } from "../src/simulation/testing/known-systems.ts";

const requests = Number(process.argv[2] ?? 1_000_000);
let judged = 0;
let outside = 0;
let percentiles = 0;
let apart = 0;
let worst = 0;
let events = 0;
const began = performance.now();
for (const system of knownSystems()) {
  for (const [change, runs] of Object.entries(system.runs)) {
    for (const known of runs) {
      const { result, comparisons } = compareWithKnown(system, change, known, {
        seed: 1,
        requests,
        warmUp: 120,
      });
      events += result.events;
      const cells = comparisons.map(({ figure, ours, theirs, noise }) => {
        const difference = ours / theirs - 1;
        if (noise !== null) {
          judged++;
          if (Math.abs(ours - theirs) > noise) outside++;
        }
        if (/(^| )p\d/.test(figure)) {
          percentiles++;
          worst = Math.max(worst, Math.abs(difference));
          if (Math.abs(difference) > 0.05) apart++;
        }
        const z = noise === null ? "" : ` z ${((ours - theirs) / noise).toFixed(2)}`;
        return `${figure} ${ours.toPrecision(4)} ${(100 * difference).toFixed(1)}%${z}`;
      });
      console.log(`${system.name} ${change} ${known.users}: ${cells.join(" | ")}`);
    }
  }
}
const seconds = (performance.now() - began) / 1000;
console.log(
  `${outside} of ${judged} figures outside the noise of both (5 % expected); ` +
    `${apart} of ${percentiles} percentiles more than 5 % apart, the worst ${(100 * worst).toFixed(1)} %; ` +
    `${(events / seconds / 1e6).toFixed(1)} M events/s, ${seconds.toFixed(0)} s`,
);
