import type { Counted } from "../../measurement/counted.ts";
import type { Finding } from "../../measurement/finding.ts";
import {
  emptyRun,
  type Figures,
  type ImportedEndpoint,
  type ImportedFailure,
  type ImportedRun,
  type LoadModel,
  type PercentileMethod,
} from "../imported-run.ts";
import { finding } from "./finding.ts";
import type { FormatName } from "./format-name.ts";
import { nameOfRun } from "./name-of-run.ts";
import { present } from "./present.ts";

/** What a report of totals tells; what is left out counts as not told. */
export interface SingleLevel {
  readonly format: FormatName;
  readonly file: string;
  readonly loadModel: LoadModel;
  readonly users?: number | null;
  readonly mostUsers?: number | undefined;
  readonly usersFrom?: string;
  readonly arrivalRate?: number | undefined;
  readonly figures: Figures;
  readonly duration?: number | undefined;
  readonly start?: number | undefined;
  readonly endpoints?: readonly ImportedEndpoint[];
  readonly failures?: readonly ImportedFailure[];
  readonly percentiles?: PercentileMethod | null;
  readonly findings?: readonly Finding[];
  readonly generatorWarnings?: readonly string[];
  readonly version?: string;
  readonly timesOf?: Counted;
  readonly throughputOf?: Counted;
  readonly note?: string;
  /** All users start at once, so that the whole run is a window without a ramp. */
  readonly allAtOnce?: boolean;
}

const finite = (value: number | undefined) =>
  value !== undefined && Number.isFinite(value) && value >= 0 ? value : null;

const whole = (count: number | undefined) => count === undefined || Number.isSafeInteger(count);

/** Why the counts of requests and failures cannot be those of one test; undefined where they can. */
function contradiction({ requests, failures = 0 }: Figures): string | undefined {
  if (!whole(requests) || !whole(failures)) {
    return `${requests} requests and ${failures} failures are no whole numbers, and were left out`;
  }
  return requests !== undefined && failures > requests
    ? `${failures} of ${requests} requests cannot have failed, and both counts were left out`
    : undefined;
}

/** A run of one load known by its totals, the whole run its only window. */
export function singleLevelRun(told: SingleLevel): ImportedRun {
  const wrong = contradiction(told.figures);
  if (wrong === undefined) return runOf(told);
  const { requests, failures, ...figures } = told.figures;
  const found = finding(
    "counts-contradict",
    "warning",
    told.users ?? null,
    `${wrong}.`,
    "failed requests are requests, and both are counted",
    "check that the file is whole, and of one test",
  );
  return runOf({ ...told, figures, failures: [], findings: [...(told.findings ?? []), found] });
}

function runOf(known: SingleLevel): ImportedRun {
  const failures = known.failures ?? [];
  return {
    ...emptyRun(known.format, nameOfRun(known.file)),
    version: known.version ?? "",
    timesOf: known.timesOf ?? "all",
    throughputOf: known.throughputOf ?? "all",
    loadModel: known.loadModel,
    usersFrom: known.usersFrom ?? "",
    wholeRun: known.figures,
    levels: [
      {
        users: known.loadModel === "open" ? null : (known.users ?? null),
        ...present({ mostUsers: known.loadModel === "open" ? undefined : known.mostUsers }),
        arrivalRate: finite(known.arrivalRate),
        start: finite(known.start),
        // A report that says 0 has rounded, or lost, how long it took.
        duration: finite(known.duration) || null,
        warmUpCut: 0,
        covers: known.allAtOnce ? "steady" : "whole run",
        ...known.figures,
        endpoints: known.endpoints ?? [],
        note: known.note ?? (known.allAtOnce ? "" : "whole run"),
      },
    ],
    failures,
    percentiles: known.percentiles ?? null,
    findings: known.findings ?? [],
    generatorWarnings: known.generatorWarnings ?? [],
  };
}
