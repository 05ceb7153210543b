/** The page in a real browser, written by the built program. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EVIL, shopWorkspace } from "../../explore/testing/shop-workspace.ts";
import type { ScenarioResult } from "../../planning/plan/plan-result.ts";
import { limitsCells } from "../../report/limits-cells.ts";
import { perHypothesisCells } from "../../report/per-hypothesis-cells.ts";
import { afterCells, changeCells } from "../../report/scenario-change.ts";
import { inChromium, mayPassOver } from "../testing/in-chromium.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "headroom-explore-"));
const address = pathToFileURL(join(folder, "page.html")).href;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The largest page that a mail takes without a thought. */
const LARGEST = 1_500_000;

function headroom(...args: readonly string[]): string {
  const run = spawnSync(process.execPath, [join(root, "dist/cli/headroom.js"), ...args], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  expect(run.stderr).toBe("");
  expect(run.status).toBe(0);
  return run.stdout;
}

/** Settings by the fields of the page: the name of a lever, its endpoints, what is typed. */
const settings: readonly (readonly (readonly [string, string, string])[])[] = [
  [["db.cores", "", "4"]],
  [["pool.size", "", "40"]],
  [["api.replicas", "", "2"]],
  [["db.readReplicas", "", "2"]],
  [["cache", "", "60"]],
  [["demand", EVIL, "0.5"]],
  [["thinkTime", "", "2.5"]],
  [["rateLimit", "", "35"]],
  [
    ["pool.size", "", "5"],
    ["visits", "", "0.75"],
  ],
  [
    ["db.cores", "", "3"],
    ["mix", EVIL, "2"],
  ],
];

/** What has the focus, as the page sees it; null past the last element. */
interface Focused {
  readonly text: string;
  readonly slider: boolean;
  readonly named: boolean;
  readonly seen: boolean;
  readonly html: string;
}
const FOCUSED = `(() => {
  const one = document.activeElement;
  if (one === null || one === document.body) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(one);
  const has = (name) => (one.getAttribute(name) ?? "") !== "";
  return {
    text: one.textContent ?? "",
    slider: one.getAttribute("type") === "range",
    named: has("aria-label") && has("aria-valuetext"),
    seen: outlineStyle !== "none" && outlineWidth !== "0px",
    html: one.outerHTML.slice(0, 120),
  };
})()`;

/** Keeps what the live region says, one after another. */
const TELLING = `(() => {
  const region = document.getElementById("announcement");
  new MutationObserver(() => {
    document.body.dataset.told = (document.body.dataset.told ?? "") + "|" + region.textContent;
  }).observe(region, { childList: true, characterData: true, subtree: true });
})()`;

const hashOf = (page: Page) => new URL(page.url()).hash;

const fieldOf = (name: string, endpoints: string) =>
  `#${`lever-${name}-${endpoints}`.replace(/[^a-z0-9-]/gi, "_")}`;

describe.skipIf(mayPassOver())("headroom explore", () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  /** What a quiet page has none of: requests that leave, refusals of the content policy, errors. */
  const noise: string[] = [];

  async function opened(hash = ""): Promise<Page> {
    const made = await context.newPage();
    made.on("request", (request) => {
      const url = request.url();
      if (!/^(file:|blob:|data:)/.test(url)) noise.push(`request ${url}`);
    });
    made.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") noise.push(message.text());
    });
    made.on("pageerror", (error) => noise.push(error.message));
    await made.goto(`${address}${hash}`);
    await made.waitForSelector("html[data-drawn=yes]");
    return made;
  }

  const explained = (of: Page) => of.waitForSelector("html[data-explained=yes]");
  const cells = (of: Page, table: string) =>
    of
      .locator(`${table} tbody tr`)
      .evaluateAll((rows) =>
        rows.map((row) => [...row.children].map((cell) => cell.textContent ?? "")),
      );

  beforeAll(async () => {
    for (const [path, content] of Object.entries(shopWorkspace)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    headroom("explore", "-o", "page.html");
    browser = await inChromium();
    context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      acceptDownloads: true,
      colorScheme: "light",
    });
    context.setDefaultTimeout(120_000);
    page = await opened();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("is one file that opens from the disk, with the verdict of check", async () => {
    expect(statSync(join(folder, "page.html")).size).toBeLessThan(LARGEST);
    const { launch } = JSON.parse(headroom("check", "--json"));
    expect(await page.locator("#verdict").textContent()).toBe(launch.verdict);
    expect(await page.locator("canvas").count()).toBe(5);
  });

  it.each(["light", "dark"] as const)(
    "has no serious fault for a screen reader, %s",
    async (scheme) => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.locator("#policy").evaluate((one) => one.setAttribute("open", ""));
      await page.evaluate(axe);
      const found = await page.evaluate(async () => {
        const { violations } = await (
          globalThis as unknown as {
            axe: {
              run: () => Promise<{
                violations: { id: string; impact: string; nodes: { html: string }[] }[];
              }>;
            };
          }
        ).axe.run();
        return violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0]?.html}`);
      });
      expect(found.filter((one) => /^(serious|critical)/.test(one))).toEqual([]);
    },
  );

  it("moves every slider by the keyboard", async () => {
    const sliders = page.locator("input[type=range]:not(:disabled)");
    const count = await sliders.count();
    expect(count).toBeGreaterThan(30);
    for (let i = 0; i < count; i++) {
      const slider = sliders.nth(i);
      const before = hashOf(page);
      const value = await slider.inputValue();
      await slider.press(value === (await slider.getAttribute("max")) ? "ArrowLeft" : "ArrowRight");
      const name = await slider.getAttribute("aria-label");
      expect([name, await slider.inputValue()]).not.toEqual([name, value]);
      expect(hashOf(page)).not.toBe(before);
    }
    await page.getByRole("button", { name: "As agreed" }).click();
    await page.getByRole("button", { name: "Reset all" }).click();
  });

  it("is walked by Tab: skip link, every slider with a name and its value in words, focus seen, no trap", async () => {
    const own = await opened();
    await own.locator("#policy").evaluate((one) => one.setAttribute("open", ""));
    const wanted = await own.locator("input[type=range]:not(:disabled):visible").count();
    const walked: { first: string; sliders: number; unnamed: string[]; unseen: string[] } = {
      ...{ first: "", sliders: 0, unnamed: [], unseen: [] },
    };
    for (let i = 0; i < 400; i++) {
      await own.keyboard.press("Tab");
      const at = await own.evaluate<Focused | null>(FOCUSED);
      if (at === null) break; // past the last: the browser's own bar is next
      if (i === 0) walked.first = at.text;
      if (at.slider) walked.sliders++;
      if (at.slider && !at.named) walked.unnamed.push(at.html);
      if (!at.seen) walked.unseen.push(at.html);
      expect(i).toBeLessThan(399);
    }
    const none: string[] = [];
    expect(walked).toEqual({
      ...{ first: "Skip to the levers", sliders: wanted, unnamed: none, unseen: none },
    });
    const before = hashOf(own);
    await own.locator(".skip").press("Enter");
    expect(await own.locator(":focus").getAttribute("id")).toBe("levers");
    expect(hashOf(own)).toBe(before);
    await own.close();
  });

  it.each([1280, 820])("shows every lever whole, %i px wide", async (width) => {
    await page.setViewportSize({ width, height: 900 });
    const wider = await page.evaluate<number>(
      `(() => { const { scrollWidth, clientWidth } = document.querySelector(".sliders"); return scrollWidth - clientWidth; })()`,
    );
    await page.setViewportSize({ width: 1280, height: 900 });
    expect(wider).toBe(0);
  });

  it("tells a screen reader the verdict once after a change", async () => {
    const own = await opened();
    await own.evaluate(TELLING);
    const slider = own.locator('.lever[data-name="pool.size"] input[type=range]').first();
    for (const key of ["ArrowRight", "ArrowRight", "ArrowRight"]) await slider.press(key);
    expect(await slider.getAttribute("aria-valuetext")).toMatch(/^\d+ /);
    await own.waitForSelector("html[data-settled=yes]");
    const told = await own.locator("body").getAttribute("data-told");
    const verdict = await own.locator("#verdict").textContent();
    expect(told?.split("|").length).toBe(2);
    expect(told).toMatch(new RegExp(`^\\|With pool\\.size=\\d+: ${verdict}: `));
    await own.close();
  });

  it("answers ten settings as what-if does, to the last digit, by files that what-if takes", async () => {
    const shown: Record<"figures" | "compared" | "explanations", string[][]>[] = [];
    const findings: string[] = [];
    const files: string[] = [];
    const own = await opened();
    for (const [i, levers] of settings.entries()) {
      await own.getByRole("button", { name: "Reset all" }).click();
      for (const [name, endpoints, typed] of levers) {
        if (endpoints !== "" && name !== "mix") {
          await own.locator(`.lever[data-name="${name}"] select`).first().selectOption(endpoints);
          await own.locator(`.lever[data-name="${name}"] input[type=number]`).first().fill(typed);
        } else await own.fill(fieldOf(name, endpoints), typed);
      }
      await explained(own);
      const [download] = await Promise.all([
        own.waitForEvent("download"),
        own.getByRole("button", { name: "Scenario as YAML" }).click(),
      ]);
      const file = `setting-${i}.yaml`;
      await download.saveAs(join(folder, file));
      files.push(file);
      shown.push({
        figures: await cells(own, "#figures table"),
        compared: await cells(own, "#compared table"),
        explanations: await cells(own, "#explanations table"),
      });
      findings.push((await own.locator("#finding").textContent()) ?? "");
    }
    await own.close();
    const { scenarios } = JSON.parse(headroom("what-if", ...files, "--json"));
    expect(scenarios).toHaveLength(settings.length);
    for (const [i, scenario] of (scenarios as ScenarioResult[]).entries()) {
      const [safe = "", breaking = "", ceiling = ""] = changeCells(scenario);
      const [before, after] = [limitsCells(scenario.before), afterCells(scenario)];
      const rows = shown[i]?.figures.slice(0, 4) ?? [];
      expect(rows.map((row) => row[1])).toEqual(before);
      expect(rows.map((row) => row[2])).toEqual(after);
      expect(rows.map((row) => row[3])).toEqual([safe, breaking, "", ceiling]);
      expect(shown[i]?.explanations).toEqual(perHypothesisCells(scenario));
      expect(shown[i]?.compared[1]?.slice(2, 6)).toEqual(after);
      expect(findings[i]).toBe(scenario.sentence);
    }
  });

  it("keeps settings in its address, up to four beside the current one", async () => {
    for (const cores of ["3", "4", "5", "6", "7"]) {
      await page.fill(fieldOf("db.cores", ""), cores);
      await page
        .locator("#keep")
        .click({ force: true })
        .catch(() => undefined);
      if (cores === "6") break;
    }
    expect(await page.locator("#keep").isDisabled()).toBe(true);
    await page.waitForSelector("html[data-settled=yes]");
    const figures = await cells(page, "#figures table");
    const again = await opened(hashOf(page));
    await again.waitForSelector("html[data-settled=yes]");
    expect(await cells(again, "#figures table")).toEqual(figures);
    expect((await cells(again, "#compared table")).map(([title]) => title)).toEqual([
      "as it is",
      "db.cores=6 (now)",
      ...["3", "4", "5", "6"].map((cores) => `db.cores=${cores}`),
    ]);
    await again.close();
  });

  it("shows a dropped result at once, and fits it in the background", async () => {
    const own = await opened();
    const text = shopWorkspace["data/levels.csv"]?.split("\n").slice(0, 4).join("\n") ?? "";
    const files = await own.evaluateHandle(
      `(() => {
        const made = new DataTransfer();
        made.items.add(new File([${JSON.stringify(text)}], "friday.csv", { type: "text/csv" }));
        return made;
      })()`,
    );
    await own.dispatchEvent("body", "drop", { dataTransfer: files });
    await own.getByText("friday: 3 levels, grade").waitFor();
    await own.locator("#fit-alone").click();
    await own.locator("h1").getByText("friday").waitFor();
    expect(await cells(own, "#figures table")).toHaveLength(6);
    await own.close();
  });

  it("takes names for text, whatever they hold", async () => {
    const options = await page.locator(".lever option").allTextContents();
    expect(options).toContain(EVIL);
    expect(await page.locator("img, main b, h1 i").count()).toBe(0);
    expect(await page.evaluate(() => "broken" in globalThis)).toBe(false);
    expect(await page.locator("h1").textContent()).toBe("A <i>shop</i>");
  });

  it("asked nothing of the network, and its content policy had nothing to refuse", () => {
    expect(noise).toEqual([]);
  });
});
