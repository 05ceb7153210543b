/** What is wrong with the way a file is imported, whatever is in it: nothing, if all is well. */
import { audit } from "../../measurement/audit.ts";
import { campaignCsv } from "../campaign-csv.ts";
import { campaignReadme } from "../campaign-readme.ts";
import { decodeText } from "../formats/text/decode-text.ts";
import { importCampaign } from "../import-campaign.ts";
import { ownParsers, ownTable } from "../own-tables.ts";

/** Words that a planner must never read, and that only a mistake of ours writes. */
const slips = /\b(?:NaN|undefined|Infinity|null|\[object)\b/;

/** Path of the first number that is not finite. */
function notFinite(value: unknown, path: string): string | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? undefined : `${path} = ${value}`;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const found = notFinite(inner, `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Goes the way of `headroom import`: decodes the bytes, imports, audits, writes the tables and the
 * README.md, and reads the tables back. A fault is an exception, a number that is none, a table that
 * cannot be read back, or a refusal without reason and remedy.
 */
export function importFaults(name: string, bytes: Uint8Array): readonly string[] {
  try {
    return faultsOf(name, decodeText(bytes).text);
  } catch (error) {
    return [`threw ${error instanceof Error ? error.stack : error}`];
  }
}

function faultsOf(name: string, text: string): readonly string[] {
  const parsed = importCampaign("damaged", [{ name, text }], { users: 5 });
  if (!parsed.ok) {
    const vague = parsed.problems.filter(({ message, hint }) => message === "" || hint === "");
    return parsed.problems.length === 0 || vague.length > 0 ? ["refused without a reason"] : [];
  }
  const { campaign, findings, runs } = parsed.value;
  const audited = audit(campaign);
  const faults = [
    notFinite(runs, "runs"),
    notFinite(campaign, "campaign"),
    notFinite(audited, "audit"),
  ].filter((fault) => fault !== undefined);
  for (const { code, message, remedy } of [...findings, ...audited.findings]) {
    // A quoted cell of the file may hold any word.
    const said = `${message} ${remedy}`.replace(/"[^"]*"/g, "");
    if (slips.test(said) && !slips.test(text)) faults.push(`${code} says: ${said}`);
  }
  const files = campaignCsv(campaign);
  for (const [file, content] of Object.entries(files)) {
    const kind = ownTable(content);
    const back = kind && ownParsers[kind](content, file);
    if (!back?.ok) faults.push(`${file} cannot be read back: ${back?.problems[0]?.message}`);
  }
  if (campaignReadme(parsed.value, [], "headroom").length === 0) faults.push("an empty README.md");
  return faults;
}
