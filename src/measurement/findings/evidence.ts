/** What every check of the audit may look at; worked out once. */
import type {
  Campaign,
  EndpointLevel,
  FailureCount,
  Level,
  SeriesSlice,
  TelemetryRow,
} from "../campaign.ts";
import { findIncidents, type Incidents } from "../incident.ts";
import { keyOfLevel, rowsByLevel } from "../level-key.ts";
import { type OperatingPoint, operatingPoint } from "../operating-point.ts";
import { type RefusalLaw, refusalLaw } from "../refusals/refusal-law.ts";
import { type ThinkTime, thinkTime } from "../think-time.ts";

export interface MeasuredLevel {
  readonly level: Level;
  readonly point: OperatingPoint;
  /** Measured and estimated rows of this level and run. */
  readonly endpoints: readonly EndpointLevel[];
  readonly failures: readonly FailureCount[];
  /** The course of the window; empty where only totals were kept. */
  readonly series: readonly SeriesSlice[];
  /** What was watched beside the load generator; empty where nothing was. */
  readonly telemetry: readonly TelemetryRow[];
}

export interface Evidence {
  readonly campaign: Campaign;
  /** Levels of measured quality, ascending in users. */
  readonly measured: readonly MeasuredLevel[];
  readonly thinkTime: ThinkTime;
  readonly incidents: Incidents;
  readonly refusals: RefusalLaw;
}

/** Two rows speak of the same measurement. */
export function sameLevel(
  a: { readonly users: number; readonly run: string },
  b: { readonly users: number; readonly run: string },
): boolean {
  return a.users === b.users && a.run === b.run;
}

/** Where a finding belongs; the run is named only where there are several. */
export function placeOf(level: { readonly users: number; readonly run: string }): {
  readonly level: number;
  readonly run?: string;
} {
  return level.run === "" ? { level: level.users } : { level: level.users, run: level.run };
}

export function gatherEvidence(campaign: Campaign): Evidence {
  const endpoints = rowsByLevel(campaign.endpoints);
  const failures = rowsByLevel(campaign.failures);
  const series = rowsByLevel(campaign.series ?? []);
  const telemetry = rowsByLevel(campaign.telemetry ?? []);
  const measured = campaign.levels
    .filter(({ quality }) => quality === "measured")
    .map((level) => {
      const key = keyOfLevel(level);
      return {
        level,
        point: operatingPoint(level),
        endpoints: endpoints.get(key) ?? [],
        failures: failures.get(key) ?? [],
        series: series.get(key) ?? [],
        telemetry: telemetry.get(key) ?? [],
      };
    });
  return {
    campaign,
    measured,
    thinkTime: thinkTime(measured.map(({ point }) => point)),
    incidents: findIncidents(campaign.levels),
    refusals: refusalLaw(campaign),
  };
}
