import { createHash } from "node:crypto";

/** 128 bits of SHA-256: enough that no two cells of any grid share them. */
export function sha256Key(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
