/**
 * siege: its closing report (text or, from 4.1, JSON) and its log of single requests. "Concurrency" is
 * the mean number of requests in flight, X·R, not the number of users, which only the line "Preparing
 * n concurrent users" tells. Times are seconds with two decimals; the mean of quick answers is taken from
 * "Concurrency".
 *
 * Source: JoeDog/siege, src/main.c and src/browser.c.
 */
import {
  emptyRun,
  type ImportedRun,
  type Importer,
  type ImportOptions,
} from "../../imported-run.ts";
import { exactPercentiles, type Sample, summarizeSamples } from "../log/summarize-samples.ts";
import { usersInCommand } from "../log/users-in-command.ts";
import { usersKnown } from "../log/users-known.ts";
import { nameOfRun } from "../name-of-run.ts";
import { present } from "../present.ts";
import { refused, rejections } from "../rejections.ts";
import { responseTimeOf } from "../response-time.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { readCount, readNumber } from "../text/read-number.ts";
import { unixTime } from "../text/unix-time.ts";

/** Where a report begins, in the text and in the JSON of 4.1. */
const reportStart = /^(?=[^\S\n>]*>?[^\S\n]*Transactions:)|(?=\{\s*"transactions":)/m;

export const importSiege: Importer = (file, options) => {
  const [before = "", ...reports] = file.text.split(new RegExp(reportStart, "gm"));
  // Without a preamble the split leaves the report in the first place.
  const parts = /"?transactions"?:/i.test(before) ? ["", before, ...reports] : [before, ...reports];
  const runs = parts.slice(1).flatMap((report, at) => {
    const run = reportOf(file.name, report, parts[at] ?? "", options);
    return run ? [run] : [];
  });
  return runs.length > 0
    ? { ok: true, value: runs }
    : refused(
        file.name,
        "the siege report lacks Transactions, Elapsed time or Response time",
        "keep the whole output of siege",
      );
};

function reportOf(
  file: string,
  report: string,
  before: string,
  options: ImportOptions,
): ImportedRun | undefined {
  const find = (label: string) =>
    new RegExp(`(?:^|[{,>])\\s*"?${label}"?:\\s*([\\d.]+)[^\\S\\n]*(m?s\\b)?`, "im").exec(report);
  const figure = (label: string) => readNumber(find(label)?.[1]);
  // 4.1.7 and later print milliseconds and say so; the JSON and older texts are seconds.
  const time = (label: string) => {
    const value = figure(label);
    return value === undefined || find(label)?.[2] !== "ms" ? value : value / 1000;
  };
  // Hits are the requests that were answered; failed transactions come on top.
  const hits = readCount(find("Transactions")?.[1]);
  const duration = time("Elapsed[ _]time");
  const printed = time("Response[ _]time");
  const failed = readCount(find("Failed[ _]transactions")?.[1]) ?? 0;
  if (hits === undefined || !duration || printed === undefined) return undefined;
  const half = find("Response[ _]time")?.[2] === "ms" ? halfDigit / 1000 : halfDigit;
  const finer = meanOfConcurrency(figure("Concurrency") ?? 0, duration, hits);
  // They are of one sum, so that the finer rounds to the other; where it does not, what is printed stands.
  const agree = finer !== undefined && Math.abs(finer.mean - printed) <= half + finer.error;
  const mean = agree && finer.error < half ? finer.mean : printed;
  const most = time("Longest[ _]transaction");
  const stated = readCount(/Preparing (\d+) concurrent users/.exec(before)?.[1]);
  const known = stated
    ? { users: stated, from: "in the file (concurrent users)" }
    : usersKnown(file, options.users, usersInCommand(before, "siege"));
  const requests = hits + failed;
  return singleLevelRun({
    format: "siege",
    file,
    loadModel: "closed",
    users: known.users,
    usersFrom: known.from,
    duration,
    figures: {
      ...present({ requests, failures: failed, throughput: requests / duration }),
      // What rounds to nothing was not measured.
      responseTime: present({ mean: mean || undefined, max: most || undefined }),
    },
    allAtOnce: true,
    note: mean === printed ? "times rounded to 10 ms" : "mean from Concurrency, X·R",
  });
}

/** All figures are printed with two decimals, seconds or not. */
const halfDigit = 0.005;

/**
 * Concurrency is the sum of all response times over the time of the test: of quick answers it tells
 * the mean where "0.00 secs" does not. With how far off it may be by its own digits.
 */
function meanOfConcurrency(concurrency: number, duration: number, hits: number) {
  if (concurrency <= 0 || hits <= 0) return undefined;
  const mean = (concurrency * duration) / hits;
  return { mean, error: mean * (halfDigit / concurrency + halfDigit / duration) };
}

/** Terminal colors around a line. */
const color = new RegExp(`(?:${String.fromCharCode(27)}|\\^\\[)?\\[\\d+(?:;\\d+)*m`, "g");

export const importSiegeLog: Importer = (file, options) => {
  const rejected = rejections(file.name);
  const samples: Sample[] = [];
  const lines = file.text.split(/\r*\n/);
  for (const [index, line] of lines.entries()) {
    const cells = line.replace(color, "").split(",");
    const protocol = cells.findIndex((cell) => /^HTTP\/[\d.]+$/.test(cell.trim()));
    if (protocol < 0) continue;
    const status = readCount(cells[protocol + 1]);
    const responseTime = responseTimeOf(readNumber(cells[protocol + 2]));
    const end = unixTime(cells.at(-1) ?? "");
    if (status === undefined || responseTime === undefined || end === undefined) {
      if (index < lines.length - 1) {
        rejected.add(index + 1, 1, "the line lacks a status, a time or a date", "remove the line");
      }
      continue;
    }
    samples.push({
      end,
      responseTime,
      method: "",
      path: cells[protocol + 4] ?? "",
      error: status >= 400 ? `status ${status}` : "",
    });
  }
  if (samples.length === 0) {
    return refused(file.name, "no line of the siege log can be read", "log with siege -v again");
  }
  const known = usersKnown(file.name, options.users);
  return {
    ok: true,
    value: [
      {
        ...emptyRun("siege-log", nameOfRun(file.name)),
        loadModel: "closed",
        usersFrom: known.from,
        ...summarizeSamples(samples, [], known.users),
        percentiles: { ...exactPercentiles, resolution: "10 ms" },
        rejected: { count: rejected.count, first: rejected.first },
      },
    ],
  };
};
