/** Raw logs made up for the tests from a seed: three held loads, two ramps, failures, odd names. */

/** Park & Miller's generator: enough for test data. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

export interface MadeRequest {
  /** Unix milliseconds at which it ended. */
  readonly end: number;
  readonly ms: number;
  readonly users: number;
  readonly label: string;
  readonly thread: string;
  readonly failed: boolean;
}

const labels = ["Home", "List, all", 'Say "hi"', "Grüße", "Buy", " Blank ends "];
const held = 40;
const perUser = 2;

/** 5, 10 and 20 users for 40 s each, a request of a user every half second. */
export function madeRequests(seed: number, wholeMs = true): readonly MadeRequest[] {
  const random = randomFrom(seed);
  const requests: MadeRequest[] = [];
  for (const [at, users] of [5, 10, 20].entries()) {
    const count = held * users * perUser;
    for (let i = 0; i < count; i++) {
      const place = 1_770_000_000_000 + (at * held + (i / count) * held) * 1000;
      const time = -Math.log(1 - random()) * (30 + users * 7);
      requests.push({
        end: Math.round(place + random() * 20),
        ms: wholeMs ? Math.round(time) : Math.round(time * 1e4) / 1e4,
        users,
        label: labels[Math.floor(random() * labels.length)] as string,
        thread: `Group 1-${1 + Math.floor(random() * users)}`,
        failed: random() < 0.05,
      });
    }
  }
  return requests;
}

export const quoted = (text: string) =>
  /[",;\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

export const jmeterHeader =
  "timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes,sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect";

export interface JmeterQuirks {
  readonly delimiter?: string;
  /** A message over two lines, in quotes. */
  readonly message?: string;
  /** The instant as it is written; epoch milliseconds by default. */
  readonly instant?: (ms: number) => string;
  readonly thread?: (name: string, place: number) => string;
  readonly withoutThreads?: boolean;
}

export function jmeterRows(
  requests: readonly MadeRequest[],
  { delimiter = ",", message = "Server Error", instant = String, ...quirks }: JmeterQuirks = {},
): readonly string[] {
  return requests.map(({ end, ms, users, label, thread, failed }, place) =>
    [
      instant(end - ms),
      ms,
      quoted(label),
      failed ? 500 : 200,
      failed ? quoted(message) : "OK",
      quirks.thread?.(thread, place) ?? thread,
      "text",
      !failed,
      failed && place % 2 === 0 ? "expected 200, got 500".replace(", ", " ") : "",
      100,
      50,
      users,
      quirks.withoutThreads === true ? "" : users,
      "http://shop.test/",
      ms,
      0,
      1,
    ].join(delimiter),
  );
}

export function jmeterLog(requests: readonly MadeRequest[], quirks: JmeterQuirks = {}): string {
  const header = jmeterHeader.replaceAll(",", quirks.delimiter ?? ",");
  return `${[header, ...jmeterRows(requests, quirks)].join("\n")}\n`;
}

const k6Header =
  "metric_name,timestamp,metric_value,check,error,error_code,expected_response,group,method,name,proto,scenario,status,subproto,tls_version,url,extra_tags";

/** Values of the gauge, once a second. */
function gauge(requests: readonly MadeRequest[]): readonly (readonly [number, number])[] {
  const seconds = new Map<number, number>();
  for (const { end, users } of requests) seconds.set(Math.floor(end / 1000), users);
  return [...seconds].map(([second, users]) => [second, users]);
}

export function k6CsvLog(requests: readonly MadeRequest[]): string {
  const rows = requests.flatMap(({ end, ms, label, failed }) => {
    const tags = (value: string | number) =>
      [
        (end / 1000).toFixed(3),
        value,
        "",
        failed ? "request timeout" : "",
        failed ? 1050 : "",
        !failed,
        "",
        "GET",
        quoted(label.trim()),
        "HTTP/1.1,default".split(",").join(","),
        failed ? 0 : 200,
        "",
        "",
        "http://shop.test/",
        "",
      ].join(",");
    return [`http_reqs,${tags(1)}`, `http_req_duration,${tags(ms)}`];
  });
  const users = gauge(requests).map(([second, count]) => `vus,${second},${count}${",".repeat(14)}`);
  return `${[k6Header, ...users, ...rows].join("\n")}\n`;
}

export function k6JsonLog(requests: readonly MadeRequest[]): string {
  const instant = (ms: number) => `${new Date(ms).toISOString().slice(0, -1)}456789+02:00`;
  const lines = requests.flatMap(({ end, ms, label, failed }) => {
    const tags = {
      method: "GET",
      name: label,
      status: failed ? "0" : "200",
      expected_response: String(!failed),
      ...(failed ? { error: "request timeout", error_code: "1050" } : {}),
    };
    const data = { time: instant(end), value: ms, tags };
    return [
      JSON.stringify({ metric: "http_reqs", type: "Point", data: { ...data, value: 1 } }),
      JSON.stringify({ metric: "http_req_duration", type: "Point", data }),
    ];
  });
  const users = gauge(requests).map(([second, value]) => {
    const data = { time: instant(second * 1000), value, tags: null };
    return JSON.stringify({ metric: "vus", type: "Point", data });
  });
  const declared = JSON.stringify({ type: "Metric", data: { name: "vus" }, metric: "vus" });
  return `${[declared, ...users, ...lines].join("\n")}\n`;
}
