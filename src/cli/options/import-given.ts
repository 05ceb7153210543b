/** Load-test results named on the command line, as a campaign: shared by import, init and audit. */

import type { Argv } from "yargs";
import { entryAt } from "../../entry-at.ts";
import type { SourceHash } from "../../ingest/campaign-readme.ts";
import type { FormatName } from "../../ingest/formats/format-name.ts";
import type { ImportedCampaign } from "../../ingest/import-campaign.ts";
import type { ImportOptions } from "../../ingest/imported-run.ts";
import type { Problem } from "../../ingest/problem.ts";
import type { TraceProfile } from "../../ingest/traces/trace-profile.ts";
import type { RawFile } from "../../io/large/raw-file.ts";
import type { EngineChoice, ReadResults } from "../../io/read-results.ts";
import { type Arguments, flag, text, texts, valued } from "../command.ts";
import { UsageError } from "../usage-error.ts";
import type { World } from "../world.ts";
import { parseOneLoad } from "./parse-users.ts";

export interface GivenTraces {
  readonly profile: TraceProfile;
  /** Names of the files. */
  readonly files: readonly string[];
}

export interface Given {
  /** What the traces among the files tell; null where none were asked for or given. */
  readonly traces: GivenTraces | null;
  readonly imported: ImportedCampaign;
  readonly hashes: readonly SourceHash[];
}

/** The options by which a planner adds what the files do not tell. */
export function importOptions(yargs: Argv): Argv {
  return yargs
    .option("format", valued("Read every file as this format (default: found by content)"))
    .option("users", valued("Users of runs whose files and names do not tell"))
    .option("separate", {
      type: "boolean",
      describe:
        "Files of one window and one set of labels are tests of their own, not load machines",
    })
    .option("name", valued("What the campaign is called (default: after the files)"))
    .option(
      "engine",
      valued("Who reads raw samples: auto (default: DuckDB above 64 MB), duckdb or memory"),
    );
}

/**
 * Reads and imports what the command line names. Files that cannot be imported are told on stderr,
 * each with its reason and remedy.
 *
 * @param readsTraces whether traces are read too; then they may stand alone, and the campaign is without levels
 * @throws InputError when nothing can be imported
 */
export async function importGiven(
  args: Arguments,
  world: World,
  readsTraces = false,
): Promise<Given> {
  const paths = texts(args, "results");
  const format = await formatOf(text(args, "format"));
  const typed = text(args, "users");
  const users = typed === undefined ? undefined : await parseOneLoad(typed);
  const { readResults } = await import("../../io/read-results.ts");
  const { InputError } = await import("../../workspace/input-error.ts");
  const { importCampaign } = await import("../../ingest/import-campaign.ts");
  const chosen = { engine: engineOf(text(args, "engine")), ...(format && { format }) };
  const read = await readResults(paths, world.cwd, chosen);
  const { hashes: ofFiles, large } = read;
  const { traces, files, problems } = await tracesApart(read, readsTraces);
  const name = text(args, "name") ?? (await nameOf(paths, world));
  const options = {
    ...(users === undefined ? {} : { users }),
    ...(format === undefined ? {} : { format }),
    ...(flag(args, "separate") ? { separate: true } : {}),
  };
  const elsewhere = large.length === 0 ? undefined : await readLarge(large, options, world);
  const hashes = [...ofFiles, ...(elsewhere?.hashes ?? [])];
  if (traces !== null && files.length === 0 && large.length === 0) {
    tellLeftOut(problems, world);
    return { imported: noLevels(name, problems), hashes, traces };
  }
  const parsed = importCampaign(name, files, options, elsewhere);
  if (!parsed.ok) {
    const shown = Object.fromEntries(files.map((file) => [file.name, file.text]));
    throw new InputError([...problems, ...parsed.problems], shown);
  }
  const imported = { ...parsed.value, leftOut: [...problems, ...parsed.value.leftOut] };
  tellLeftOut(imported.leftOut, world);
  return { imported, hashes, traces };
}

async function tracesApart(
  { files, problems }: Pick<ReadResults, "files" | "problems">,
  readsTraces: boolean,
): Promise<{ traces: GivenTraces | null } & Pick<ReadResults, "files" | "problems">> {
  if (!readsTraces) return { traces: null, files, problems };
  const { readTraces } = await import("../../ingest/traces/read-traces.ts");
  const found = readTraces(files);
  const { profile } = found;
  return {
    traces: profile && { profile, files: found.files.map(({ name }) => name) },
    // Faulty ones stay among the results, which refuse them with a reason.
    files: profile === null ? files : files.filter((file) => !found.files.includes(file)),
    problems: [...problems, ...(profile === null ? [] : found.problems)],
  };
}

function noLevels(name: string, leftOut: readonly Problem[]): ImportedCampaign {
  const campaign = { name, levels: [], endpoints: [], failures: [] };
  return { campaign, findings: [], runs: [], leftOut, formats: [] };
}

/** By the large-file engine, with its progress where a person is watching. */
async function readLarge(large: readonly RawFile[], options: ImportOptions, world: World) {
  const { importLarge } = await import("../../io/large/import-large.ts");
  const { progressText } = await import("../../report/text/progress-text.ts");
  if (!world.terminal) return await importLarge(large, options);
  const clear = "\r\u001b[K";
  try {
    return await importLarge(large, options, (progress) =>
      world.stderr(`${clear}${progressText(progress)}`),
    );
  } finally {
    world.stderr(clear);
  }
}

const engines: readonly EngineChoice[] = ["auto", "duckdb", "memory"];

function engineOf(typed = "auto"): EngineChoice {
  const known = engines.find((one) => one === typed);
  if (known !== undefined) return known;
  throw new UsageError(`--engine: unknown engine "${typed}"`, `one of ${engines.join(", ")}`);
}

/** Files that are named of those with one reason and remedy. */
const MOST_PLACES = 5;

function tellLeftOut(leftOut: readonly Problem[], world: World): void {
  const kinds = new Map<string, Problem[]>();
  for (const problem of leftOut) {
    const key = JSON.stringify([problem.message, problem.hint]);
    kinds.set(key, [...(kinds.get(key) ?? []), problem]);
  }
  for (const same of kinds.values()) {
    const places = same.map(({ file, line, column }) =>
      line === 1 && column === 1 ? file : `${file}:${line}:${column}`,
    );
    const more = places.length > MOST_PLACES ? ` and ${places.length - MOST_PLACES} more` : "";
    const { message, hint } = entryAt(same, 0);
    world.stderr(
      `left out: ${places.slice(0, MOST_PLACES).join(", ")}${more}: ${message}\n  remedy: ${hint}\n`,
    );
  }
}

async function formatOf(typed: string | undefined): Promise<FormatName | undefined> {
  if (typed === undefined) return undefined;
  const { formatNames } = await import("../../ingest/formats/load-test-formats.ts");
  const known = formatNames.find((name) => name === typed);
  if (known !== undefined) return known;
  const { nearestName } = await import("../../ingest/nearest-name.ts");
  const near = nearestName(typed, formatNames);
  throw new UsageError(
    `--format: unknown format "${typed}"`,
    near === undefined
      ? `leave it out to have it found by content; known formats: ${formatNames.join(", ")}`
      : `did you mean ${near}?`,
  );
}

/**
 * After the folder, or the file less what the tool adds to its name; of several after what their names
 * begin with alike, since the first one's load is not that of all.
 */
async function nameOf(paths: readonly string[], world: World): Promise<string> {
  const { basename, resolve } = await import("node:path");
  const { nameOfRun } = await import("../../ingest/formats/name-of-run.ts");
  const names = paths
    .filter((path) => path !== "-")
    .map((path) => nameOfRun(basename(resolve(world.cwd, path))));
  const [first = "campaign"] = names;
  if (names.every((name) => name === first)) return first || "campaign";
  let alike = first.length;
  while (alike > 0 && !names.every((name) => name.startsWith(first.slice(0, alike)))) alike--;
  const shared = first
    .slice(0, alike)
    .replace(/(?<![a-z])(?:u|n|users)?\d*$/i, "")
    .replace(/[\s_.-]+$/, "");
  return shared.length < LEAST_SHARED_NAME ? first : shared;
}

/** Less in common than this is no name. */
const LEAST_SHARED_NAME = 3;

/** A folder name out of a campaign's: small letters, digits and hyphens. */
export function slugOf(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-+|-+$/g, "");
  return plain === "" ? "campaign" : plain;
}

/** The campaign's folder as files: its tables and the README that says where they come from. */
export async function campaignPack(
  { imported, hashes }: Given,
  folder: string,
): Promise<readonly { readonly path: string; readonly content: string }[]> {
  const { join } = await import("node:path");
  const { campaignCsv } = await import("../../ingest/campaign-csv.ts");
  const { campaignReadme } = await import("../../ingest/campaign-readme.ts");
  const { program } = await import("../../io/program.ts");
  const readme = campaignReadme(imported, hashes, program());
  return [
    ...Object.entries(campaignCsv(imported.campaign)).map(([file, content]) => {
      return { path: join(folder, file), content };
    }),
    { path: join(folder, "README.md"), content: readme },
  ];
}
