/** Debian's chromium for tests: required where CI says so, else tests are passed over in plain words. */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const executablePath = "/usr/bin/chromium";

export const hasChromium = existsSync(executablePath);

/** Whether tests that need it may be passed over. */
export function mayPassOver(): boolean {
  if (hasChromium || process.env["CI"] !== undefined) return false;
  process.stderr.write(
    `No browser test runs: ${executablePath} is not there (apt-get install chromium).\n`,
  );
  return true;
}

export async function inChromium(): Promise<Browser> {
  if (!hasChromium) throw new Error(`${executablePath} is missing: apt-get install chromium`);
  return await chromium.launch({
    executablePath,
    args: [
      ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
      ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
    ],
  });
}
