/** docs/schemas.md: the JSON Schemas of a workspace's files. */
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
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
}

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
  ].join("\n\n")}\n`;
}

const code = (list: string) =>
  list
    .split(", ")
    .map((one) => (one.includes(" ") ? one : `\`${one}\``))
    .join(", ");

function keysOf({ properties = {}, required = [], anyOf = [] }: Schema): string {
  const own = Object.keys(properties).map((key) =>
    required.includes(key) ? `**\`${key}\`**` : `\`${key}\``,
  );
  return own.length > 0 ? own.join(" ") : anyOf.map(keysOf).join("; or ");
}
