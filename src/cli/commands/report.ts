import type { Review } from "../../report/anonymize/anonymize-review.ts";
import { anonymizeOption, type Command, flag, text, valued } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import type { ReportOutput } from "../outputs/report-output.ts";
import { planOf, prepare } from "../plan-workspace.ts";
import { printResult } from "../print-result.ts";
import type { OneFileForm } from "../review-pack.ts";
import { UsageError } from "../usage-error.ts";

/** The review pack, wherever and in whatever form it is wanted. */
export const reportCommand: Command = {
  usage: "report",
  summary: "The review pack: Markdown with its charts beside it, or one file: HTML, PDF, Word",
  options: (yargs) =>
    yargs
      .option("output", {
        ...valued("File that ends in .md, .html, .pdf or .docx; - prints the Markdown alone", {
          alias: "o",
        }),
        demandOption: true,
      })
      .option("anonymize", anonymizeOption),
  examples: [
    ["headroom report -o review/2026-01.md", "the report, its appendix and charts in review/"],
    ["headroom report -o review.html", "one page to send: opens anywhere, asks for nothing"],
  ],
  run: async (args, world) => {
    const output = text(args, "output") ?? "-";
    const form = formOf(output);
    const { extrasOf, oneFileReview, requireForm, reviewPack } = await import("../review-pack.ts");
    if (form !== "md") await requireForm(form, output);
    if (output !== "-") {
      const { requireWritable } = await import("../../io/require-writable.ts");
      requireWritable(output, world.cwd);
    }
    const prepared = await prepare(args, world, { scenarios: true, improvements: true });
    const known = {
      plan: await planOf(prepared, world),
      extras: await extrasOf(prepared.workspace),
    };
    const { plan, extras } = flag(args, "anonymize")
      ? await anonymous(known, prepared.workspace.root)
      : known;
    if (output === "-") {
      const { wholeReviewMarkdown } = await import("../../report/report-markdown.ts");
      world.stdout(wholeReviewMarkdown(plan, extras));
      return exitCode.done;
    }
    const { relative, resolve } = await import("node:path");
    const { writeAtomically } = await import("../../io/write-atomically.ts");
    const target = resolve(world.cwd, output);
    const files =
      form === "md"
        ? await reviewPack(plan, extras, target)
        : [{ path: target, content: await oneFileReview(plan, extras, form, output) }];
    writeAtomically(files);
    const { program, seed } = prepared.input;
    const outputs = files.map(({ path }) => relative(world.cwd, path));
    await printResult<ReportOutput>(
      args,
      world,
      { schema: 1, program, seed, outputs },
      () => output,
    );
    return exitCode.done;
  },
};

async function anonymous(review: Review, root: string): Promise<Review> {
  const { anonymizeReview } = await import("../../report/anonymize/anonymize-review.ts");
  const { nameCode } = await import("../../io/name-code.ts");
  return anonymizeReview(review, nameCode(root));
}

/** @throws UsageError when the ending names no form */
function formOf(output: string): "md" | OneFileForm {
  const [, ending = ""] = /\.(md|html|pdf|docx)$/.exec(output) ?? [];
  if (output === "-" || ending === "md") return "md";
  if (ending === "html" || ending === "pdf" || ending === "docx") return ending;
  throw new UsageError(
    `-o ${output}: its ending names no form of the report`,
    "let it end in .md, .html, .pdf or .docx",
  );
}
