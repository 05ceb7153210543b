/** The secret of a workspace that pseudonyms are made with: who has it can try names, nobody else. */
import { createHmac, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { NameCode } from "../report/anonymize/pseudonyms.ts";
import { InputError } from "../workspace/input-error.ts";
import { writeAtomically } from "./write-atomically.ts";

const shape = /^[0-9a-f]{64}$/;

/**
 * Kept in `.headroom/pseudonym-key`, which Git ignores; made where there is none.
 *
 * @throws InputError when it is spoilt, or none can be kept: other names would come next time
 */
export function nameCode(root: string): NameCode {
  const folder = join(root, ".headroom");
  const file = join(folder, "pseudonym-key");
  const key = read(file) ?? make(folder, file);
  if (!shape.test(key)) {
    const message = "is no key for pseudonyms: 64 hexadecimal digits were expected";
    const hint = "put back the one that earlier packs were made with, or delete it for new names";
    throw new InputError([{ file, line: 1, column: 1, message, hint }]);
  }
  return (name) => createHmac("sha256", Buffer.from(key, "hex")).update(name).digest("hex");
}

function read(file: string): string | null {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return null;
  }
}

function make(folder: string, file: string): string {
  const key = randomBytes(32).toString("hex");
  mkdirSync(folder, { recursive: true });
  writeAtomically([
    { path: join(folder, ".gitignore"), content: "*\n" },
    { path: file, content: `${key}\n` },
  ]);
  return key;
}
