import { type Arguments, anonymizeOption, type Command, flag, text, valued } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import {
  campaignPack,
  type Given,
  importGiven,
  importOptions,
  slugOf,
} from "../options/import-given.ts";
import type { ImportOutput } from "../outputs/import-output.ts";
import { printResult } from "../print-result.ts";
import type { World } from "../world.ts";

/** Load-test results of any known format into a campaign folder. */
export const importCommand: Command = {
  usage: "import <results..>",
  summary: "Load-test results to a campaign folder: levels, endpoints, failures, sources",
  options: (yargs) =>
    importOptions(yargs)
      .positional("results", { type: "string", describe: "Files and folders; - is standard input" })
      .option("output", valued("Campaign folder (default: data/NAME)", { alias: "o" }))
      .option("anonymize", anonymizeOption)
      .option("force", { type: "boolean", describe: "Replace a campaign that is already there" }),
  examples: [
    ["headroom import results/ -o data/2026-02", "every load test in a folder"],
    ["headroom import - --users 50 --name shop", "one file from a pipe"],
  ],
  run: async (args, world) => {
    const read = await importGiven(args, world);
    const given = flag(args, "anonymize") ? await anonymous(read, args, world) : read;
    const { campaign, findings, leftOut, runs, formats } = given.imported;
    const { join, relative, resolve, sep } = await import("node:path");
    const output = text(args, "output");
    const root = text(args, "workspace") ?? ".";
    const folder = output ?? join(root, "data", slugOf(campaign.name));
    const target = resolve(world.cwd, folder);
    const files = await campaignPack(given, target);
    const { requireNew } = await import("../../io/require-new.ts");
    const { settleWriting, writeAtomically } = await import("../../io/write-atomically.ts");
    settleWriting(target);
    if (!flag(args, "force")) {
      const remedy = "name another folder with -o, or replace it with --force";
      requireNew([join(target, "levels.csv")], world.cwd, "holds a campaign already", remedy);
    }
    // A replaced campaign may have had tables that this one has not.
    const { ownParsers } = await import("../../ingest/own-tables.ts");
    const written = new Set(files.map(({ path }) => path));
    const tables = Object.keys(ownParsers).map((table) => join(target, `${table}.csv`));
    writeAtomically(
      files,
      tables.filter((path) => !written.has(path)),
    );
    const { audit } = await import("../../measurement/audit.ts");
    const { importText } = await import("../../report/text/import-text.ts");
    const { program } = await import("../../io/program.ts");
    const { fileLines } = await import("../../ingest/file-lines.ts");
    const done = fileLines(given.imported);
    const shown = (path: string) => (relative(world.cwd, path) || ".").split(sep).join("/");
    const audited = audit(campaign);
    const data = {
      schema: 1 as const,
      program: program(),
      campaign,
      runs: runs.map(({ name, format, version, loadModel, usersFrom }) => {
        return { name, format, version, loadModel, usersFrom };
      }),
      sources: given.hashes.map((source, i) => ({ ...source, format: formats[i]?.format ?? "" })),
      leftOut,
      files: done,
      notices: findings,
      audit: audited,
      outputs: files.map(({ path }) => shown(path)),
    };
    await printResult<ImportOutput>(args, world, data, () =>
      [
        ...done,
        "",
        importText({
          campaign,
          notices: findings,
          audit: audited,
          leftOut: leftOut.length,
          folder: shown(target),
        }),
      ].join("\n"),
    );
    return exitCode.done;
  },
};

async function anonymous(given: Given, args: Arguments, world: World): Promise<Given> {
  const { anonymousImport } = await import("../options/anonymous-import.ts");
  const { resolve } = await import("node:path");
  return anonymousImport(given, resolve(world.cwd, text(args, "workspace") ?? "."));
}
