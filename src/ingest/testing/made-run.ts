/**
 * Runs of a closed system made up for the tests, and as the logs that load generators write of them: the
 * same requests in every format, so that one right value holds for all.
 */
import type { SourceText } from "../imported-run.ts";

export interface MadeRequest {
  /** Unix milliseconds at which it was sent, and how long it took. */
  readonly start: number;
  readonly ms: number;
  readonly user: number;
  readonly label: string;
  /** "" for a success. */
  readonly error: string;
  /** Users there when it ended. */
  readonly among: number;
}

export interface MadeRun {
  readonly requests: readonly MadeRequest[];
  /** When each user came and went, unix milliseconds. */
  readonly users: readonly { readonly from: number; readonly to: number }[];
}

export interface Plan {
  /** Unix seconds. */
  readonly start: number;
  readonly seconds: number;
  readonly users: number;
  /** Seconds between the starts of two users; 0 by default. */
  readonly ramp?: number;
  /** Seconds a user takes for a request and then pauses; 0.2 and 0.8 by default. */
  readonly answer?: number;
  readonly pause?: number;
  readonly label?: (user: number, at: number) => string;
  /** Error of a request that was sent so many seconds after the start. */
  readonly error?: (second: number, at: number) => string;
}

/** Every user repeats answer and pause until the end; every third request takes a little longer. */
export function madeRun(plan: Plan): MadeRun {
  const { start, seconds, users, ramp = 0, answer = 0.2, pause = 0.8 } = plan;
  const requests: MadeRequest[] = [];
  const present: { from: number; to: number }[] = [];
  const end = Math.round((start + seconds) * 1000);
  for (let user = 0; user < users; user++) {
    // Users do not send in step.
    const from = Math.round((start + user * ramp) * 1000) + ((user * 37) % 100);
    present.push({ from, to: end });
    for (let sent = from, at = 0; ; at++) {
      const ms = Math.round(answer * 1000) + (at % 3 === 2 ? 10 : -5);
      if (sent + ms > end) break;
      requests.push({
        start: sent,
        ms,
        user,
        label: plan.label?.(user, at) ?? "GET /a",
        error: plan.error?.(sent / 1000 - start, at) ?? "",
        among: 0,
      });
      sent += ms + Math.round(pause * 1000);
    }
  }
  requests.sort((a, b) => a.start + a.ms - (b.start + b.ms));
  const run = { requests, users: present };
  return {
    ...run,
    requests: requests.map((one) => ({ ...one, among: usersAt(run, one.start + one.ms) })),
  };
}

/** One run behind the other, as appended to one log. */
export const appended = (...runs: readonly MadeRun[]): MadeRun => ({
  requests: runs.flatMap(({ requests }) => requests),
  users: runs.flatMap(({ users }) => users),
});

const usersAt = ({ users }: MadeRun, ms: number) =>
  users.filter(({ from, to }) => from <= ms && ms <= to).length;

const jtlHeader =
  "timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes,sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect";

export function asJtl(run: MadeRun, name = "made.jtl", withThreads = true): SourceText {
  const rows = run.requests.map(({ start, ms, user, label, error, among }) => {
    const n = withThreads ? among : "";
    const [code, message] = error === "" ? [200, "OK"] : [500, `"${error.replaceAll('"', '""')}"`];
    return `${start},${ms},${label},${code},${message},Users 1-${user + 1},text,${error === ""},,100,50,${n},${n},http://s/a,${ms},0,1`;
  });
  return { name, text: `${[jtlHeader, ...rows].join("\n")}\n` };
}

export function asJtlXml(run: MadeRun, name = "made.xml"): SourceText {
  const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const rows = run.requests.map(({ start, ms, user, label, error, among }) => {
    const n = among;
    return `<httpSample t="${ms}" lt="${ms}" ts="${start}" s="${error === ""}" lb="${escaped(label)}" rc="${error === "" ? 200 : 500}" rm="${escaped(error || "OK")}" tn="Users 1-${user + 1}" ng="${n}" na="${n}"/>`;
  });
  return { name, text: `<testResults version="1.2">\n${rows.join("\n")}\n</testResults>\n` };
}

/** Points of requests and of the gauge `vus`, in the order of time. */
function k6Rows(run: MadeRun): readonly { time: number; request?: MadeRequest; vus: number }[] {
  const rows: { time: number; request?: MadeRequest; vus: number }[] = run.requests.map(
    (request) => ({ time: request.start + request.ms, request, vus: 0 }),
  );
  const seconds = new Set(rows.map(({ time }) => Math.floor(time / 1000) * 1000 + 500));
  for (const time of seconds) rows.push({ time, vus: usersAt(run, time) });
  // A log of two runs goes back in time where the second was written first: that order is kept.
  const place = new Map(run.requests.map((request, at) => [request, at]));
  const ordered = run.requests.every(
    ({ start, ms }, at) => at === 0 || start + ms >= (run.requests[at - 1]?.start ?? 0),
  );
  return ordered
    ? rows.sort((a, b) => a.time - b.time)
    : rows.sort(
        (a, b) =>
          (place.get(a.request as MadeRequest) ?? 0) - (place.get(b.request as MadeRequest) ?? 0),
      );
}

export function asK6Json(run: MadeRun, name = "made.json"): SourceText {
  const lines = k6Rows(run).map(({ time, request, vus }) => {
    const at = new Date(time).toISOString();
    if (request === undefined) {
      return JSON.stringify({
        type: "Point",
        metric: "vus",
        data: { time: at, value: vus, tags: {} },
      });
    }
    const { label, ms, error } = request;
    const tags = {
      name: label.replace("GET ", ""),
      method: "GET",
      status: error === "" ? "200" : "0",
      expected_response: String(error === ""),
      ...(error === "" ? {} : { error, error_code: "1000" }),
    };
    return JSON.stringify({
      type: "Point",
      metric: "http_req_duration",
      data: { time: at, value: ms, tags },
    });
  });
  return { name, text: `${lines.join("\n")}\n` };
}

export function asK6Csv(run: MadeRun, name = "made_k6.csv"): SourceText {
  const header =
    "metric_name,timestamp,metric_value,error,error_code,expected_response,method,name,status";
  const lines = k6Rows(run).map(({ time, request, vus }) => {
    const at = (time / 1000).toFixed(3);
    if (request === undefined) return `vus,${at},${vus},,,,,,`;
    const { label, ms, error } = request;
    const failed = error !== "";
    return `http_req_duration,${at},${ms},${failed ? `"${error.replaceAll('"', '""')}"` : ""},${failed ? 1000 : ""},${!failed},GET,${label.replace("GET ", "")},${failed ? 0 : 200}`;
  });
  return { name, text: `${[header, ...lines].join("\n")}\n` };
}

export function asGatling(run: MadeRun, name = "simulation.log"): SourceText {
  const rows: { readonly time: number; readonly line: string }[] = [
    ...run.users.flatMap(({ from, to }) => [
      { time: from, line: `USER\tmain\tSTART\t${from}` },
      { time: to, line: `USER\tmain\tEND\t${to}` },
    ]),
    ...run.requests.map(({ start, ms, label, error }) => ({
      time: start + ms,
      line: `REQUEST\t\t${label}\t${start}\t${start + ms}\t${error === "" ? "OK\t " : `KO\t${error}`}`,
    })),
  ].sort((a, b) => a.time - b.time);
  const first = rows[0]?.time ?? 0;
  const head = `RUN\tsim.Made\tmade\t${first}\t \t3.9.5`;
  return { name, text: `${[head, ...rows.map(({ line }) => line)].join("\n")}\n` };
}

export function asLocustRequests(run: MadeRun, name = "made_requests.csv"): SourceText {
  const header =
    "timestamp,request_type,name,response_time_ms,response_length,status_code,exception";
  const rows = run.requests.map(({ start, ms, label, error }) => {
    return `${(start / 1000).toFixed(3)},GET,${label.replace("GET ", "")},${ms},100,${error === "" ? 200 : 500},${error === "" ? "" : `"${error.replaceAll('"', '""')}"`}`;
  });
  return { name, text: `${[header, ...rows].join("\n")}\n` };
}

/** The writers of logs that tell their users, by the format they write. */
export const logsWithUsers = {
  "JMeter CSV": asJtl,
  "JMeter CSV without thread counts": (run: MadeRun) => asJtl(run, "made.jtl", false),
  "JMeter XML": asJtlXml,
  "k6 JSON": asK6Json,
  "k6 CSV": asK6Csv,
  "Gatling log": asGatling,
} as const satisfies Readonly<Record<string, (run: MadeRun) => SourceText>>;

export const logWriters = {
  ...logsWithUsers,
  "Locust request log": asLocustRequests,
} as const;
