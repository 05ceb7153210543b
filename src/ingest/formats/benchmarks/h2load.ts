/**
 * h2load (nghttp2), any number of reports in one file. Clients stand in its first lines, streams a client
 * (-m) only in the command line: without it they are told from the requests in flight, X·R, and asked for
 * where these are more than the clients. Clients never think. 5xx and 4xx are among the failed requests;
 * newer versions print percentiles beside the mean.
 *
 * Source: nghttp2/nghttp2, src/h2load.cc and doc/h2load.h2r.
 */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import type { ImportedFailure, Importer } from "../../imported-run.ts";
import { eachReport } from "../each-report.ts";
import { finding } from "../finding.ts";
import { usersKnown } from "../log/users-known.ts";
import { present } from "../present.ts";
import { refused } from "../rejections.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { readDuration } from "../text/read-duration.ts";
import { readCount } from "../text/read-number.ts";

/** Requests in flight a client, up to which it is taken to have one. */
const oneInFlight = 1.1;

const read: Importer = (file, options) => {
  const { text } = file;
  const duration = readDuration(/^finished in ([^\s,]+),/m.exec(text)?.[1]);
  const counts = /^requests: \d+ total, \d+ started, (\d+) done, .*?(\d+) failed/m.exec(text);
  const requests = readCount(counts?.[1]);
  const failures = readCount(counts?.[2]) ?? 0;
  const responseTime = timesIn(text);
  const { mean } = responseTime;
  if (!duration || !requests || mean === undefined) {
    return refused(
      file.name,
      "no complete h2load report: finished in, requests, time for request",
      "keep the whole output of h2load",
    );
  }
  const throughput = requests / duration;
  const found = [...text.matchAll(/^spawning thread #\d+: (\d+) total client/gm)];
  const clients = found.reduce((sum, [, count]) => sum + Number(count), 0);
  const inFlight = throughput * mean;
  const streams = readCount(
    /\bh2load\s[^\n]*(?:\s-m\s*|--max-concurrent-streams[=\s])(\d+)/.exec(text)?.[1],
  );
  const users =
    streams !== undefined || inFlight <= oneInFlight * clients ? clients * (streams ?? 1) : 0;
  const known =
    users > 0
      ? { users, from: "in the file (clients)" }
      : usersKnown(clients > 0 ? "" : file.name, options.users);
  const pauses = /^Warm-up|\bh2load\s[^\n]*(?:--timing-script-file|--rps[=\s]|\s-r\s*\d)/m.test(
    text,
  );
  return {
    ok: true,
    value: [
      singleLevelRun({
        format: "h2load",
        file: file.name,
        loadModel: "closed",
        users: known.users,
        usersFrom: known.from,
        duration,
        figures: {
          ...present({ requests, failures: Math.min(failures, requests), throughput }),
          responseTime,
        },
        failures: kindsOf(text, Math.min(failures, requests)),
        findings:
          known.users === null && clients > 0
            ? [
                finding(
                  "streams-not-told",
                  "warning",
                  null,
                  `${Math.round(inFlight)} requests of ${clients} clients were under way at once, so each had several streams.`,
                  "a client with m streams is m users who never think",
                  "keep the command line with the output, or state --users as clients × streams (-m)",
                ),
              ]
            : [],
        allAtOnce: !pauses,
        note: pauses ? "" : "no think time: N = X·R",
      }),
    ],
  };
};

/** The row of requests below the titles of its columns, which differ between versions. */
function timesIn(text: string): ResponseTimes {
  const titles =
    /^ {4,}(min .*)$/m
      .exec(text)?.[1]
      ?.trim()
      .split(/\s{2,}/) ?? [];
  const row = /^(?:time for request|request)\s*:\s+(\S.*)$/m.exec(text)?.[1]?.trim().split(/\s+/);
  const time = (title: string) => {
    const at = titles.indexOf(title);
    return at < 0 ? undefined : readDuration(row?.[at]);
  };
  return present<ResponseTimes>({
    mean: time("mean"),
    p50: time("median"),
    p95: time("p95"),
    p99: time("p99"),
    max: time("max"),
  });
}

/** Answers by their class, and the rest of what failed. */
function kindsOf(text: string, failures: number): readonly ImportedFailure[] {
  const codes = /^status codes: .*?(\d+) 4xx, (\d+) 5xx/m.exec(text);
  const [client, server] = [Number(codes?.[1] ?? 0), Number(codes?.[2] ?? 0)];
  const kinds = [
    { error: "status 4xx", count: client },
    { error: "status 5xx", count: server },
    { error: "no answer", count: Math.max(0, failures - client - server) },
  ];
  return kinds.flatMap(({ error, count }) =>
    count > 0 ? [{ method: "", path: "", error, count }] : [],
  );
}

export const importH2load = eachReport(
  [{ begins: /^starting benchmark\.\.\./, above: /\bh2load\s/ }, { begins: /^finished in / }],
  read,
);
