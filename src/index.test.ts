/** What the package promises a program that imports it. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import * as library from "./index.ts";
import * as textbook from "./textbook/index.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const pureEntries = ["index", "textbook/index"];
const everyEntry = [...pureEntries, "io/index"];

/** Runs a program as one that depends on the package would: the package finds itself by its name. */
function runProgram(program: string, ...flags: readonly string[]) {
  const run = spawnSync(process.execPath, [...flags, "--input-type=module", "-e", program], {
    cwd: root,
    encoding: "utf8",
  });
  return `${run.stdout}${run.stderr}`;
}

// --- The import graph ---

const importLine = /^(?:import|export)\b[^;"]*\bfrom\s+"([^"]+)"|^import\s+"([^"]+)"/gm;
const lateImport = /\bimport\(\s*"([^"]+)"/g;

/** Every file and package that a source file reaches; type imports are erased and count for nothing. */
function reachedFrom(entry: string): ReadonlySet<string> {
  const reached = new Set<string>();
  const visit = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    if (!file.endsWith(".ts")) return;
    const code = readFileSync(`${root}src/${file}`, "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
    for (const [line, from, alone] of [
      ...code.matchAll(importLine),
      ...code.matchAll(lateImport),
    ]) {
      if (/^(?:import|export) type\b/.test(line)) continue;
      const specifier = from ?? alone ?? "";
      visit(specifier.startsWith(".") ? posix.join(posix.dirname(file), specifier) : specifier);
    }
  };
  visit(`${entry}.ts`);
  return reached;
}

// --- Types that a caller has to name ---

interface Named {
  readonly name: string;
  readonly file: string;
  readonly isType: boolean;
}

const declarations = (file: string) =>
  readFileSync(`${root}dist/${file.replace(/\.ts$/, ".d.ts")}`, "utf8").replace(
    /\/\*[\s\S]*?\*\//g,
    "",
  );

/** The names in one list of braces, "type" and "as" taken apart. */
function namesIn(list: string): readonly { readonly name: string; readonly isType: boolean }[] {
  const words = list.split(",").map((one) => one.trim());
  return words
    .filter((word) => word !== "")
    .map((word) => ({ name: word.replace(/^type /, ""), isType: word.startsWith("type ") }));
}

function exportsOf(file: string): readonly Named[] {
  const lists = /export\s+(type\s+)?\{([^}]*)\}\s+from\s+"([^"]+)"/g;
  return [...declarations(file).matchAll(lists)].flatMap(([, type, list = "", from = ""]) =>
    namesIn(list).map(({ name, isType }) => ({
      name,
      isType: isType || type !== undefined,
      file: posix.join(posix.dirname(file), from),
    })),
  );
}

/** What is declared under a name, to the semicolon outside of all brackets. */
function declared(text: string, name: string): string {
  const start = text.search(new RegExp(`(function|const|class) ${name}\\b`));
  let depth = 0;
  for (let end = start; end < text.length; end++) {
    const letter = text[end] as string;
    if ("({[".includes(letter)) depth++;
    if (")}]".includes(letter)) depth--;
    if (letter === ";" && depth === 0) return text.slice(start, end);
  }
  return text.slice(start);
}

/** Types of this package that the signature of an exported value names. */
function typesNamed({ name, file }: Named): readonly string[] {
  const text = declarations(file);
  const signature = declared(text, name).replace(/"[^"]*"/g, "");
  const ours = new Set([
    ...[...text.matchAll(/import\s+(?:type\s+)?\{([^}]*)\}\s+from\s+"\./g)].flatMap(
      ([, list = ""]) => namesIn(list).map((one) => one.name),
    ),
    ...[...text.matchAll(/(?:interface|type) (\w+)/g)].map(([, one = ""]) => one),
  ]);
  return [...signature.matchAll(/\b[A-Z]\w*/g)]
    .map(([word]) => word)
    .filter((word) => ours.has(word));
}

describe("the library", () => {
  it("is at most 60 values, with what a planner's program needs among them", () => {
    expect(Object.keys(library).length).toBeLessThanOrEqual(60);
    expect(Object.keys(library)).toEqual(
      expect.arrayContaining([
        "importCampaign",
        "parsePolicy",
        "parseScenario",
        "parseLever",
        "parseProfile",
        "audit",
        "fitCampaign",
        "findLimits",
        "plan",
        "predict",
        "runScenario",
        "checkLaunch",
        "simulate",
        "charts",
        "reportMarkdown",
      ]),
    );
  });

  it("keeps the textbook in an entry of its own", () => {
    const both = Object.keys(textbook).filter((name) => name in library);
    expect(both).toEqual([]);
    expect(textbook.mmc({ servers: 1, serviceTime: 0.5, arrivalRate: 1 }).responseTime).toBe(1);
  });

  it.each(everyEntry)("%s exports each type that a signature names", (entry) => {
    const all = exportsOf(`${entry}.ts`);
    const known = new Set(all.map(({ name }) => name));
    const missing = all
      .filter(({ isType }) => !isType)
      .flatMap((value) =>
        typesNamed(value)
          .filter((type) => !known.has(type))
          .map((type) => `${value.name} wants ${type}`),
      );
    expect(all.length).toBeGreaterThan(5);
    expect(missing).toEqual([]);
  });

  it.each(pureEntries)("%s reaches neither Node nor the rooms that need it", (entry) => {
    const reached = [...reachedFrom(entry)];
    expect(reached.length).toBeGreaterThan(30);
    expect(reached.filter((file) => /^node:|^(io|cli)\//.test(file))).toEqual([]);
  });

  it("reaches the packages that are pure, and no other", () => {
    const packages = [...reachedFrom("index")].filter((file) => !file.endsWith(".ts"));
    expect(packages.toSorted()).toEqual(
      ["mathjs/lib/browser/math.js", "ml-matrix", "ml-regression", "yaml", "zod"].toSorted(),
    );
  });

  it("loads where there is no Node: no built-in module, no process, no Buffer", () => {
    const hook = `export const resolve = (specifier, context, next) => {
      if (specifier === "process" || specifier === "buffer" || specifier.startsWith("node:")) {
        throw new Error("no " + specifier + " in a browser, wanted by " + context.parentURL);
      }
      return next(specifier, context);
    };`;
    const register = `import { register } from "node:module";
      register("data:text/javascript,${encodeURIComponent(hook)}");`;
    const program = `const { log } = console;
      delete globalThis.process; delete globalThis.Buffer;
      const [{ parseLevels, audit, assembleCampaign, parseLever }, { mmcn }] = await Promise.all([
        import("./dist/index.js"), import("./dist/textbook/index.js")]);
      const levels = parseLevels("users,throughput_rps\\n10,9\\n", "levels.csv");
      const { grade } = audit(assembleCampaign("one", levels.value));
      const solved = mmcn({ servers: 1, serviceTime: 0.1, thinkTime: 0.9 }, 1);
      log(typeof grade.letter, parseLever("pool.size", "40").text, solved.throughput);`;
    const flags = ["--conditions=browser"];
    const preload = `data:text/javascript,${encodeURIComponent(register)}`;
    expect(runProgram(program, ...flags, "--import", preload)).toBe("string 40 1\n");
  });

  it("runs the program of the README", () => {
    const readme = readFileSync(`${root}README.md`, "utf8");
    const [, program = ""] = readme.match(/```ts\n([\s\S]*?)```/) ?? [];
    expect(program).toContain('from "headroom-planner"');
    // Few users and figures: what a fit costs grows with both.
    const levels = [
      "users,throughput_rps,mean_ms",
      "5,2,500",
      "10,4,500",
      "20,7.9,530",
      "40,10,2000",
    ];
    const text = JSON.stringify(levels.join("\n"));
    const printed = runProgram(`const text = ${text};\n${program}`);
    expect(printed).toMatch(/^(\d+) users\n$/);
  });

  it("points each entry at a file that the build writes", () => {
    const { exports } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as {
      readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
    };
    const files = Object.values(exports).flatMap((entry) =>
      typeof entry === "string" ? [entry] : Object.values(entry),
    );
    expect(files.filter((file) => !existsSync(`${root}${file}`))).toEqual([]);
    expect(Object.keys(exports)).toEqual([".", "./textbook", "./node", "./package.json"]);
  });
});
