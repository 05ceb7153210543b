/** What the charts of the page show, and what a chart is given of it. */

import type { Policy } from "../../limits/policy.ts";
import type { LevelKey } from "../../measurement/audit.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import type { Today } from "../today.ts";

export interface Legend {
  readonly text: string;
  /** Signal that holds its color. */
  readonly color: string;
  readonly mark: "line" | "dashed" | "dot" | "ring" | "diamond";
}

/** What a chart is given for one setting. */
export interface ChartRows {
  readonly tables: Readonly<Record<string, readonly object[]>>;
  readonly signals: Readonly<Record<string, number>>;
  readonly legend: readonly Legend[];
}

/** What the charts show at once. */
export interface Shown {
  readonly campaign: Campaign;
  readonly incidents: readonly LevelKey[];
  readonly policy: Policy;
  readonly before: Today;
  readonly after: Today;
  /** Whether anything is moved. */
  readonly moved: boolean;
  /** Whether intervals belong to what is shown; not yet where only the middle draw has answered. */
  readonly settled: boolean;
  readonly kept: readonly { readonly title: string; readonly after: Today }[];
  /** Users at the right end of every axis. */
  readonly usersTo: number;
}
