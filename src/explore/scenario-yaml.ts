import type { Policy } from "../limits/policy.ts";
import type { Lever } from "../platform/scenario.ts";
import { policyYaml } from "../workspace/policy-yaml.ts";

/** Levers as a scenario file that `headroom what-if` takes. */
export function scenarioYaml(title: string, levers: readonly Lever[], program: string): string {
  return [
    `# Written by the page of ${program}: headroom what-if this-file.yaml`,
    `title: ${quoted(title)}`,
    "levers:",
    ...levers.map(({ name, text, endpoints }) => {
      const where = endpoints === undefined ? "" : `, endpoints: ${quoted(endpoints)}`;
      return text === "on"
        ? `  - { lever: ${name}${where} }`
        : `  - { lever: ${name}, to: ${quoted(text)}${where} }`;
    }),
    "",
  ].join("\n");
}

/** A policy file without the words that stand over a starter's. */
export function explorePolicyYaml(policy: Policy): string {
  const [, ...sections] = policyYaml(policy).split("\n\n");
  return ["# yaml-language-server: $schema=schema/policy.json", ...sections].join("\n\n");
}

/** In double quotes, as YAML and JSON both read it; no line break of any kind is left in it. */
function quoted(text: string): string {
  const coded = (one: string) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, coded);
}
