import { describe, expect, it } from "vitest";
import { mmc } from "./open/mmc.ts";
import { mmcTimeout } from "./open/mmc-timeout.ts";
import { mmck, mmckStates } from "./open/mmck.ts";
import { openNetwork } from "./open/open-network.ts";
import { publishedOpenCases as cases } from "./testing/published-open-cases.ts";

const within = (actual: number | undefined, expected: number, tolerance: number) =>
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(tolerance);

describe("published open cases", () => {
  it("M/M/c of the ETH slides", () => {
    const { input, expected, tolerance } = cases.mmc;
    within(mmc(input).waiting, expected.waiting, tolerance);
    within(mmc(input).responseTime, expected.responseTime, tolerance);
  });

  it("M/M/c/K of Octave's queueing package", () => {
    const { mmckSeven: seven, mmckFive: five } = cases;
    within(mmckStates(seven.input)[0], seven.expected.empty, seven.tolerance);
    within(mmck(seven.input).responseTime, seven.expected.responseTime, seven.tolerance);
    const solved = mmck(five.input);
    within(mmckStates(five.input)[0], five.expected.empty, five.tolerance);
    within(solved.probabilityOfLoss, five.expected.probabilityOfLoss, five.tolerance);
    within(solved.queueLength, five.expected.queueLength, five.tolerance);
    within(solved.waitingTime, five.expected.waitingTime, five.tolerance);
  });

  it("unequal servers, taken as equal ones of the mean rate as the source does", () => {
    const { input, expected, tolerance } = cases.unequalServers;
    within(mmc(input).utilization, expected.utilization, tolerance.utilization);
    within(mmc(input).queueLength, expected.queueLength, tolerance.queueLength);
  });

  it("the bookstore of Gross & Harris", () => {
    const { network, expected, tolerance } = cases.bookstore;
    const solved = openNetwork(network);
    within((solved.classes[0]?.perStation[1]?.responseTime ?? 0) - 4, expected.wait, tolerance);
    within(solved.stations[1]?.queueLength, expected.checkout, tolerance);
    within(solved.queueLength, expected.all, tolerance);
  });

  it("the open network of Lazowska et al., p. 113", () => {
    const { network, expected, tolerance } = cases.lazowska;
    const [cpu] = openNetwork(network).stations;
    within(cpu?.utilization, expected.utilization, tolerance);
    within(cpu?.throughput, expected.throughput, tolerance);
    within(cpu?.queueLength, expected.queueLength, tolerance);
  });

  it("the two classes of Lazowska et al., p. 138", () => {
    const { network, expected, tolerance } = cases.twoClasses;
    const cpu = openNetwork(network).classes[0]?.perStation[0];
    within(cpu?.throughput, expected.throughput, tolerance);
    within(cpu?.utilization, expected.utilization, tolerance);
    within(cpu?.responseTime, expected.responseTime, tolerance);
    within(cpu?.queueLength, expected.queueLength, tolerance);
  });

  it("two classes with a delay, from JMT", () => {
    const { network, expected, tolerance } = cases.twoClassesDelay;
    openNetwork(network).classes.forEach((one, r) => {
      within(one.responseTime, expected.responseTime[r] ?? 0, tolerance);
      one.perStation.forEach((at, k) => {
        within(at.queueLength, expected.queueLength[r]?.[k] ?? 0, tolerance);
        within(at.residenceTime, expected.residenceTime[r]?.[k] ?? 0, tolerance);
      });
    });
  });

  it.each(cases.timeouts.cases)("fixed time-out: $servers servers, τ = $timeout", (one) => {
    const { probabilityOfAbandonment } = mmcTimeout(one);
    within(probabilityOfAbandonment, one.abandonment, 1e-12 * one.abandonment);
  });
});
