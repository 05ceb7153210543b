/** docs/accuracy.md: what the studies printed, a few lines of each, quoted from their pages. */
import { readFileSync } from "node:fs";

interface Study {
  /** What it answers. */
  readonly question: string;
  /** File in docs/. */
  readonly page: string;
  readonly script: string;
  /** Lines of the page, by what they begin with; heads of tables among them. */
  readonly lines: readonly string[];
  /** Which of several equal lines, counted from 0; the first without it. */
  readonly nth?: Readonly<Record<string, number>>;
}

const tableOf = (header: string, ...rows: readonly string[]) => [header, "| ---", ...rows];

const studies: readonly Study[] = [
  {
    question: "Platforms of other kinds: do intervals hold the truth?",
    page: "coverage.md",
    script: "judge-coverage.ts",
    lines: ["After a change", "figure ", "X ", "R ", "P95 ", "breaking point ", "N changes"],
    nth: { "figure ": 1, "X ": 1, "R ": 1, "P95 ": 1, "breaking point ": 1 },
  },
  {
    question: "Platforms that the model could have made: does the fit find them again?",
    page: "recovery.md",
    script: "recovery.ts",
    lines: ["| figure", "|---", "| throughput | all", "| P95 | all", "| breaking point | all"],
  },
  {
    question: "The solver against the simulator: how far is one formula off?",
    page: "solver-accuracy.md",
    script: "judge-solver.ts",
    lines: tableOf("| all |", "| all cells"),
  },
  {
    question: "A real platform, changed: did the prediction come true?",
    page: "back-tests.md",
    script: "judge-platform.ts",
    lines: tableOf("| quantity", "| throughput", "| mean", "| P50", "| P95", "| P99"),
  },
  {
    question: "Two builds: how often is a loss found, how often one that is none?",
    page: "compare.md",
    script: "judge-compare.ts",
    lines: tableOf("| runs each", "| 1 | none", "| 1 | 10 %", "| 3 | none", "| 3 | 10 %"),
  },
  {
    question: "Growth of traffic: how often does the band hold?",
    page: "forecast.md",
    script: "judge-forecast.ts",
    lines: tableOf("| ahead", "| 7 days", "| 28 days", "| 90 days"),
  },
  {
    question: "The page of explore: how fast is it?",
    page: "explore.md",
    script: "judge-explore.ts",
    lines: tableOf(
      "| what |",
      "| page",
      "| first picture",
      "| redraw",
      "| band",
      "| all explanations",
    ),
  },
];

/**
 * @param docs folder of the pages, as a URL that ends in a slash
 * @throws Error where a page has lost a line that is quoted
 */
export function accuracyDocument(docs: URL): string {
  const sections = studies.map((study) => {
    const text = readFileSync(new URL(study.page, docs), "utf8");
    const quoted = study.lines.map((start) => lineOf(text, start, study));
    const isTable = quoted.some((line) => line.startsWith("|"));
    return [
      `## ${study.question}`,
      isTable ? quoted.join("\n") : `\`\`\`text\n${quoted.join("\n")}\n\`\`\``,
      `[${study.page}](${study.page}), printed by \`scripts/${study.script}\`.`,
    ].join("\n\n");
  });
  return `${[
    "# How accurate is it?",
    "Written by `node --import tsx scripts/write-reference-docs.ts` from the pages that the studies printed; a test " +
      "compares. Each line stands on its page with what was asked, what was given and what failed. Campaigns of others, " +
      "each held against its own higher loads: [campaigns.md](campaigns.md).",
    ...sections,
  ].join("\n\n")}\n`;
}

/** The separator of a table is the one below the head that stands before it in the list. */
function lineOf(text: string, start: string, { page, lines, nth = {} }: Study): string {
  const all = text.split("\n");
  if (/^\| ?---/.test(start)) {
    const head = lines[lines.indexOf(start) - 1] ?? "";
    return all[all.findIndex((line) => line.startsWith(head)) + 1] ?? "";
  }
  // A count at the head of a line is another after each run of the study.
  const counted = (line: string) => line.replace(/^\d+ /, "N ");
  const found = all.filter((line) => counted(line).startsWith(start))[nth[start] ?? 0];
  if (found === undefined) throw new Error(`docs/${page} has no line that begins with "${start}"`);
  return found;
}
