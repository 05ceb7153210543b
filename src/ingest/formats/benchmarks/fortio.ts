/** fortio's JSON: seconds, a histogram, the number of threads, the rate asked for ("max": closed). */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import type { ImportedFailure, Importer } from "../../imported-run.ts";
import { present } from "../present.ts";
import { refused } from "../rejections.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { countAt, entriesAt, listAt, numberAt, parseJson, textAt } from "../text/json-value.ts";

export const importFortio: Importer = (file) => {
  const json = parseJson(file.name, file.text);
  if (!json.ok) return json;
  const result = json.value;
  const histogram = (key: string) => numberAt(result, "DurationHistogram", key);
  const requests = countAt(result, "DurationHistogram", "Count");
  const nanoseconds = numberAt(result, "ActualDuration");
  const threads = countAt(result, "NumThreads");
  if (!requests || !nanoseconds || !threads) {
    return refused(
      file.name,
      "the fortio result lacks DurationHistogram.Count, ActualDuration or NumThreads",
      "write it again with fortio load -json",
    );
  }
  const duration = nanoseconds / 1e9;
  const open = textAt(result, "RequestedQPS") !== "max";
  const share = (p: number) =>
    numberAt(
      listAt(result, "DurationHistogram", "Percentiles").find(
        (one) => numberAt(one, "Percentile") === p,
      ),
      "Value",
    );
  const failures: ImportedFailure[] = [];
  for (const [code, value] of entriesAt(result, "RetCodes")) {
    const count = countAt(value) ?? 0;
    if (/^[23]\d\d$|^OK$|^SERVING$/.test(code) || count === 0) continue;
    const error = code === "-1" ? "no answer" : `status ${code}`;
    failures.push({ method: "", path: "", error, count });
  }
  const failed = failures.reduce((sum, { count }) => sum + count, 0);
  return {
    ok: true,
    value: [
      singleLevelRun({
        format: "fortio",
        file: file.name,
        version: textAt(result, "Version"),
        loadModel: open ? "open" : "closed",
        users: threads,
        usersFrom: "in the file (NumThreads)",
        arrivalRate: open ? numberAt(result, "RequestedQPS") : undefined,
        duration,
        allAtOnce: true,
        figures: {
          ...present({
            requests,
            failures: Math.min(requests, failed),
            throughput: requests / duration,
          }),
          responseTime: present<ResponseTimes>({
            mean: histogram("Avg"),
            p50: share(50),
            p90: share(90),
            p95: share(95),
            p99: share(99),
            max: histogram("Max"),
          }),
        },
        failures,
        percentiles: { method: "histogram, interpolated", resolution: "the width of its buckets" },
      }),
    ],
  };
};
