import { findsWorkspace, findWorkspace } from "../../io/find-workspace.ts";
import { nameCode } from "../../io/name-code.ts";
import {
  anonymizeCampaign,
  anonymousRun,
  namesOfCampaign,
} from "../../report/anonymize/anonymize-campaign.ts";
import { fileName } from "../../report/anonymize/anonymize-review.ts";
import { anonymousText } from "../../report/anonymize/anonymous-text.ts";
import { mapStrings } from "../../report/anonymize/map-strings.ts";
import type { Given } from "./import-given.ts";

/**
 * What was imported, without names: with the key of the workspace that it is for, or of the working
 * folder where there is none yet.
 */
export function anonymousImport(given: Given, from: string): Given {
  const code = nameCode(findsWorkspace(from) ? findWorkspace(from) : from);
  const { campaign, findings, runs, leftOut, formats } = given.imported;
  const files = [...given.hashes, ...formats, ...leftOut].map(({ file }) => file);
  const names = new Map([
    ...namesOfCampaign(campaign, code),
    ...runs.map(({ name }) => [name, anonymousRun(name, code)] as const),
    ...files.map((file) => [file, fileName(file, code)] as const),
  ]);
  const text = anonymousText(names, code);
  return {
    ...given,
    imported: {
      ...mapStrings({ findings, runs, leftOut, formats }, text),
      campaign: anonymizeCampaign(campaign, code),
    },
    hashes: given.hashes.map((one) => ({ ...one, file: fileName(one.file, code) })),
  };
}
