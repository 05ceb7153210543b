/** Random closed networks for the laws: ordinary magnitudes, every kind of station. */
import fc from "fast-check";
import type { ClosedNetwork, NetworkStation } from "../closed/closed-network.ts";

const time = fc.double({ min: 0.01, max: 5, noNaN: true });
const visits = fc.double({ min: 0.1, max: 4, noNaN: true });

/** Rates that rise and fall without order, over three orders of magnitude. */
export const retrogradeRates = fc.array(fc.double({ min: 0.05, max: 50, noNaN: true }), {
  minLength: 1,
  maxLength: 12,
});

const station: fc.Arbitrary<NetworkStation> = fc.oneof(
  fc.record({ kind: fc.constant("delay" as const), visits, serviceTime: time }),
  fc.record({
    kind: fc.constant("queue" as const),
    visits,
    serviceTime: time,
    servers: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({ kind: fc.constant("loadDependent" as const), visits, rates: retrogradeRates }),
);

/** Networks of one to `most` stations with some think time. */
export function closedNetworks(most: number): fc.Arbitrary<ClosedNetwork> {
  return fc.record({
    thinkTime: time,
    stations: fc.array(station, { minLength: 1, maxLength: most }),
  });
}
