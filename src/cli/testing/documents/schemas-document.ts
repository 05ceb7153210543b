/** docs/schemas.md: the JSON Schemas of a workspace's files, and of what commands print as data. */
import { readdirSync, readFileSync } from "node:fs";
import { jsonSchemas } from "../../../workspace/json-schemas.ts";

/** What each schema describes, and where such a file stands. */
const files: Readonly<Record<string, readonly [what: string, where: string]>> = {
  "workspace.json": ["the workspace: measurements, models, launch, what is known", "headroom.yaml"],
  "policy.json": ["zones, red line, objectives, margins", "models/policy.yaml"],
  "platform.json": ["a hypothesis: stations, pools, demands, priors", "models/hypotheses/*.yaml"],
  "scenario.json": [
    "a change, or an improvement with its cost",
    "models/scenarios/*.yaml, models/improvements/*.yaml",
  ],
  "profile.json": ["a load over time: spikes, limits, retries", "models/profiles/*.yaml"],
  "sweep.json": ["a grid of settings", "models/sweeps/*.yaml"],
  "closed-network.json": ["a closed network for `calc mva`", "any YAML file"],
  "open-network.json": ["an open network for `calc open`", "any YAML file"],
};

interface Schema {
  readonly properties?: Readonly<Record<string, { readonly description?: string }>>;
  readonly description?: string;
  readonly required?: readonly string[];
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

const outputs = new URL("../../../../docs/schemas/", import.meta.url);

/** @throws Error where a schema stands in no line of the table above */
export function schemasDocument(): string {
  const rows = Object.entries(jsonSchemas()).map(([name, text]) => {
    const [what, where] = files[name] ?? [];
    if (what === undefined || where === undefined) throw new Error(`nobody says what ${name} is`);
    return `| [${name}](../models/schema/${name}) | ${what} | ${code(where)} | ${keysOf(JSON.parse(text) as Schema)} |`;
  });
  return `${[
    "# JSON Schemas",
    "Written by `node --import tsx scripts/write-reference-docs.ts` from the schemas; a test compares. " +
      "An editor that knows YAML takes one from the first line of a file, `# yaml-language-server: $schema=…`, as " +
      "`headroom init` writes it; then it completes keys, shows what they mean, and underlines what is wrong. " +
      "The same schemas check every file that is read. Keys that must be there are bold.",
    ["| schema | describes | files | keys |", "| --- | --- | --- | --- |", ...rows].join("\n"),
    "## Outputs",
    "Of what every command prints with `--json`, made from the types that the program is compiled with; `error.json` is what any " +
      "command prints on standard error where it fails ([errors](errors.md)), and `plan.json` is the file in `out/`, too. Tests hold what the built " +
      "commands print of the example workspace, of a testbed and of a small campaign against them, and fail where a figure is missing, of another kind, or " +
      "not described.",
    "The schemas allow properties that they do not name: a later version may print more, and a reader that is made from them today has to pass over " +
      "what it does not know. What is named stays, with its meaning and its unit, as long as `schema` is 1: " +
      "seconds, requests a second, shares of 1; numbers are rounded to six digits. What can be missing is not bold; what can be unknown is null. Lists " +
      "of words (`verdict`, a finding's `code`) may grow, too: check data with the schema of the version that printed it, and take a word that you do not know as not known. Of `check`, `predict`, `explain`, `init` and `sweep`, which answer " +
      "several questions, keys of each form are separated by “or”. They are files of this repository alone, not of the package, which keeps to 3 MB.",
    ["| schema | printed by | keys |", "| --- | --- | --- |", ...outputRows()].join("\n"),
  ].join("\n\n")}\n`;
}

function outputRows(): readonly string[] {
  return readdirSync(outputs)
    .sort()
    .map((name) => {
      const schema: Schema = JSON.parse(readFileSync(new URL(name, outputs), "utf8"));
      const what = (schema.description ?? "").split(/[:,.] /)[0]?.replace(/\.$/, "");
      return `| [${name}](schemas/${name}) | ${what} | ${keysOf(schema, schema)} |`;
    });
}

const code = (list: string) =>
  list
    .split(", ")
    .map((one) => (one.includes(" ") ? one : `\`${one}\``))
    .join(", ");

function keysOf(schema: Schema, whole: Schema = schema): string {
  const { properties, required } = ownOf(schema, whole);
  const own = properties.map((key) => (required.includes(key) ? `**\`${key}\`**` : `\`${key}\``));
  const { anyOf = [] } = schema;
  return own.length > 0
    ? [...new Set(own)].join(" ")
    : anyOf.map((one) => keysOf(one, whole)).join("; or ");
}

/** Keys of an object, with those of what it is composed of. */
function ownOf(
  { properties = {}, required = [], allOf = [], $ref }: Schema,
  whole: Schema,
): { readonly properties: readonly string[]; readonly required: readonly string[] } {
  const named = $ref === undefined ? undefined : whole.definitions?.[$ref.split("/").at(-1) ?? ""];
  const composed = [...allOf, ...(named === undefined ? [] : [named])].map((one) =>
    ownOf(one, whole),
  );
  return {
    properties: [...Object.keys(properties), ...composed.flatMap((one) => one.properties)],
    required: [...required, ...composed.flatMap((one) => one.required)],
  };
}
