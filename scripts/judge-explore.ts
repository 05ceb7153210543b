/**
 * What the page costs in a real browser: bytes, first picture, redraw after a step of a slider,
 * time until all draws and all explanations have answered. Prints the table of docs/explore.md.
 *
 *     npm run build && node --import tsx scripts/judge-explore.ts [workspace]
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { quantile } from "../src/stats/quantile.ts";
import { markdownTable } from "./markdown-table.ts";

const STEPS = 60;
const SETTINGS = 6;

const root = fileURLToPath(new URL("../", import.meta.url));
const workspace = process.argv[2] ?? root;
const folder = mkdtempSync(join(tmpdir(), "headroom-judge-"));
const file = join(folder, "page.html");

const made = spawnSync(
  process.execPath,
  [join(root, "dist/cli/headroom.js"), "explore", "-C", workspace, "-o", file],
  { encoding: "utf8" },
);
if (made.status !== 0) throw new Error(made.stderr);

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(pathToFileURL(file).href);
  await page.waitForSelector("html[data-drawn=yes]");
  const first = await page.evaluate(
    `performance.getEntriesByName("redraw").at(0).startTime + performance.getEntriesByName("redraw").at(0).duration`,
  );
  const slider = page.locator('.lever[data-name="db.cores"] input[type=range]');
  await slider.focus();
  const durations = async (name: string) => {
    const all: unknown = await page.evaluate(
      `performance.getEntriesByName("${name}").map(({ duration }) => duration)`,
    );
    return Array.isArray(all) ? all.map(Number) : [];
  };
  /** Milliseconds of the quick answer, and of drawing what it says. */
  const step = async (key: string): Promise<readonly [number, number]> => {
    await page.evaluate("performance.clearMeasures()");
    await slider.press(key);
    // Waiting for an expression would evaluate it in the page, whose content policy refuses that.
    while ((await durations("redraw")).length === 0) await page.waitForTimeout(1);
    const [answer = 0] = await durations("quick answer");
    const [redraw = 0] = await durations("redraw");
    return [answer, redraw];
  };
  // The engine compiles what is hot: the first steps are not those that a visitor makes.
  for (let i = 0; i < 10; i++) await step("ArrowRight");
  const steps: (readonly [number, number])[] = [];
  for (let i = 0; i < STEPS; i++) steps.push(await step(i % 20 < 10 ? "ArrowRight" : "ArrowLeft"));
  await page.waitForSelector("html[data-settled=yes]", { timeout: 300_000 });
  const bands: number[] = [];
  const explained: number[] = [];
  for (let i = 0; i < SETTINGS; i++) {
    const started = Date.now();
    await slider.press("ArrowRight");
    await page.waitForSelector("html[data-banded=yes]", { timeout: 300_000 });
    bands.push(Date.now() - started);
    await page.waitForSelector("html[data-explained=yes]", { timeout: 300_000 });
    explained.push(Date.now() - started);
    await page.waitForSelector("html[data-settled=yes]", { timeout: 300_000 });
  }
  const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);
  const ms = (value: number) => `${Math.round(value)} ms`;
  const median = (values: readonly number[]) => ms(quantile(sorted(values), 0.5));
  const late = (values: readonly number[]) => ms(quantile(sorted(values), 0.95));
  const [answers, redraws] = [steps.map(([answer]) => answer), steps.map(([, redraw]) => redraw)];
  const bytes = (statSync(file).size / 1e6).toFixed(2);
  console.log(
    `Processors: ${cpus().length}, load of the machine ${loadavg()[0]?.toFixed(1)} while it was measured.\n`,
  );
  console.log(
    markdownTable(
      ["what", "measured", "asked"],
      [
        ["page", `${bytes} MB`, "1.5 MB"],
        ["first picture", ms(Number(first)), "1500 ms"],
        [
          "redraw of all charts in sight after a step of a slider, median",
          median(redraws),
          "16 ms",
        ],
        ["the same, P95", late(redraws), "33 ms"],
        ["answer of the middle draw before it, median", median(answers), ""],
        ["the same, P95", late(answers), ""],
        ["band of all draws, median", median(bands), "1500 ms"],
        ["all explanations besides, median", median(explained), "1500 ms"],
      ],
    ),
  );
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
