/**
 * One query of Prometheus a file: the buckets, the sum and the count of one histogram in three, the users
 * of the load generator in a fourth. Read one by one they would be several systems, or none.
 */
import { tellsUsers } from "../formats/monitoring/held-users.ts";
import { entriesAt, listAt, parseJson, textAt } from "../formats/text/json-value.ts";
import type { SourceText } from "../imported-run.ts";

interface Answer {
  readonly file: SourceText;
  readonly results: readonly unknown[];
  /** Names of its counters without `_bucket`, `_sum`, `_count`. */
  readonly counted: ReadonlySet<string>;
  /** Name and labels of each series. */
  readonly series: ReadonlySet<string>;
}

const folderOf = (name: string) => name.replace(/[^/\\]*$/, "");

const nameOf = (result: unknown) => textAt(result, "metric", "__name__");

function labelsOf(result: unknown): ReadonlyMap<string, string> {
  return new Map(entriesAt(result, "metric").map(([key, value]) => [key, textAt(value)] as const));
}

function answerIn(file: SourceText): Answer | undefined {
  const json = parseJson(file.name, file.text);
  if (!json.ok) return undefined;
  const bare = Array.isArray(json.value);
  if (!bare && textAt(json.value, "data", "resultType") !== "matrix") return undefined;
  const results = bare ? listAt(json.value) : listAt(json.value, "data", "result");
  const counted = results.flatMap(
    (one) => /^(.+)_(?:bucket|sum|count)$/.exec(nameOf(one))?.[1] ?? [],
  );
  const series = results.map((one) => JSON.stringify([...labelsOf(one)].sort()));
  return { file, results, counted: new Set(counted), series: new Set(series) };
}

const meets = (a: ReadonlySet<string>, b: ReadonlySet<string>) => [...a].some((one) => b.has(one));

/** The parts of one histogram as one file, beside them the users; other files as they are. */
export function prometheusAnswers(files: readonly SourceText[]): readonly SourceText[] {
  const answers = files.map((file) => ({ file, answer: answerIn(file) }));
  const groups: Answer[][] = [];
  for (const { answer } of answers) {
    if (answer === undefined || answer.counted.size === 0) continue;
    const group = groups.find((others) =>
      others.every(
        (other) =>
          folderOf(other.file.name) === folderOf(answer.file.name) &&
          meets(other.counted, answer.counted) &&
          // The same series once more is another window.
          !meets(other.series, answer.series),
      ),
    );
    if (group) group.push(answer);
    else groups.push([answer]);
  }
  const read = answers.flatMap(({ answer }) => answer ?? []);
  const users = read.filter(({ results }) => results.every((one) => tellsUsers(labelsOf(one))));
  const joined = groups.map((group) => {
    const [first] = group;
    const beside = users.filter(
      ({ file }) => folderOf(file.name) === folderOf(first?.file.name ?? ""),
    );
    return { group, beside };
  });
  const taken = new Set(
    joined.flatMap(({ group, beside }) => [...group, ...beside].map(({ file }) => file)),
  );
  const others = files.filter((file) => !taken.has(file));
  return [...joined.map(({ group, beside }) => together([...group, ...beside])), ...others];
}

function together(answers: readonly Answer[]): SourceText {
  const [first, ...others] = answers;
  if (first === undefined) throw new RangeError("answers must not be empty");
  if (others.length === 0) return first.file;
  const result = answers.flatMap(({ results }) => results);
  const text = JSON.stringify({ status: "success", data: { resultType: "matrix", result } });
  return { name: first.file.name, text };
}
