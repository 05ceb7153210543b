/** The rooms of the house and which may know which: asserted on every import line. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

/** A room may import from these rooms and packages, and from itself. */
interface Room {
  readonly rooms: readonly string[];
  readonly packages: readonly string[];
}

/** Exactly the arrows that are used: a new one is a decision, an unused one goes. */
const pureRooms: Readonly<Record<string, Room>> = {
  units: { rooms: [], packages: [] },
  require: { rooms: [], packages: [] },
  "entry-at": { rooms: [], packages: [] },
  record: { rooms: [], packages: [] },
  random: { rooms: ["require"], packages: [] },
  stats: { rooms: ["units", "require", "entry-at"], packages: [] },
  wording: { rooms: ["units", "stats"], packages: [] },
  textbook: { rooms: ["units", "require", "stats"], packages: [] }, // knows nothing of platforms
  measurement: {
    rooms: ["units", "require", "entry-at", "record", "stats", "textbook", "wording"],
    packages: ["ml-regression"],
  },
  platform: { rooms: ["units", "require", "entry-at", "stats"], packages: [] },
  simulation: {
    rooms: ["units", "require", "entry-at", "record", "random", "stats", "platform"],
    packages: [],
  },
  calibration: {
    rooms: ["units", "entry-at", "random", "stats", "measurement", "platform"],
    packages: ["ml-matrix"],
  },
  limits: {
    rooms: [
      "units",
      "entry-at",
      "record",
      "stats",
      "textbook",
      "wording",
      "measurement",
      "platform",
    ],
    packages: [],
  },
  ingest: {
    rooms: ["units", "require", "entry-at", "record", "wording", "measurement"],
    packages: [],
  },
  planning: {
    rooms: [
      "units",
      "require",
      "entry-at",
      "record",
      "random",
      "stats",
      "wording",
      "measurement",
      "platform",
      "calibration",
      "limits",
    ],
    packages: ["ml-regression"],
  },
  sweep: {
    rooms: [
      "units",
      "require",
      "entry-at",
      "random",
      "stats",
      "wording",
      "platform",
      "simulation",
      "limits",
      "planning",
    ],
    packages: [],
  },
  workspace: {
    rooms: [
      "record",
      "wording",
      "textbook",
      "measurement",
      "platform",
      "simulation",
      "limits",
      "ingest",
      "planning",
      "sweep",
    ],
    packages: ["mathjs", "yaml", "zod"],
  },
  report: {
    rooms: ["units", "stats", "wording", "measurement", "simulation", "limits", "planning"],
    packages: [],
  },
  charts: {
    rooms: [
      "units",
      "entry-at",
      "stats",
      "wording",
      "measurement",
      "simulation",
      "planning",
      "sweep",
      "report",
    ],
    packages: [],
  },
  explore: {
    rooms: [
      "entry-at",
      "record",
      "stats",
      "units",
      "wording",
      "measurement",
      "platform",
      "calibration",
      "limits",
      "ingest",
      "planning",
      "workspace",
      "report",
      "charts",
    ],
    packages: [],
  },
};

const everyPureRoom = Object.keys(pureRooms);

const rooms: Readonly<Record<string, Room>> = {
  ...pureRooms,
  index: { rooms: [...everyPureRoom, "io"], packages: [] },
  io: {
    rooms: everyPureRoom,
    packages: [
      "@duckdb/node-api",
      "hyparquet-writer",
      "@resvg/resvg-js",
      "vega",
      "vega-lite",
      "dejavu-fonts-ttf",
      "pdfkit",
      "svg-to-pdfkit",
      "@myriaddreamin/typst-ts-node-compiler",
      "docx",
      "bullmq",
      "ioredis",
    ],
  },
  cli: { rooms: [...everyPureRoom, "io"], packages: ["picocolors", "yargs"] },
  // What runs in a browser: it knows the page's document, and no disk.
  page: { rooms: everyPureRoom, packages: ["vega", "vega-interpreter"] },
};

/** Node's modules by room: only io touches the world; cli may join paths. */
const nodeModules: Readonly<Record<string, readonly string[] | "all">> = {
  io: "all",
  cli: ["node:path"],
};

/** What a pure room may not even name. */
const worldly = ["Math.random", "Date", "console", "process", "performance", "globalThis"];

interface Source {
  /** Below src/, with "/". */
  readonly file: string;
  readonly text: string;
}

const roomOf = (file: string) => file.split("/")[0]?.replace(/(\.test)?\.ts$/, "") ?? "";
const isTest = (file: string) => /\.test\.ts$|\/testing\//.test(file);

/** Code without comments and without the contents of its strings, line by line. */
function bare(text: string): string {
  const parts =
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/g;
  return text.replace(parts, (part) => {
    if (part.startsWith("/")) return part.replace(/[^\n]/g, " ");
    // What a template computes is code: only its words go.
    return part.startsWith("`") ? (part.match(/\$\{[^}]*\}/g) ?? []).join(" ") : '""';
  });
}

function importsOf(text: string): readonly string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/[^\n]*/gm, "");
  const lines =
    /^(?:import|export)\b[^;"]*\bfrom\s+"([^"]+)"|^import\s+"([^"]+)"|\b(?:import|createRequire\(import\.meta\.url\))\(\s*"([^"]+)"/gm;
  return [...code.matchAll(lines)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

function resolveImport(file: string, specifier: string): string {
  return posix.normalize(posix.join(posix.dirname(file), specifier));
}

function packageOf(specifier: string): string {
  const parts = specifier.split("/");
  return specifier.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] ?? "");
}

function wrongImports({ file, text }: Source): readonly string[] {
  const room = roomOf(file);
  const allowed = rooms[room];
  if (allowed === undefined) return [`${file}: the room "${room}" is not in the table`];
  return importsOf(text).flatMap((specifier) => {
    const wrong = `${file} may not import ${specifier}`;
    if (specifier.startsWith(".")) {
      const target = resolveImport(file, specifier);
      const to = roomOf(target);
      if (to === "cli" && room !== "cli") return [wrong];
      if (isTest(file)) return []; // a test may compare rooms, but not with the command line
      if (isTest(target)) return [wrong];
      return to === room || allowed.rooms.includes(to) ? [] : [wrong];
    }
    if (isTest(file)) return [];
    if (specifier.startsWith("node:")) {
      const modules = nodeModules[room] ?? [];
      return modules === "all" || modules.includes(specifier) ? [] : [wrong];
    }
    return allowed.packages.includes(packageOf(specifier)) ? [] : [wrong];
  });
}

function worldlyWords({ file, text }: Source): readonly string[] {
  if (!everyPureRoom.includes(roomOf(file)) || isTest(file)) return [];
  const code = bare(text);
  return worldly
    .filter((word) => new RegExp(`(?<![\\w.$])${word.replace(".", "\\.")}(?![\\w$:])`).test(code))
    .map((word) => `${file} may not use ${word}`);
}

function wrongName({ file }: Source): readonly string[] {
  const name = file.split("/").at(-1) ?? "";
  const kinds = /^(utils?|types?|constants?|helpers?|common|misc|shared|lib)\b/;
  const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.d)?\.ts$/;
  return kinds.test(name) || !kebab.test(name) ? [`${file}: name it after its idea`] : [];
}

/** Lines of a file, and source files on one floor of a folder, that a reader still sees as one. */
const MOST_LINES = 300;
const MOST_FILES = 30;

function tooLong({ file, text }: Source): readonly string[] {
  const lines = text.replace(/\n$/, "").split("\n").length;
  if (isTest(file) || lines <= MOST_LINES) return [];
  return [`${file} has ${lines} lines, more than ${MOST_LINES}: split it by idea`];
}

/** How often each name is there. */
function mostFirst(names: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

function tooFull(sources: readonly Source[]): readonly string[] {
  const floors = sources.filter(({ file }) => !isTest(file)).map(({ file }) => posix.dirname(file));
  return mostFirst(floors).flatMap(([folder, files]) =>
    files <= MOST_FILES ? [] : [`${folder} has ${files} files, more than ${MOST_FILES}`],
  );
}

/**
 * Casts outside the textbook. What is left: records made from entries, values that a schema or
 * another library has checked, and reads in the inmost loops of solver and simulator.
 */
const MOST_CASTS = 150;

function casts({ file, text }: Source): readonly string[] {
  if (isTest(file) || roomOf(file) === "textbook") return [];
  const code = bare(text).replace(/^(?:import|export)\b[^;]*?\bfrom ""/gm, "");
  return [...code.matchAll(/\bas (?!const\b|never\b)[\w([{]/g)].map(() => file);
}

/** Words to the compiler that hide what it found. */
function silenced({ file, text }: Source): readonly string[] {
  if (isTest(file)) return [];
  const code = bare(text);
  const found = [/@ts-(?:ignore|expect-error|nocheck)/.test(text), /[\w)\]]![.;,)[]/.test(code)];
  return found.some(Boolean) ? [`${file} silences the compiler`] : [];
}

/** Where a program or a library begins, or a thread. */
const entries = [
  "index.ts",
  "textbook/index.ts",
  "io/index.ts",
  "cli/headroom.ts",
  "page/page.ts", // bundled for browsers
  "measurement/naive-interpolation.ts", // notebooks compare with these two
  "measurement/polynomial-trend.ts",
  "measurement/errors-by-cause.ts", // what failures are due to, before anything asks
];

/** Files that no entry leads to: one that was written and not entered in its table. */
function unreached(sources: readonly Source[], from: readonly string[]): readonly string[] {
  const own = new Map(
    sources.filter(({ file }) => !isTest(file)).map((one) => [one.file, one.text]),
  );
  const seen = new Set<string>();
  const visit = (file: string): void => {
    const text = own.get(file);
    if (text === undefined || seen.has(file)) return;
    seen.add(file);
    for (const specifier of importsOf(text)) visit(resolveImport(file, specifier));
    for (const [, thread = ""] of text.matchAll(/new URL\("([^"]+\.js)", import/g)) {
      visit(resolveImport(file, thread.replace(/\.js$/, ".ts")));
    }
  };
  for (const file of from) visit(file);
  return [...own.keys()].filter((file) => !file.endsWith(".d.ts") && !seen.has(file));
}

function cycles(sources: readonly Source[]): readonly string[] {
  const known = new Map(sources.map(({ file, text }) => [file, text]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      found.push([...path.slice(path.indexOf(file)), file].join(" → "));
      return;
    }
    if (done.has(file)) return;
    for (const specifier of importsOf(known.get(file) ?? "")) {
      const target = specifier.startsWith(".") ? resolveImport(file, specifier) : "";
      if (known.has(target)) visit(target, [...path, file]);
    }
    done.add(file);
  };
  for (const file of known.keys()) visit(file, []);
  return found;
}

const root = dirname(fileURLToPath(import.meta.url));
const sources: readonly Source[] = readdirSync(root, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".ts") && file !== "architecture.test.ts")
  .sort()
  .map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));

describe("architecture", () => {
  it("lets each room import only what the table allows", () => {
    expect(sources.length).toBeGreaterThan(20);
    expect(sources.flatMap(wrongImports)).toEqual([]);
  });

  it("has no arrow in the table that nothing uses", () => {
    const used = new Set(
      sources
        .filter(({ file }) => !isTest(file))
        .flatMap(({ file, text }) =>
          importsOf(text).map((specifier) => {
            const isOwn = specifier.startsWith(".");
            const to = isOwn ? roomOf(resolveImport(file, specifier)) : packageOf(specifier);
            return `${roomOf(file)} → ${to}`;
          }),
        ),
    );
    const allowed = Object.entries(pureRooms).flatMap(([room, to]) =>
      [...to.rooms, ...to.packages].map((one) => `${room} → ${one}`),
    );
    expect(allowed.filter((arrow) => !used.has(arrow))).toEqual([]);
  });

  it("keeps clock, chance, console and process out of pure rooms", () => {
    expect(sources.flatMap(worldlyWords)).toEqual([]);
  });

  it("names files after ideas, in kebab-case", () => {
    expect(sources.flatMap(wrongName)).toEqual([]);
  });

  it("keeps files and folders small enough to be seen as one idea", () => {
    expect(sources.flatMap(tooLong)).toEqual([]);
    expect(tooFull(sources)).toEqual([]);
  });

  it("casts seldom, and never silences the compiler", () => {
    const all = sources.flatMap(casts);
    const most = mostFirst(all)
      .slice(0, 5)
      .map(([file, count]) => `${file}: ${count}`);
    expect(all.length, `most casts: ${most.join(", ")}`).toBeLessThan(MOST_CASTS);
    expect(sources.flatMap(silenced)).toEqual([]);
  });

  it("has no file that nothing uses", () => {
    expect(unreached(sources, entries)).toEqual([]);
  });

  it("has no import cycle", () => {
    expect(cycles(sources)).toEqual([]);
  });
});

describe("the architecture rules bite", () => {
  it.each([
    ["textbook/x.ts", 'import { a } from "../platform/a.ts";', "a textbook model of a platform"],
    ["limits/x.ts", 'import { plan } from "../planning/plan.ts";', "limits that know the plan"],
    ["planning/x.ts", 'import { a } from "../report/a.ts";', "a plan that words its report"],
    ["stats/x.ts", 'import { readFileSync } from "node:fs";', "a pure room that reads files"],
    ["charts/x.ts", 'import { a } from "../io/a.ts";', "a pure room that imports io"],
    ["io/x.ts", 'import { run } from "../cli/launch.ts";', "io that imports cli"],
    ["io/x.test.ts", 'import { run } from "../cli/launch.ts";', "a test elsewhere that does"],
    ["index.ts", 'export { run } from "./cli/launch.ts";', "a library that exports cli"],
    ["cli/x.ts", 'import { rmSync } from "node:fs";', "cli that touches files itself"],
    ["cli/x.ts", 'await import("vega");', "a package of another room, loaded late"],
    ["limits/x.ts", 'import type { a } from "../platform/testing/a.ts";', "code for tests only"],
    ["cli/x.ts", 'const { a } = await import("../explorer/a.ts");', "a room not in the table"],
    ["utils/x.ts", "", "a room that is not in the table"],
  ])("%s: %s (%s)", (file, text) => {
    expect(wrongImports({ file, text })).toHaveLength(1);
  });

  it.each(["Math.random()", "new Date()", "console.log(1)", "process.env", `\`$\{Date.now()}\``])(
    "a pure room may not say %s",
    (text) => {
      expect(worldlyWords({ file: "textbook/x.ts", text })).toHaveLength(1);
    },
  );

  it("lets words in comments and strings pass", () => {
    const text = '// the Date of a process\nconst s = "console"; /* Math.random */';
    expect(worldlyWords({ file: "textbook/x.ts", text })).toEqual([]);
  });

  it.each(["stats/utils.ts", "stats/fooBar.ts", "limits/types.ts", "io/helpers.test.ts"])(
    "%s is refused as a name",
    (file) => {
      expect(wrongName({ file, text: "" })).toHaveLength(1);
    },
  );

  it("counts casts in code, not in words, imports or const assertions", () => {
    const text = [
      'import { a as b } from "./x.ts";',
      "// as a rule",
      "const two = [c as number, (d as readonly string[])[0]] as const;",
      "const text = `as good as new`;",
    ].join("\n");
    expect(casts({ file: "stats/x.ts", text })).toHaveLength(2);
    expect(casts({ file: "textbook/x.ts", text })).toEqual([]);
  });

  it.each(["const a = list[0]!;", "// @ts-ignore\nf();", "list[0]!.length"])(
    "%s silences the compiler",
    (text) => {
      expect(silenced({ file: "stats/x.ts", text })).toHaveLength(1);
    },
  );

  it("finds a file of 301 lines and a folder of 31 files", () => {
    const text = "\n".repeat(301);
    expect(tooLong({ file: "stats/x.ts", text })).toHaveLength(1);
    expect(tooLong({ file: "stats/x.ts", text: "\n".repeat(300) })).toEqual([]);
    const folder = Array.from({ length: 31 }, (_, i) => ({ file: `stats/x${i}.ts`, text: "" }));
    expect(tooFull(folder)).toHaveLength(1);
    expect(tooFull(folder.slice(1))).toEqual([]);
  });

  it("names the file that stands in no table", () => {
    const table = { file: "charts/charts.ts", text: 'import "./a.ts";\nawait import("./b.ts");' };
    const others = ["a", "b", "left-out"].map((name) => ({ file: `charts/${name}.ts`, text: "" }));
    expect(unreached([table, ...others], ["charts/charts.ts"])).toEqual(["charts/left-out.ts"]);
  });

  it("finds a cycle through three files", () => {
    const link = (file: string, to: string) => ({ file, text: `import "./${to}.ts";` });
    expect(cycles([link("io/a.ts", "b"), link("io/b.ts", "c"), link("io/c.ts", "a")])).toEqual([
      "io/a.ts → io/b.ts → io/c.ts → io/a.ts",
    ]);
  });
});
