/** Renders the files of a review pack; nothing is written here. */
import { basename, dirname, join } from "node:path";
import type { Workspace } from "../io/load-workspace.ts";
import type { OutputFile } from "../io/write-atomically.ts";
import type { PlanResult } from "../planning/plan/plan-result.ts";
import type { ReportExtras } from "../report/review/review-extras.ts";

/** What the workspace says beside its plan. */
export async function extrasOf(workspace: Workspace): Promise<ReportExtras> {
  const { charts } = await import("../charts/charts.ts");
  const { hoursOfChanges } = await import("../report/review/hours-of-changes.ts");
  const { published, claims, tests, scenarios, improvements } = workspace;
  return {
    ...{ published, claims, tests },
    hours: hoursOfChanges([...scenarios, ...improvements]),
    charts: Object.entries(charts).map(([name, { title }]) => {
      return { name, title, path: `${name}.svg` };
    }),
  };
}

/** Report and appendix as Markdown, and each chart as SVG and PNG beside them. */
export async function reviewPack(
  result: PlanResult,
  extras: ReportExtras,
  reportFile: string,
): Promise<readonly OutputFile[]> {
  const folder = dirname(reportFile);
  const appendix = appendixName(basename(reportFile));
  const { appendixMarkdown, reportMarkdown } = await import("../report/report-markdown.ts");
  const { drawCharts } = await import("./draw-charts.ts");
  const { svg, png } = await drawCharts(result, { png: true });
  return [
    { path: reportFile, content: reportMarkdown(result, { ...extras, appendix }) },
    { path: join(folder, appendix), content: appendixMarkdown(result, extras) },
    ...[...svg].map(([name, content]) => ({ path: join(folder, `${name}.svg`), content })),
    ...[...png].map(([name, content]) => ({ path: join(folder, `${name}.png`), content })),
  ];
}

/** "evidence.md" beside "report.md"; beside another report it carries that one's name. */
function appendixName(report: string): string {
  return report === "report.md" ? "evidence.md" : report.replace(/(\.md)?$/, "-evidence.md");
}

/** Forms that are one file, by its ending. */
export const oneFileForms = ["html", "pdf", "docx"] as const;

export type OneFileForm = (typeof oneFileForms)[number];

/**
 * Whether the form can be made here at all, before any long work.
 *
 * @throws InputError when its package is not installed
 */
export async function requireForm(form: OneFileForm, file: string): Promise<void> {
  if (form === "pdf") await (await import("../io/documents/pdf-document.ts")).loadTypst(file);
  if (form === "docx") await (await import("../io/documents/word-document.ts")).loadDocx(file);
}

/** Report and appendix as one file. */
export async function oneFileReview(
  result: PlanResult,
  extras: ReportExtras,
  form: OneFileForm,
  file: string,
): Promise<string | Uint8Array> {
  const { wholeReview } = await import("../report/review/review-document.ts");
  const { drawCharts } = await import("./draw-charts.ts");
  const document = wholeReview(result, extras, form === "html");
  switch (form) {
    case "html": {
      const { htmlPage } = await import("../io/documents/html-page.ts");
      const { svg: light } = await drawCharts(result);
      const { svg: dark } = await drawCharts(result, { theme: "dark" });
      const both = [...light].map(
        ([name, drawing]) => [name, { light: drawing, dark: dark.get(name) ?? drawing }] as const,
      );
      return htmlPage(document, new Map(both));
    }
    case "pdf": {
      const { pdfDocument } = await import("../io/documents/pdf-document.ts");
      return pdfDocument(document, (await drawCharts(result)).svg, file);
    }
    case "docx": {
      const { wordDocument } = await import("../io/documents/word-document.ts");
      return wordDocument(document, (await drawCharts(result, { png: true })).png, file);
    }
  }
}
