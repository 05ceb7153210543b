import { inLoads } from "../../wording/in-loads.ts";
import { inLevel, inList, inNumber, inPercent } from "../../wording/wording.ts";
import type { Finding } from "../finding.ts";
import { type Evidence, type MeasuredLevel, placeOf } from "./evidence.ts";

/** A bias below the rounding of a three-digit figure changes nothing. */
const LEAST_BIAS = 0.005;

/** Ramp-up inside the averages, and tests that ended before all users were there. */
export function rampBias({ measured }: Evidence): readonly Finding[] {
  const ramped = measured.filter(({ point }) => (point.rampBias ?? 0) > LEAST_BIAS);
  const rampOf = ({ level }: MeasuredLevel) => level.users / (level.spawnRate ?? 1);
  const cutOff = ramped.filter((one) => rampOf(one) > (one.level.duration ?? 0));
  const biased = ramped.filter((one) => !cutOff.includes(one));
  const law = "Mean users over the window: N̄ = N·(1 − ramp/(2·duration)), ramp = N/spawn rate.";

  const findings = cutOff.map(
    (one): Finding => ({
      code: "ramp-never-ends",
      severity: "error",
      ...placeOf(one.level),
      message:
        `${inLevel(one.level)}: the test of ${inNumber(one.level.duration ?? 0)} s ended before all users ` +
        `were there; at ${inNumber(one.level.spawnRate ?? 0)} users/s that takes ${inNumber(rampOf(one))} s.`,
      law,
      remedy: "Rerun the level longer, or with a higher spawn rate.",
    }),
  );
  if (biased.length === 0) return findings;

  const names = inLoads(biased.map(({ level }) => level.users));
  const biases = biased.map(({ point }) => inPercent(point.rampBias ?? 0));
  const same = new Set(biases).size === 1;
  return [
    ...findings,
    {
      code: "ramp-in-averages",
      severity: "note",
      level: biased.length === 1 ? (biased[0]?.level.users ?? null) : null,
      message:
        `${names}: the ramp-up is part of the averages, so ${same ? biases[0] : sharesOf(biases)} fewer users ` +
        "than named were there on average. Headroom reckons with the average.",
      law,
      remedy: "Start the averages after the ramp (in Locust: --reset-stats), or run longer.",
    },
  ];
}

/** Beyond so many the ends are said. */
const MOST_SHARES = 16;

function sharesOf(shares: readonly string[]): string {
  if (shares.length <= MOST_SHARES) return inList(shares);
  const ranked = shares.toSorted((a, b) => Number.parseFloat(a) - Number.parseFloat(b));
  return `${ranked[0]} to ${ranked.at(-1)}`;
}
