/**
 * Gatling's `simulation.log` while it was text (2.0 to 3.12; some 3.12 builds and all of 3.13 write it
 * binary). Fields are separated by tabs and their order changed over the versions, while the version
 * in the header has been seen to lie, so each record is read backwards from its OK or KO: before it
 * stand the times in epoch milliseconds, the name and the groups.
 *
 * Source: gatling/gatling, stats/writer/LogFileDataWriter.scala, tags 2.0 to 3.12.
 */

import type { PerSecond } from "../../../units.ts";
import { inNumber } from "../../../wording/wording.ts";
import { emptyRun, type ImportedRun, type Importer } from "../../imported-run.ts";
import { finding } from "../finding.ts";
import { type UserChange, usersOfChanges } from "../log/mean-users.ts";
import { splitLog } from "../log/split-log.ts";
import { exactPercentiles, type Sample, summarizeSamples } from "../log/summarize-samples.ts";
import { nameOfRun } from "../name-of-run.ts";
import { noneRejected, refused, rejections } from "../rejections.ts";
import { responseTimeOf } from "../response-time.ts";
import { unixTime } from "../text/unix-time.ts";
import { steadyArrivals } from "./steady-arrivals.ts";

const instant = /^\d{13}$/;
/** 2.0 and 2.1 put the scenario and the user before the type. */
const recordTypes = ["RUN", "REQUEST", "USER", "GROUP", "ASSERTION", "ERROR"];

function requestOf(fields: readonly string[]): Sample | undefined {
  const status = fields.findIndex(
    (field, at) => (field === "OK" || field === "KO") && instant.test(fields[at - 1] ?? ""),
  );
  // 2.0 and 2.1 log the ends of sending and the start of the answer between the two.
  const old = instant.test(fields[status - 4] ?? "") && instant.test(fields[status - 3] ?? "");
  const first = status - (old ? 4 : 2);
  const start = unixTime(fields[first] ?? "");
  const end = unixTime(fields[status - 1] ?? "");
  if (status < 0 || start === undefined || end === undefined) return undefined;
  const responseTime = responseTimeOf(Math.round((end - start) * 1000) / 1000);
  if (responseTime === undefined) return undefined;
  const groups = (fields[first - 2] ?? "").split(",").filter((group) => group !== "");
  return {
    end,
    responseTime,
    method: "",
    path: [...groups, fields[first - 1] ?? ""].join(" / "),
    error: fields[status] === "KO" ? fields[status + 1]?.trim() || "KO" : "",
  };
}

/** +1 at a user's start, −1 at the end. */
function userOf(fields: readonly string[]): UserChange | undefined {
  const at = fields.findIndex((field) => field === "START" || field === "END");
  if (at < 0) return undefined;
  const times = fields.slice(at + 1).filter((field) => instant.test(field));
  const start = fields[at] === "START";
  const time = unixTime((start ? times[0] : times.at(-1)) ?? "");
  return time === undefined ? undefined : { time, change: start ? 1 : -1 };
}

export const importGatlingLog: Importer = (file, options) => {
  const rejected = rejections(file.name);
  const samples: Sample[] = [];
  const changes: UserChange[] = [];
  let version = "";
  let cut = false;
  const lines = file.text.split(/\r*\n/);
  for (const [index, line] of lines.entries()) {
    const fields = line.split("\t");
    const type = recordTypes.includes(fields[0] ?? "") ? fields[0] : fields[2];
    if (type === "RUN") version = fields.at(-1)?.trim() ?? "";
    else if (type === "USER") {
      const change = userOf(fields);
      if (change) changes.push(change);
      else rejected.add(index + 1, 1, "the USER record lacks START or END and a time", "remove it");
    } else if (type === "REQUEST") {
      const sample = requestOf(fields);
      if (sample) samples.push(sample);
      else if (index === lines.length - 1) cut = true;
      else {
        rejected.add(
          index + 1,
          1,
          "the REQUEST record lacks its two times or its OK or KO",
          "remove the record, or write the log again",
        );
      }
    }
  }
  if (samples.length === 0) {
    return refused(
      file.name,
      "the log holds no REQUEST that can be read",
      "check that the simulation made requests; binary logs (3.13 and later) cannot be read",
    );
  }
  const rate = steadyArrivals(changes);
  const timeline = rate === null ? usersOfChanges(changes) : [];
  const users = timeline.length > 0 || rate !== null ? null : (options.users ?? null);
  const comers = changes.filter(({ change }) => change > 0).length;
  return {
    ok: true,
    value: splitLog(samples, (sample) => sample).map((part, at): ImportedRun => {
      const summary = summarizeSamples(part.samples, timeline, users, options.warmUp);
      const offered = rate === null ? null : (rate * samples.length) / comers;
      return {
        ...emptyRun("gatling-log", nameOfRun(file.name)),
        version,
        loadModel: offered === null ? "unknown" : "open",
        usersFrom: timeline.length > 0 ? "in the file (users active)" : "",
        ...summary,
        ...(offered === null
          ? {}
          : {
              levels: summary.levels.map((level) => ({
                ...level,
                users: null,
                arrivalRate: offered,
              })),
            }),
        percentiles: { ...exactPercentiles, resolution: "1 ms" },
        findings: [
          ...part.findings,
          rate === null ? outcome : comeAtRate(rate),
          ...(cut && at === 0
            ? [
                finding(
                  "cut-last-line",
                  "note",
                  null,
                  "The last record is cut off and was left out.",
                  "a killed run ends in mid-line",
                  "nothing to do: all records before it were read",
                ),
              ]
            : []),
        ],
        rejected: at === 0 ? { count: rejected.count, first: rejected.first } : noneRejected,
      };
    }),
  };
};

const outcome = finding(
  "users-may-be-an-outcome",
  "note",
  null,
  "Users were counted from their starts and ends; under open injection they are an outcome.",
  "Gatling injects users openly unless the simulation says injectClosed",
  "do not mix open and closed runs in one campaign",
);

const comeAtRate = (rate: PerSecond) =>
  finding(
    "users-come-at-a-rate",
    "note",
    null,
    `Users came evenly, ${inNumber(rate)} a second through the whole run, whether or not others had left: the load was open.`,
    "under a closed load users come as others leave, or stay",
    "use injectClosed, or users who repeat their scenario, for the levels of a campaign",
  );
