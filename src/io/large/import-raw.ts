/** One run of raw samples, out of one file or the files of its load machines, by the engine. */
import {
  noSample,
  type SummarizedLog,
  summarizedJmeterRuns,
} from "../../ingest/formats/jmeter/jmeter-run.ts";
import { usersOfLog } from "../../ingest/formats/jmeter/jmeter-users.ts";
import {
  noRequest,
  type SummarizedPoints,
  summarizedK6Runs,
} from "../../ingest/formats/k6/k6-run.ts";
import type { UsersAt } from "../../ingest/formats/log/mean-users.ts";
import { divided } from "../../ingest/formats/log/split-log.ts";
import { usersAreOutcome } from "../../ingest/formats/log/users-are-outcome.ts";
import { usersKnown } from "../../ingest/formats/log/users-known.ts";
import { usersOfHosts } from "../../ingest/formats/log/users-of-hosts.ts";
import { refused } from "../../ingest/formats/rejections.ts";
import type { ImportedRun, ImportOptions } from "../../ingest/imported-run.ts";
import type { Parsed } from "../../ingest/problem.ts";
import { type Engine, literal } from "./engine.ts";
import { chooseRequests, countsThreads, threadSpans, threadsStored } from "./jmeter-requests.ts";
import type { RawFile } from "./raw-file.ts";
import { blanks } from "./read-cells.ts";
import { type RejectedRows, rejectedRows } from "./rejected-rows.ts";
import { type StoredSamples, storeSamples } from "./store-samples.ts";
import { allRequests } from "./stored-rows.ts";
import { countSeconds, runsIn, viewRun } from "./stored-runs.ts";
import { summarizeStored } from "./summarize-stored.ts";

export type BeforeFile = (file: RawFile) => void;

interface StoredRun {
  readonly files: readonly RawFile[];
  readonly stored: readonly StoredSamples[];
  readonly rows: RejectedRows;
}

/**
 * @param files one file, or those of the load machines of one test
 * @param reading is told each file before it is read
 * @throws InputError when the engine cannot read a file
 */
export async function importRaw(
  engine: Engine,
  files: readonly RawFile[],
  options: ImportOptions,
  reading: BeforeFile = () => {},
): Promise<Parsed<readonly ImportedRun[]>> {
  const run = await store(engine, files, false, reading);
  const { format } = run.stored[0] ?? {};
  const name = files[0]?.name ?? "";
  if (run.rows.hopeless) {
    const hint = "check that it is the file you meant, and how its cells are quoted";
    return refused(name, "thousands of its lines cannot be divided into cells", hint);
  }
  if (format === "jmeter-csv") return await jmeter(engine, run, options, reading);
  return await k6(engine, format ?? "k6-points", run, options);
}

async function store(
  engine: Engine,
  files: readonly RawFile[],
  withThread: boolean,
  reading: BeforeFile,
): Promise<StoredRun> {
  const stored: StoredSamples[] = [];
  const rows: RejectedRows[] = [];
  for (const [place, file] of files.entries()) {
    reading(file);
    const one = await storeSamples(engine, file, { place, several: files.length > 1, withThread });
    stored.push(one);
    rows.push(await rejectedRows(engine, one));
  }
  // A number for each row, whatever it is; no file has 2^40 of them. By name, since one file may have
  // a column that another lacks.
  const selects = stored.map(
    ({ path, select }, place) =>
      `SELECT *, ${select.constants}, file_row_number + ${place} * 1099511627776 AS row
        FROM read_parquet(${literal(path)}, file_row_number = true)`,
  );
  const all = selects.join(" UNION ALL BY NAME ");
  await engine.run(`CREATE OR REPLACE VIEW stored AS ${all}`);
  // k6's JSON holds labels as they are meant; cells of a table may have blanks around them.
  if (stored[0]?.format !== "k6-points" && (await blanksAround(engine))) {
    const replaced = ["method", "path"].map((name) => `trim(${name}, ${blanks}) AS ${name}`);
    await engine.run(
      `CREATE OR REPLACE VIEW stored AS SELECT * REPLACE (${replaced.join(", ")}) FROM (${all})`,
    );
  }
  return { files, stored, rows: together(rows) };
}

/** Looking at the few distinct labels is cheaper than trimming each of millions. */
async function blanksAround(engine: Engine): Promise<boolean> {
  const rows = await engine.rows("SELECT DISTINCT method, path FROM stored");
  return rows.some(({ method, path }) =>
    [method, path].some((text) => typeof text === "string" && text.trim() !== text),
  );
}

function together(rows: readonly RejectedRows[]): RejectedRows {
  return {
    rejected: {
      count: rows.reduce((sum, { rejected }) => sum + rejected.count, 0),
      first: rows.flatMap(({ rejected }) => rejected.first).slice(0, 20),
    },
    cut: rows.some(({ cut }) => cut),
    hopeless: rows.some(({ hopeless }) => hopeless),
  };
}

async function jmeter(
  engine: Engine,
  first: StoredRun,
  options: ImportOptions,
  reading: BeforeFile,
): Promise<Parsed<readonly ImportedRun[]>> {
  const file = first.files[0]?.name ?? "";
  let chosen = await chooseRequests(engine, false);
  const byName = !(await countsThreads(engine)) && options.users === undefined;
  if (chosen.needsThreads || byName) {
    // Names of threads cost a third more, and few logs need them: those are read again.
    await store(engine, first.files, true, reading);
    chosen = await chooseRequests(engine, true);
  }
  const { rejected, cut } = first.rows;
  const span = await countSeconds(engine);
  if (span === undefined) return noSample(file, rejected);
  const { runs, scraps } = runsIn(span);
  const summarized: SummarizedLog[] = [];
  for (const run of runs) {
    await viewRun(engine, run);
    const spans = byName ? await threadSpans(engine) : null;
    const known = usersOfLog(file, await threadsStored(engine), spans, options.users);
    const { users, from } = known;
    const arrivals = usersAreOutcome(known.timeline);
    const timeline = arrivals ? [] : known.timeline;
    summarized.push({
      summary: await summarizeStored(engine, run, timeline, users, options.warmUp),
      usersFrom: from,
      arrivals,
      threads: spans?.length ?? 0,
      findings: summarized.length === 0 ? divided(runs.length, scraps) : [],
    });
  }
  const { controllers, parts, averaged } = chosen;
  return summarizedJmeterRuns("jmeter-csv", file, summarized, {
    controllers,
    parts,
    averaged,
    cut,
    rejected,
  });
}

async function k6(
  engine: Engine,
  format: "k6-csv" | "k6-points",
  { files, rows }: StoredRun,
  options: ImportOptions,
): Promise<Parsed<readonly ImportedRun[]>> {
  const file = files[0]?.name ?? "";
  const { rejected, cut } = rows;
  await engine.run(
    `CREATE OR REPLACE VIEW ${allRequests} AS SELECT *, false AS averaged FROM stored WHERE ms IS NOT NULL`,
  );
  const span = await countSeconds(engine);
  if (span === undefined) return noRequest(file, rejected);
  const [sum] = await engine.rows("SELECT coalesce(sum(dropped), 0) AS dropped FROM stored");
  const dropped = Number(sum?.["dropped"] ?? 0);
  const gauge = await engine.rows(
    "SELECT ends AS time, users, host FROM stored WHERE users IS NOT NULL ORDER BY ends",
  );
  const told = gauge.map((row) => {
    const [time, users] = [Number(row["time"]), Number(row["users"])];
    return { time, users, host: String(row["host"]) };
  });
  const users: readonly UsersAt[] =
    files.length === 1
      ? told
      : usersOfHosts(
          told.map(({ time, users: threads, host }) => ({ time: Math.floor(time), host, threads })),
        );
  const known = usersKnown(file, options.users);
  const arrivals = usersAreOutcome(users);
  const timeline = dropped > 0 || arrivals ? [] : users;
  const { runs, scraps } = runsIn(span);
  const summarized: SummarizedPoints[] = [];
  for (const run of runs) {
    await viewRun(engine, run);
    summarized.push({
      summary: await summarizeStored(
        engine,
        run,
        timeline,
        users.length > 0 ? null : known.users,
        options.warmUp,
      ),
      findings: summarized.length === 0 ? divided(runs.length, scraps) : [],
    });
  }
  return summarizedK6Runs(format, file, summarized, {
    known,
    gauge: users.length > 0,
    arrivals,
    dropped,
    cut,
    rejected,
  });
}
