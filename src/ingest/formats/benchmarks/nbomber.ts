/**
 * NBomber's report in Markdown or text. Copies of `keep_constant` are users who repeat their scenario;
 * scenarios run side by side and are one load. `inject` and its kin are an arrival rate. A step is an
 * endpoint; a scenario of which only its total is told ("global information") is one itself. Times are
 * milliseconds, in the language of the machine ("41,6"); those of answers and of failures are told apart.
 *
 * Source: PragmaticFlow/NBomber, src/NBomber/DomainServices/Reports/MdReport.fs and TxtReport.fs and their
 * forerunners, versions 2 to 6.
 */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import type { ImportedEndpoint, Importer } from "../../imported-run.ts";
import { finding } from "../finding.ts";
import { usersKnown } from "../log/users-known.ts";
import { present } from "../present.ts";
import { refused } from "../rejections.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { readNumber } from "../text/read-number.ts";

interface Scenario {
  readonly name: string;
  readonly duration: number;
  /** The kinds of load one after the other, e.g. keep_constant, with their copies. */
  readonly loads: readonly { readonly kind: string; readonly copies: number | undefined }[];
  readonly steps: readonly ImportedEndpoint[];
}

const total = "global information";

/** Quotes differ between the two forms. */
const unquoted = (text: string) => text.replace(/[`']/g, "");

function scenariosIn(text: string): readonly Scenario[] {
  const plain = unquoted(text);
  return plain
    .split(/^(?=>?[^\S\n]*scenario: )/m)
    .slice(1)
    .map(scenarioOf);
}

function scenarioOf(part: string): Scenario {
  const [, hours = 0, minutes = 0, seconds = 0] =
    /duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)/.exec(part)?.map(Number) ?? [];
  const loads = part.matchAll(
    /^\s*(?:load simulation:|-)\s+([a-z_]+),(?:\s*copies: (\d+))?[^\n]*\b(?:during|rate|iterations)\b/gm,
  );
  return {
    name: /scenario: ([^,\n]+)/.exec(part)?.[1]?.trim() ?? "",
    duration: hours * 3600 + minutes * 60 + seconds,
    loads: Array.from(loads, ([, kind = "", copies]) => ({ kind, copies: readNumber(copies) })),
    steps: stepsIn(part),
  };
}

interface Told {
  readonly count: number;
  readonly all: number;
  readonly times: ResponseTimes;
}

/** The tables "step | ok stats" and "step | fail stats", the figures of each step by name. */
function stepsIn(part: string): readonly ImportedEndpoint[] {
  const told = { ok: new Map<string, Told>(), fail: new Map<string, Told>() };
  let kind: "ok" | "fail" = "ok";
  let name = "";
  let rows = new Map<string, string>();
  const close = () => {
    if (rows.size > 0) told[kind].set(name, toldIn(rows, kind));
    rows = new Map();
  };
  for (const line of part.split("\n")) {
    const [, label = "", value = ""] = line.split("|").map((cell) => cell.trim());
    const table = /^(ok|fail) stats/.exec(value)?.[1];
    if (label === "step" && (table === "ok" || table === "fail")) {
      close();
      kind = table;
    } else if (label === "name") {
      close();
      name = value;
    } else if (label !== "" && value !== "") rows.set(label.replace(/ \(ms\)$/, ""), value);
  }
  close();
  const names = [...new Set([...told.ok.keys(), ...told.fail.keys()])];
  const steps = names.flatMap((step) => stepOf(step, told.ok.get(step), told.fail.get(step)));
  const parts = steps.filter(({ path }) => path !== total);
  return parts.length > 0 ? parts : steps;
}

function toldIn(rows: ReadonlyMap<string, string>, kind: "ok" | "fail"): Told {
  const figure = (row: string, key: string) =>
    readNumber(new RegExp(`(?:^|, )${key} = ([\\d.,]*\\d)`).exec(rows.get(row) ?? "")?.[1]);
  const time = (row: string, key: string) => {
    const milliseconds = figure(row, key);
    return milliseconds === undefined ? undefined : milliseconds / 1000;
  };
  const share = (p: number) => time("latency percentile", `p?${p}%?`);
  const count = figure("request count", kind) ?? 0;
  return {
    count,
    all: figure("request count", "all") ?? count,
    times: present<ResponseTimes>({
      mean: time("latency", "mean"),
      p50: share(50),
      p95: share(95),
      p99: share(99),
      max: time("latency", "max"),
    }),
  };
}

function stepOf(
  path: string,
  ok: Told | undefined,
  fail: Told | undefined,
): readonly ImportedEndpoint[] {
  const failures = fail?.count ?? 0;
  const requests = Math.max(ok?.all ?? 0, (ok?.count ?? 0) + failures);
  if (requests === 0) return [];
  const [answered, failed] = [ok?.times.mean, fail?.times.mean];
  const mean =
    failures === 0
      ? answered
      : ((answered ?? 0) * (ok?.count ?? 0) + (failed ?? 0) * failures) / requests;
  // Percentiles of answers are those of all only where nothing failed.
  const responseTime = failures === 0 ? (ok?.times ?? {}) : present<ResponseTimes>({ mean });
  return [{ method: "", path, requests, failures, responseTime }];
}

export const importNbomber: Importer = (file, options) => {
  const scenarios = scenariosIn(file.text);
  const duration = Math.max(0, ...scenarios.map((one) => one.duration));
  const steps = scenarios.flatMap(({ name, steps: own }) =>
    own.map((step) => {
      const path = step.path === total ? name : step.path;
      return { ...step, path: scenarios.length > 1 && path !== name ? `${name} / ${path}` : path };
    }),
  );
  const sum = (of: (step: ImportedEndpoint) => number) =>
    steps.reduce((all, step) => all + of(step), 0);
  const requests = sum((step) => step.requests ?? 0);
  if (duration === 0 || requests === 0) {
    return refused(
      file.name,
      "the NBomber report lacks a duration, or counts no request",
      "give the report in Markdown (.md) or text of a run that made requests",
    );
  }
  const loads = scenarios.flatMap((one) => one.loads);
  const open = loads.some(({ kind }) => /inject|per_sec/.test(kind));
  const held = scenarios.every(
    ({ loads: own }) => own.length === 1 && own[0]?.kind === "keep_constant",
  );
  const copies = loads.reduce((all, load) => all + (load.copies ?? 0), 0);
  const known =
    held && copies > 0
      ? { users: copies, from: "in the file (copies)" }
      : usersKnown(file.name, options.users);
  const mean = sum((step) => (step.requests ?? 0) * (step.responseTime.mean ?? 0)) / requests;
  const [only, ...others] = steps;
  return {
    ok: true,
    value: [
      singleLevelRun({
        format: "nbomber",
        file: file.name,
        loadModel: open ? "open" : "closed",
        users: known.users,
        usersFrom: known.from,
        arrivalRate: open ? requests / duration : undefined,
        duration,
        figures: {
          ...present({
            requests,
            failures: sum((step) => step.failures ?? 0),
            throughput: requests / duration,
          }),
          responseTime:
            only !== undefined && others.length === 0
              ? only.responseTime
              : present<ResponseTimes>({ mean: mean > 0 ? mean : undefined }),
        },
        endpoints: steps,
        percentiles: { method: "HDR histogram", resolution: "3 significant digits" },
        findings:
          open || held
            ? []
            : [
                finding(
                  "load-changed-in-run",
                  "warning",
                  known.users,
                  `The load changed in the run (${loads.map(({ kind }) => kind).join(", ")}), and the report averages over all of it.`,
                  "a mean over several loads is none of them",
                  "run keep_constant alone at each number of copies",
                ),
              ],
        allAtOnce: held,
        ...(held ? { note: "" } : {}),
      }),
    ],
  };
};
