/** oha: its text report and `--output-format json`; both in seconds. Connections are in neither. */
import type { ResponseTimes } from "../../measurement/campaign.ts";
import type { Importer } from "../imported-run.ts";
import { entriesAt, numberAt, parseJson } from "./json-value.ts";
import { present } from "./present.ts";
import { readDuration } from "./read-duration.ts";
import { readNumber } from "./read-number.ts";
import { refused } from "./rejections.ts";
import { singleLevelRun } from "./single-level-run.ts";
import { usersInCommand } from "./users-in-command.ts";
import { usersKnown } from "./users-known.ts";

const percentiles = { method: "exact", resolution: "0.1 ms in text" } as const;

export const importOhaJson: Importer = (file, options) => {
  const json = parseJson(file.name, file.text);
  if (!json.ok) return json;
  const summary = (key: string) => numberAt(json.value, "summary", key);
  const share = (key: string) => numberAt(json.value, "latencyPercentiles", key);
  const throughput = summary("requestsPerSec");
  const mean = summary("average");
  if (throughput === undefined || mean === undefined) {
    return refused(
      file.name,
      "oha's summary lacks requestsPerSec or average",
      "run oha with --output-format json again",
    );
  }
  let answered = 0;
  let failures = 0;
  for (const [status, count] of entriesAt(json.value, "statusCodeDistribution")) {
    const many = numberAt(count) ?? 0;
    answered += many;
    if (Number(status) >= 400) failures += many;
  }
  for (const [error, count] of entriesAt(json.value, "errorDistribution")) {
    // Requests that were under way at the deadline are oha's own doing.
    if (/deadline/i.test(error)) continue;
    answered += numberAt(count) ?? 0;
    failures += numberAt(count) ?? 0;
  }
  const known = usersKnown(file.name, options.users);
  return {
    ok: true,
    value: [
      singleLevelRun({
        format: "oha-json",
        file: file.name,
        loadModel: "closed",
        users: known.users,
        usersFrom: known.from,
        duration: summary("total"),
        figures: {
          ...present({
            requests: answered > 0 ? answered : undefined,
            failures: answered > 0 ? failures : undefined,
            throughput,
          }),
          responseTime: present<ResponseTimes>({
            mean,
            p50: share("p50"),
            p90: share("p90"),
            p95: share("p95"),
            p99: share("p99"),
            max: summary("slowest"),
          }),
        },
        percentiles,
        allAtOnce: true,
      }),
    ],
  };
};

export const importOhaText: Importer = (file, options) => {
  // oha 1.x writes "0.0148 secs"; newer ones may pick the unit: "14.8 ms".
  const time = (label: string, pattern = `${label}:`) => {
    const match = new RegExp(`^\\s*${pattern}\\s+([\\d.]+) ?([a-zµμ]+)`, "m").exec(file.text);
    return match ? readDuration(`${match[1]}${match[2]}`) : undefined;
  };
  const share = (p: string) => time(p, `${p}\\.00% in`);
  const throughput = readNumber(/^\s*Requests\/sec:\s+([\d.]+)/m.exec(file.text)?.[1]);
  const mean = time("Average");
  if (throughput === undefined || mean === undefined) {
    return refused(
      file.name,
      "the oha report lacks Requests/sec or Average",
      "keep the whole output of oha",
    );
  }
  let requests = 0;
  let failures = 0;
  for (const [, status, count] of file.text.matchAll(/^\s*\[(\d{3})\]\s+(\d+)\s+responses/gm)) {
    requests += Number(count);
    if (Number(status) >= 400) failures += Number(count);
  }
  const errors = /^Error distribution:\s*\n([\s\S]*)/m.exec(file.text)?.[1] ?? "";
  for (const [, count, error] of errors.matchAll(/^\s*\[(\d+)\]\s+(\S.*)$/gm)) {
    if (/deadline/i.test(error ?? "")) continue;
    requests += Number(count);
    failures += Number(count);
  }
  const known = usersKnown(file.name, options.users, usersInCommand(file.text, "oha"));
  return {
    ok: true,
    value: [
      singleLevelRun({
        format: "oha-text",
        file: file.name,
        loadModel: "closed",
        users: known.users,
        usersFrom: known.from,
        duration: time("Total"),
        figures: {
          ...present({
            requests: requests > 0 ? requests : undefined,
            failures: requests > 0 ? failures : undefined,
            throughput,
          }),
          responseTime: present<ResponseTimes>({
            mean,
            p50: share("50"),
            p90: share("90"),
            p95: share("95"),
            p99: share("99"),
            max: time("Slowest"),
          }),
        },
        percentiles,
        allAtOnce: true,
      }),
    ],
  };
};
