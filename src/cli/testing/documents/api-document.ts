/** docs/api.md: what the package exports, with its declarations and what stands above them. */
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../../", import.meta.url));

const entries = [
  ["headroom-planner", "index"],
  ["headroom-planner/textbook", "textbook/index"],
  ["headroom-planner/node", "io/index"],
] as const;

interface Exported {
  readonly name: string;
  /** The name that it is declared under. */
  readonly declared: string;
  readonly isType: boolean;
  /** Source file below src/. */
  readonly file: string;
}

export function apiDocument(): string {
  return `${[
    "# The package",
    "Written by `node --import tsx scripts/write-reference-docs.ts` from the declarations of the built package; a test " +
      "compares. Seconds, requests per second and shares throughout; wrong arguments throw `RangeError`. Every type " +
      "that a signature names is exported beside it.",
    ...entries.flatMap(([name, entry]) => [`## ${name}`, ...entryOf(entry)]),
  ].join("\n\n")}\n`;
}

function entryOf(entry: string): string[] {
  const text = readFileSync(`${root}src/${entry}.ts`, "utf8");
  const parts = text.matchAll(
    /^\/\/ (.+(?:\n\/\/ .+)*)$|^export (type )?\{([^}]*)\} from "([^"]+)";$/gm,
  );
  const lines: string[] = [];
  let types: string[] = [];
  const flush = () => {
    if (types.length > 0) lines.push(`Types:\n\n${types.join("\n")}`);
    types = [];
  };
  for (const [, section, type, list = "", from = ""] of parts) {
    if (section !== undefined) {
      flush();
      lines.push(`### ${section.replaceAll("\n// ", " ")}`);
      continue;
    }
    for (const one of namesIn(list, type !== undefined, posix.join(posix.dirname(entry), from))) {
      if (one.isType) types.push(typeLine(one));
      else lines.push(valueText(one));
    }
  }
  flush();
  return lines;
}

function namesIn(list: string, allTypes: boolean, file: string): Exported[] {
  const words = list.split(",").map((word) => word.trim());
  return words
    .filter((word) => word !== "")
    .map((word) => {
      const [declared = "", name = declared] = word.replace(/^type /, "").split(" as ");
      return { name, declared, isType: allTypes || word.startsWith("type "), file };
    });
}

function typeLine(exported: Exported): string {
  const { about } = declarationOf(exported);
  const [first = ""] = about.split(/(?<=[.;:])\s/);
  const link = `[\`${exported.name}\`](../src/${exported.file})`;
  return `- ${link}${first === "" ? "" : `: ${first.replace(/[.;:]$/, "")}.`}`;
}

function valueText(exported: Exported): string {
  const { about, code } = declarationOf(exported);
  const said = about === "" ? [] : [about];
  return [`#### ${exported.name}`, ...said, `\`\`\`ts\n${code}\n\`\`\``].join("\n\n");
}

/** Declaration and docstring, as the compiler wrote them out. */
function declarationOf({ declared, file }: Pick<Exported, "declared" | "file">): {
  about: string;
  code: string;
} {
  const text = readFileSync(`${root}dist/${file.replace(/\.ts$/, ".d.ts")}`, "utf8");
  const found = new RegExp(
    `(?:/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\n)?export (?:declare )?(?:abstract )?(?:function|const|class|interface|type) ${declared}\\b`,
  ).exec(text);
  if (found === null) return declarationOf(handedOn(text, declared, file));
  const [whole, doc = ""] = found;
  const start = found.index + whole.lastIndexOf("export ");
  return { about: docText(doc), code: codeFrom(text, start) };
}

/** Where a file takes a name from that it only hands on. */
function handedOn(text: string, declared: string, file: string) {
  for (const [, list = "", from = ""] of text.matchAll(/\{([^}]*)\} from "(\.[^"]+)"/g)) {
    if (!list.split(/,\s*|\s+/).includes(declared)) continue;
    return { declared, file: posix.join(posix.dirname(file), from) };
  }
  throw new Error(`${file} declares no ${declared}`);
}

/** To the semicolon or the closing brace outside of all brackets. */
function codeFrom(text: string, start: number): string {
  let depth = 0;
  for (let end = start; end < text.length; end++) {
    const letter = text[end] ?? "";
    if ("({[".includes(letter)) depth++;
    if (")}]".includes(letter)) depth--;
    const closes = letter === ";" || (letter === "}" && text[end + 1] === "\n");
    if (depth === 0 && closes) return text.slice(start, end + 1).replace(/^export (declare )?/, "");
  }
  return text.slice(start);
}

/** Paragraphs stay paragraphs; each tag begins a line of a list. */
function docText(doc: string): string {
  const lines = doc.split("\n").map((line) => line.replace(/^\s*\*? ?/, "").trimEnd());
  const text = lines.join("\n").trim();
  return text
    .replace(/(^|\n)@(\w+) /g, (_, before: string, tag: string) => `${before}- *${tag}* `)
    .replace(/\n+- /, "\n\n- ");
}
