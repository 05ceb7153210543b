import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseLevels } from "./parse-levels.ts";

const read = (text: string) => {
  const parsed = parseLevels(text, "levels.csv");
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join("; "));
  return parsed.value;
};
const problemsOf = (text: string) => {
  const parsed = parseLevels(text, "levels.csv");
  return parsed.ok ? [] : parsed.problems;
};

describe("parseLevels", () => {
  it("needs no column but users, and takes an empty cell as not measured", () => {
    expect(read("users\n10")).toEqual([
      { users: 10, run: "", responseTime: {}, quality: "measured", note: "" },
    ]);
    expect(read("users,mean_ms,failures\n10,,0")).toEqual([
      { users: 10, run: "", failures: 0, responseTime: {}, quality: "measured", note: "" },
    ]);
  });

  it("turns milliseconds into seconds", () => {
    const [level] = read("users,duration_s,throughput_rps,mean_ms,p99_ms\n300,300,154.2,517,4400");
    expect(level).toMatchObject({
      duration: 300,
      throughput: 154.2,
      responseTime: { mean: 0.517, p99: 4.4 },
    });
  });

  it("reads a decimal comma between semicolons", () => {
    expect(read("users;mean_ms\n10;12,5")[0]?.responseTime.mean).toBe(0.0125);
  });

  it("keeps percentiles that are out of order: they are for the audit", () => {
    expect(read("users,p50_ms,p95_ms\n10,200,100")).toHaveLength(1);
  });

  it("tells repeated measurements apart by run", () => {
    expect(read("users,run\n10,a\n10,b")).toHaveLength(2);
  });

  it.each([
    ["", 1, 1, "the file is empty", /header/],
    ["users\n", 1, 1, "there is a header but no level", /one row/],
    ["mean_ms\n5", 1, 1, "the column users is missing", /users,run/],
    ["users,p95\n5,1", 1, 7, 'unknown column "p95"', /did you mean p95_ms\?/],
    ["users,elephant\n5,1", 1, 7, 'unknown column "elephant"', /known columns: users, run/],
    ["users,run,users\n5,,5", 1, 11, "the column users stands here a second time", /delete/],
    ["users\nmany", 2, 1, 'users: expected a number, found "many"', /write a number/],
    ["users\n-5", 2, 1, 'users: "-5" is negative', /./],
    ["users\n0", 2, 1, 'users: expected 1 or more, found "0"', /./],
    ["users\n2.5", 2, 1, 'users: expected a whole number, found "2.5"', /without decimals/],
    ["users,run\n,a", 2, 1, "users: the cell is empty", /how many users/],
    ["users\n1e999", 2, 1, 'users: "1e999" is too large', /./],
    [
      "users,mean_ms\n5,65 ms",
      2,
      3,
      'mean_ms: "65 ms" carries a unit',
      /^write 65: .*milliseconds/,
    ],
    ["users,mean_ms\n5,1.2 s", 2, 3, 'mean_ms: "1.2 s" carries a unit', /^write 1200: /],
    ["users,mean_ms\n5,9 req/s", 2, 3, 'mean_ms: "9 req/s" carries a unit', /belongs here/],
    ["users,duration_s\n5,2 min", 2, 3, 'duration_s: "2 min" carries a unit', /^write 120: /],
    ["users,failures\n5,7%", 2, 3, 'failures: "7%" is a percentage', /is a count/],
    [
      "users,failures\n5,0.07",
      2,
      3,
      'failures: expected a whole number, found "0.07"',
      /not a share/,
    ],
    ['users,requests\n5,"45,734"', 2, 3, 'requests: expected a number, found "45,734"', /45734/],
    ['users,mean_ms\n5,"1,5"', 2, 3, 'mean_ms: expected a number, found "1,5"', /write 1\.5:/],
    ["users,mean_ms\n5,0", 2, 3, 'mean_ms: expected a number above 0, found "0"', /empty/],
    ["users,mean_ms\n5,NaN", 2, 3, 'mean_ms: expected a number, found "NaN"', /not measured/],
    ["users,requests,failures\n5,10,11", 2, 6, "failures: 11 of 10 requests cannot fail", /count/],
    ["users,run\n5,,9", 2, 4, "this row has 3 cells, the header has 2", /extra cell/],
    ["users,run,note\n5,a", 2, 3, "this row has 2 cells, the header has 3", /separators/],
    ["users,run\n5,a\n\n5,a", 4, 1, "this row repeats line 2: 5 users, run a", /run/],
    ["users,quality\n5,guess", 2, 3, 'quality: found "guess"', /measured or estimated/],
  ])("refuses %j with its place and a remedy", (text, line, column, message, hint) => {
    const problems = problemsOf(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ file: "levels.csv", line, column, message });
    expect(problems[0]?.hint).toMatch(hint);
  });

  it("names every fault of a file at once, and counts what is beyond a page", () => {
    expect(problemsOf("users,mean_ms\nx,y\n1,z")).toHaveLength(3);
    const many = problemsOf(`users\n${"x\n".repeat(1000)}`);
    expect(many).toHaveLength(51);
    expect(many.at(-1)?.message).toBe("and 950 more problems from here on");
  });

  it("shows only the beginning of a cell of 10 MB, and does not hang on it", () => {
    for (const cell of ["x", "1", "1 ", "1,"].map((piece) => `"${piece.repeat(3e6)}"`)) {
      const [problem] = problemsOf(`users,mean_ms\n5,${cell}`);
      expect(problem?.message.length).toBeLessThan(100);
    }
    expect(problemsOf("u".repeat(1e7))[0]?.message.length).toBeLessThan(100);
  });

  it("reads back every number that was written", () => {
    const row = fc.record({
      duration: fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
      mean: fc.double({ min: 1e-3, max: 1e7, noNaN: true }),
      requests: fc.integer({ min: 0, max: 1e9 }),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), fc.boolean(), (rows, german) => {
        const write = (value: number) => (german ? String(value).replace(".", ",") : String(value));
        const separator = german ? ";" : ",";
        const lines = rows.map(({ duration, mean, requests }, i) =>
          [i + 1, write(duration), requests, write(mean)].join(separator),
        );
        const head = ["users", "duration_s", "requests", "mean_ms"].join(separator);
        const levels = read([head, ...lines].join("\n"));
        expect(levels.map(({ requests }) => requests)).toEqual(rows.map((one) => one.requests));
        expect(levels.map(({ duration }) => duration)).toEqual(rows.map((one) => one.duration));
        expect(levels.map((level) => level.responseTime.mean)).toEqual(
          rows.map((one) => one.mean / 1000),
        );
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});
