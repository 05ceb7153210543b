import type { OpenLevel } from "../measurement/campaign.ts";
import { cleanText } from "./campaign-csv.ts";
import { present } from "./formats/present.ts";
import type { ImportedRun } from "./imported-run.ts";

/** Runs of open load as rows of `open.csv`, ascending in rate; what a rate repeats is told apart by name. */
export function openLevels(runs: readonly ImportedRun[]): readonly OpenLevel[] {
  const taken = new Set<string>();
  return runs
    .flatMap((run) =>
      run.levels.flatMap((level): readonly OpenLevel[] => {
        const arrivalRate = level.arrivalRate ?? level.throughput;
        if (arrivalRate === undefined || !(arrivalRate > 0)) return [];
        const { requests, failures, throughput, responseTime, percentileBounds, duration } = level;
        const { tokenTimes = {} } = level;
        const name = cleanText(run.levels.length === 1 ? run.name : level.note);
        // As many digits as the table keeps.
        const key = (label: string) => `${arrivalRate.toPrecision(6)} ${label}`;
        let label = name;
        for (let n = 2; taken.has(key(label)); n++) label = `${name} #${n}`;
        taken.add(key(label));
        return [
          {
            ...{ arrivalRate, run: label },
            ...present<Pick<OpenLevel, "requests" | "failures" | "throughput" | "duration">>({
              ...{ requests, failures, throughput },
              duration: duration ?? undefined,
            }),
            responseTime,
            ...(percentileBounds === undefined ? {} : { percentileBounds }),
            ...(Object.keys(tokenTimes).length === 0 ? {} : { tokenTimes }),
            note: run.levels.length === 1 ? cleanText(level.note) : "",
          },
        ];
      }),
    )
    .toSorted((a, b) => a.arrivalRate - b.arrivalRate || (a.run < b.run ? -1 : 1));
}
