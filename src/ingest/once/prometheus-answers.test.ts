import { describe, expect, it } from "vitest";
import { fileLines } from "../file-lines.ts";
import { importCampaign } from "../import-campaign.ts";
import { importResults } from "../import-results.ts";
import { wrk } from "../testing/synthetic-files.ts";

const start = 1_767_225_600;
const matrix = (...result: readonly unknown[]) =>
  JSON.stringify({ status: "success", data: { resultType: "matrix", result } });

/** A series that grows by so much in each of eight steps of 15 s. */
function series(name: string, each: number, labels = {}, from = start) {
  const values = Array.from({ length: 9 }, (_, at) => [from + at * 15, String(at * each)]);
  return { metric: { __name__: name, ...labels }, values };
}

const base = "http_server_requests_seconds";
const count = { name: "q/count.json", text: matrix(series(`${base}_count`, 300)) };
const sum = { name: "q/sum.json", text: matrix(series(`${base}_sum`, 60)) };
const bucket = {
  name: "q/bucket.json",
  text: matrix(...["0.25", "+Inf"].map((le) => series(`${base}_bucket`, 300, { le }))),
};
const users = {
  name: "q/users.json",
  text: matrix({
    metric: { __name__: "locust_users" },
    values: Array.from({ length: 9 }, (_, at) => [start + at * 15, "40"]),
  }),
};

describe("a query a file", () => {
  it("is one system where the files hold the parts of one histogram", () => {
    const { runs, problems } = importResults([sum, bucket, count]);
    expect(problems).toEqual([]);
    expect(runs).toHaveLength(1);
    // 300 in 15 s, 60 s of response time in each 300.
    expect(runs[0]?.levels).toMatchObject([{ throughput: 20, responseTime: { mean: 0.2 } }]);
  });

  it("takes the users from the file beside them, and names each file once", () => {
    const made = importCampaign("made", [count, sum, users]);
    if (!made.ok) throw new Error(JSON.stringify(made.problems));
    expect(made.value.leftOut).toEqual([]);
    expect(made.value.campaign.levels).toMatchObject([{ users: 40, throughput: 20 }]);
    expect(fileLines(made.value).map((line) => line.replace(/,.*?,/, ","))).toEqual([
      "q/count.json: prometheus, users in the gauge locust_users, up to 15 s of warm-up cut",
      "q/sum.json: prometheus, read with the run that it belongs to",
      "q/users.json: prometheus, read with the run that it belongs to",
    ]);
  });

  it("is another where the same series stands in both, or the folder is another", () => {
    const later = {
      name: "q/b.json",
      text: matrix(series(`${base}_count`, 600, {}, start + 7200)),
    };
    expect(importResults([count, later]).runs).toHaveLength(2);
    const elsewhere = { ...sum, name: "r/sum.json" };
    expect(importResults([count, elsewhere]).runs).toHaveLength(1);
    expect(importResults([count, sum], { separate: true }).problems).toHaveLength(1);
    expect(importResults([count, wrk]).runs).toHaveLength(2);
  });
});
