/** Results of a sweep as Parquet: one row for each load of a cell. */
import { renameSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import type { ResultsHeader } from "../../sweep/results-header.ts";
import { InputError } from "../../workspace/input-error.ts";
import { EngineError, fileLiteral, literal, openEngine } from "../large/engine.ts";

/**
 * DuckDB, an optional package, reads the lines and writes the rows.
 *
 * @throws InputError where it is missing, or the file cannot be written
 */
export async function writeParquet(
  results: string,
  header: ResultsHeader,
  path: string,
  shown: string,
): Promise<void> {
  const engine = await openEngine(shown);
  const temporary = `${resolve(path)}.new`;
  try {
    await engine.run(
      `COPY (SELECT ${columns(header)} FROM read_json(${fileLiteral(results)}, format = 'newline_delimited', maximum_object_size = 67108864, columns = {${types(header)}}) WHERE cell IS NOT NULL ORDER BY cell) TO ${literal(temporary)} (FORMAT parquet)`,
    );
    renameSync(temporary, path);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const hint = "check the folder, its rights and the free space";
    throw new InputError([
      { file: shown, line: 1, column: 1, message: `cannot be written (${error.message})`, hint },
    ]);
  } finally {
    rmSync(temporary, { force: true });
    engine.close();
  }
}

/** What every cell has, by name. */
const shared = { cell: "BIGINT", key: "VARCHAR", model: "VARCHAR", draw: "INTEGER" } as const;

const simulated = {
  ...{ load: "DOUBLE", timeOut: "DOUBLE", attempts: "INTEGER", length: "DOUBLE" },
  ...{ seed: "BIGINT", replication: "INTEGER", goodput: "DOUBLE", throughput: "DOUBLE" },
  ...{ mean: "DOUBLE", p50: "DOUBLE", p95: "DOUBLE", p99: "DOUBLE", errorRate: "DOUBLE" },
  ...{ refusedShare: "DOUBLE", retryRate: "DOUBLE", settled: "BOOLEAN", staysDown: "BOOLEAN" },
  ...{ answeredAtEnd: "DOUBLE", refused: "VARCHAR" },
} as const;

const lists = ["throughput", "mean", "errorRate", "refusedShare"] as const;

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

function types({ method, percentiles, axes }: ResultsHeader): string {
  const settings = axes.map(({ name }) => `${quoted(name)} VARCHAR`).join(", ");
  const own =
    method === "simulated"
      ? simulated
      : {
          loads: "DOUBLE[]",
          ...Object.fromEntries([...lists, ...percentiles].map((name) => [name, "DOUBLE[]"])),
          ...{ bottleneck: "VARCHAR", refused: "VARCHAR" },
        };
  const all = { ...shared, ...own, ...(settings === "" ? {} : { levers: `STRUCT(${settings})` }) };
  return Object.entries(all)
    .map(([name, type]) => `${literal(name)}: ${literal(type)}`)
    .join(", ");
}

/** Numbers as numbers, expressions as null beside their text. */
function columns({ method, percentiles, axes }: ResultsHeader): string {
  const settings = axes.flatMap(({ name }) => [
    `TRY_CAST(levers.${quoted(name)} AS DOUBLE) AS ${quoted(name)}`,
    `levers.${quoted(name)} AS ${quoted(`${name} as written`)}`,
  ]);
  const own =
    method === "simulated"
      ? Object.keys(simulated).map(quoted)
      : [
          "unnest(loads) AS load",
          ...[...lists, ...percentiles].map((name) => `unnest(${quoted(name)}) AS ${quoted(name)}`),
          ...["bottleneck", "refused"],
        ];
  return [...Object.keys(shared), ...settings, ...own].join(", ");
}
