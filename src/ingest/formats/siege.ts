/**
 * siege: its closing report (text or, from 4.1, JSON) and its log of single requests. "Concurrency" is
 * the mean number of requests in flight, X·R, not the number of users, which only the line "Preparing
 * n concurrent users" tells. Times are seconds with two decimals.
 *
 * Source: JoeDog/siege, src/main.c and src/browser.c.
 */
import { emptyRun, type Importer } from "../imported-run.ts";
import { nameOfRun } from "./name-of-run.ts";
import { present } from "./present.ts";
import { readCount, readNumber } from "./read-number.ts";
import { refused, rejections } from "./rejections.ts";
import { responseTimeOf } from "./response-time.ts";
import { singleLevelRun } from "./single-level-run.ts";
import { exactPercentiles, type Sample, summarizeSamples } from "./summarize-samples.ts";
import { unixTime } from "./unix-time.ts";
import { usersKnown } from "./users-known.ts";

export const importSiege: Importer = (file, options) => {
  const figure = (label: string) =>
    readNumber(new RegExp(`(?:^|[{,])\\s*"?${label}"?:\\s*([\\d.]+)`, "im").exec(file.text)?.[1]);
  // Hits are the requests that were answered; failed transactions come on top.
  const hits = figure("Transactions");
  const duration = figure("Elapsed[ _]time");
  const mean = figure("Response[ _]time");
  const failed = figure("Failed[ _]transactions") ?? 0;
  if (hits === undefined || !duration || mean === undefined) {
    return refused(
      file.name,
      "the siege report lacks Transactions, Elapsed time or Response time",
      "keep the whole output of siege",
    );
  }
  const stated = readCount(/Preparing (\d+) concurrent users/.exec(file.text)?.[1]);
  const known = stated
    ? { users: stated, from: "in the file (concurrent users)" }
    : usersKnown(file.name, options.users);
  const requests = hits + failed;
  return {
    ok: true,
    value: [
      singleLevelRun({
        format: "siege",
        file: file.name,
        loadModel: "closed",
        users: known.users,
        usersFrom: known.from,
        duration,
        figures: {
          ...present({ requests, failures: failed, throughput: requests / duration }),
          responseTime: present({ mean, max: figure("Longest[ _]transaction") }),
        },
        note: "whole run; times rounded to 10 ms",
      }),
    ],
  };
};

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
