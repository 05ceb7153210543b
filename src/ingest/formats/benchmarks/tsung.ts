/**
 * Tsung's tsung.log, text or JSON: every 10 s the users at that moment and, for what happened since, count
 * and mean. Throughput and mean of a held load are those of its windows added up. Times are milliseconds;
 * there are no percentiles. Users arrive by phases and leave when their session ends, so that their number
 * is an outcome unless `maxnumber` holds it. Transactions (`tr_…`) hold pauses and are no endpoints.
 *
 * Source: processone/tsung, docs/faq.rst ("What is the format of the stats file tsung.log?"),
 * src/tsung_controller/ts_mon.erl and ts_stats_mon.erl, versions 1.0 to 1.8.
 */
import type { Finding } from "../../../measurement/finding.ts";
import {
  emptyRun,
  type ImportedFailure,
  type Importer,
  type SeriesPoint,
} from "../../imported-run.ts";
import { finding } from "../finding.ts";
import { type CumulativePoint, steadyLevels } from "../log/steady-levels.ts";
import { nameOfRun } from "../name-of-run.ts";
import { present } from "../present.ts";
import { refused } from "../rejections.ts";
import { at, numberAt, textAt } from "../text/json-value.ts";
import { readNumber } from "../text/read-number.ts";

/** What was counted since the dump before. */
interface Dump {
  /** Unix seconds. */
  readonly time: number;
  readonly users: number;
  readonly requests: number;
  /** Of these requests, seconds in all. */
  readonly totalTime: number;
  /** Answers with a status of 400 or more, by status. */
  readonly refusals: ReadonlyMap<string, number>;
  /** Requests without an answer, by error. */
  readonly errors: ReadonlyMap<string, number>;
}

interface Sample {
  readonly name: string;
  /** Of the window: a count, or the users at its end. */
  readonly value: number;
  /** Milliseconds, of the window. */
  readonly mean: number | undefined;
}

function dumpOf(time: number, samples: readonly Sample[]): Dump {
  const of = (name: string) => samples.find((sample) => sample.name === name);
  const request = of("request");
  const counted = (wanted: RegExp) =>
    new Map(
      samples.flatMap(({ name, value }) => (wanted.test(name) && value > 0 ? [[name, value]] : [])),
    );
  return {
    time,
    users: of("users")?.value ?? 0,
    requests: request?.value ?? 0,
    totalTime: ((request?.value ?? 0) * (request?.mean ?? 0)) / 1000,
    refusals: counted(/^[45]\d\d$/),
    errors: counted(/^error_/),
  };
}

function dumpsInText(text: string): readonly Dump[] {
  return text
    .split(/^# stats: dump at /m)
    .slice(1)
    .flatMap((part): readonly Dump[] => {
      const time = readNumber(/^(\d+)/.exec(part)?.[1]);
      if (time === undefined) return [];
      const samples = Array.from(
        part.matchAll(/^stats: (\S+) (\d[\d.e+-]*)(?: (\d[\d.e+-]*))?(?: .*)?$/gm),
        ([, name = "", value, mean]): Sample => {
          return { name, value: Number(value), mean: readNumber(mean) };
        },
      );
      return [dumpOf(time, samples)];
    });
}

/** Dump by dump, since a run that was killed leaves the whole without its end. */
function dumpsInJson(text: string): readonly Dump[] {
  const parts = text.matchAll(/\{\s*"timestamp":\s*(\d+),\s*"samples":\s*(\[[^\]]*\])/g);
  return Array.from(parts).flatMap(([, time, list = ""]): readonly Dump[] => {
    const samples = samplesIn(list).map((one): Sample => {
      return {
        name: textAt(one, "name"),
        value: numberAt(one, "value") ?? 0,
        mean: at(one, "mean") === undefined ? undefined : numberAt(one, "mean"),
      };
    });
    return [dumpOf(Number(time), samples)];
  });
}

function samplesIn(list: string): readonly unknown[] {
  try {
    const samples: unknown = JSON.parse(list);
    return Array.isArray(samples) ? samples : [];
  } catch {
    return [];
  }
}

const sum = (counts: ReadonlyMap<string, number>) =>
  [...counts.values()].reduce((total, count) => total + count, 0);

function cumulative(dumps: readonly Dump[]): readonly CumulativePoint[] {
  let [requests, failures, totalTime] = [0, 0, 0];
  return dumps.map((dump) => {
    requests += dump.requests;
    failures += sum(dump.refusals);
    totalTime += dump.totalTime;
    return {
      time: dump.time,
      users: dump.users,
      requests,
      failures,
      totalTime,
      endpoints: new Map(),
    };
  });
}

function seriesOf(dumps: readonly Dump[]): readonly SeriesPoint[] {
  return dumps.slice(1).map((dump, index) => {
    const seconds = dump.time - (dumps[index]?.time ?? dump.time);
    const { requests, totalTime, users, time } = dump;
    return {
      time,
      users,
      throughput: seconds > 0 ? requests / seconds : null,
      failureRate: seconds > 0 ? sum(dump.refusals) / seconds : null,
      responseTime: requests > 0 ? totalTime / requests : null,
    };
  });
}

export const importTsung: Importer = (file, options) => {
  const dumps = /"timestamp":/.test(file.text) ? dumpsInJson(file.text) : dumpsInText(file.text);
  const requests = dumps.reduce((total, dump) => total + dump.requests, 0);
  if (requests === 0) {
    return refused(
      file.name,
      "tsung.log counts no request",
      "check that the scenario reached its target; give tsung.log, not tsung_controller@….log",
    );
  }
  const found = steadyLevels(cumulative(dumps), options.warmUp);
  if (found.length === 0) {
    return refused(
      file.name,
      "no load was held, or passed through slowly, for as long as a level takes",
      "hold each number of users for some minutes: maxnumber in <users>, and sessions that repeat their requests",
    );
  }
  const series = seriesOf(dumps);
  const totalTime = dumps.reduce((total, dump) => total + dump.totalTime, 0);
  const failures = dumps.reduce((total, dump) => total + sum(dump.refusals), 0);
  const held = found.some(({ level }) => level.covers === "steady");
  return {
    ok: true,
    value: [
      {
        ...emptyRun("tsung", nameOfRun(file.name)),
        loadModel: "unknown",
        usersFrom: "in the file (users)",
        wholeRun: {
          ...present({ requests, failures: Math.min(failures, requests) }),
          responseTime: present({ mean: totalTime / requests }),
        },
        levels: found.map(({ level, from, to }) => {
          // A ramp's levels are pooled from slices: no window is theirs alone.
          if (level.covers === "ramp") return level;
          const inside = dumps.filter(({ time }) => time > from.time && time <= to.time);
          return { ...level, failureKinds: kindsIn(inside) };
        }),
        failures: kindsIn(dumps),
        series,
        findings: noticed(dumps, requests, held),
      },
    ],
  };
};

function kindsIn(dumps: readonly Dump[]): readonly ImportedFailure[] {
  const counted = new Map<string, number>();
  for (const { refusals } of dumps) {
    for (const [status, count] of refusals) {
      const error = `status ${status}`;
      counted.set(error, (counted.get(error) ?? 0) + count);
    }
  }
  return [...counted].map(([error, count]) => ({ method: "", path: "", error, count }));
}

function noticed(dumps: readonly Dump[], requests: number, held: boolean): readonly Finding[] {
  const errors = new Map<string, number>();
  for (const dump of dumps) {
    for (const [error, count] of dump.errors) errors.set(error, (errors.get(error) ?? 0) + count);
  }
  const unanswered = sum(errors);
  const kinds = [...errors].map(([error, count]) => `${error} ${count}`).join(", ");
  const findings = [
    ...(held
      ? []
      : [
          finding(
            "users-may-be-an-outcome",
            "note",
            null,
            "Users were counted as they came and went; they are an outcome of how many arrive.",
            "Tsung starts users at a rate, and a user leaves at the end of the session",
            "hold users with maxnumber and sessions that repeat, for the levels of a campaign",
          ),
        ]),
    ...(unanswered === 0
      ? []
      : [
          finding(
            "errors-not-timed",
            "warning",
            null,
            `${unanswered} errors beside ${requests} requests are in no figure: ${kinds}.`,
            "Tsung counts and times a request when its answer has come",
            "lower the load until all requests are answered",
          ),
        ]),
  ];
  return findings;
}
