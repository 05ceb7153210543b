/**
 * How far a fit may trust each level: 1 for a sound measurement, 0 for one that must stay out.
 *
 * A trust of w means: weigh the level as w of a sound one, that is, divide the variance of its
 * noise by w. The factors are chosen figures, not measured ones: a half where a finding says that
 * an average belongs to another load or moment, a quarter where it contradicts the level's own
 * figures, 0 where a figure cannot be what it is called. Several findings multiply.
 */
import type { Share } from "../units.ts";
import type { Finding } from "./finding.ts";
import type { Evidence } from "./findings/evidence.ts";
import { keyOfLevel } from "./level-key.ts";
import { averagesOverRamp, noteSays, windowNotes } from "./level-note.ts";

export interface TrustReason {
  /** Code of the finding. */
  readonly code: string;
  /** The trust is multiplied by this. */
  readonly factor: Share;
}

export interface LevelTrust {
  readonly users: number;
  readonly run: string;
  /** Weight w in [0, 1]. */
  readonly trust: Share;
  /** Empty for a trust of 1. */
  readonly reasons: readonly TrustReason[];
}

/** Codes of findings about one level that lower its trust, each with its factor. */
export const trustFactors: Readonly<Record<string, Share>> = {
  "unknown-unit": 0,
  "impossible-counts": 0.25,
  "copied-level": 0.25,
  "inconsistent-level": 0.25,
  "ramp-never-ends": 0.25,
  "generator-saturated": 0.25,
  "capacity-differs": 0.25,
  "mean-outside-percentiles": 0.5,
  "drift-in-level": 0.5,
  "fast-failures": 0.5,
  "timeout-clipping": 0.5,
  "throughput-gap": 0.5,
  "level-of-a-ramp": 0.5,
  "average-over-ramp": 0.5,
  "runs-disagree": 0.5,
  "short-level": 0.7,
  "warm-up-in-window": 0.7,
  "mean-above-p95": 0.7,
  "ramp-of-unknown-size": 0.8,
  "coordinated-omission": 0.8,
  "percentile-order": 0.8,
  "incident-level": 0.9,
};

/** One for each measured level, in the order of the campaign. O(levels + findings). */
export function levelTrust(
  { measured }: Evidence,
  findings: readonly Finding[],
): readonly LevelTrust[] {
  const { everywhere, ofLoad, ofLevel } = byPlace(findings);
  return measured.map((one) => {
    const codes = new Set([
      ...everywhere,
      ...(ofLoad.get(one.level.users) ?? []),
      ...(ofLevel.get(keyOfLevel(one.level)) ?? []),
      // These three speak of many levels in one sentence.
      ...(noteSays(one.level.note, windowNotes.ramp) ? ["level-of-a-ramp"] : []),
      ...(averagesOverRamp(one.level) ? ["average-over-ramp"] : []),
      ...(noteSays(one.level.note, "whole run, ramp") &&
      !averagesOverRamp(one.level) &&
      one.point.rampBias === undefined
        ? ["ramp-of-unknown-size"]
        : []),
    ]);
    const reasons = [...codes].flatMap((code): readonly TrustReason[] => {
      const factor = trustFactors[code];
      return factor === undefined ? [] : [{ code, factor }];
    });
    const trust = reasons.reduce((product, { factor }) => product * factor, 1);
    return { users: one.level.users, run: one.level.run, trust, reasons };
  });
}

/** Codes by what they speak of: all levels, every run of a load, or one of its runs. */
function byPlace(findings: readonly Finding[]) {
  const everywhere: string[] = [];
  const ofLoad = new Map<number, string[]>();
  const ofLevel = new Map<string, string[]>();
  const add = <K>(map: Map<K, string[]>, key: K, code: string) => {
    const known = map.get(key);
    if (known) known.push(code);
    else map.set(key, [code]);
  };
  for (const { code, level, run } of findings) {
    if (level === null) {
      if (code === "unknown-unit") everywhere.push(code);
    } else if (run === undefined) add(ofLoad, level, code);
    else add(ofLevel, keyOfLevel({ users: level, run }), code);
  }
  return { everywhere, ofLoad, ofLevel };
}
