import { readFileSync } from "node:fs";
import { join } from "node:path";
import { picturesOf, type ReportDocument } from "../../report/document/document.ts";
import { documentTypst } from "../../report/document/document-typst.ts";
import { chartFonts } from "../chart-fonts.ts";
import { loadOptional } from "./optional-package.ts";

/** Where the compiler asks for the time, 2000-01-01: the same review gives the same bytes. */
const FIXED_SECONDS = 946_684_800;

/** A folder that is never looked into: all that is read was given. */
const ROOT = "/headroom";

/**
 * A tagged PDF, made by Typst with the fonts of the charts alone.
 *
 * @param drawings SVG by the name of the picture
 * @throws InputError when the compiler is not installed
 */
export async function pdfDocument(
  document: ReportDocument,
  drawings: ReadonlyMap<string, string>,
  file: string,
): Promise<Uint8Array> {
  const { NodeCompiler } = await loadTypst(file);
  const { regular, bold, italic } = chartFonts();
  const fontBlobs = [regular, bold, italic].map((path) => readFileSync(path));
  const compiler = NodeCompiler.create({ workspace: ROOT, fontArgs: [{ fontBlobs }] });
  const pictures = picturesOf(document.blocks).filter(({ name }) => drawings.has(name));
  for (const { name } of pictures) {
    compiler.mapShadow(join(ROOT, `${name}.svg`), Buffer.from(drawings.get(name) ?? ""));
  }
  const source = documentTypst(document, (name) => (drawings.has(name) ? `/${name}.svg` : null));
  const compiled = compiler.compile({ mainFileContent: source });
  const { result } = compiled;
  if (result === null) {
    const said = compiled.takeError()?.shortDiagnostics ?? [];
    throw new Error(`typst: ${JSON.stringify(said)}`);
  }
  return compiler.pdf(result, { pdfTags: true, creationTimestamp: FIXED_SECONDS });
}

export function loadTypst(file: string) {
  return loadOptional("pdf", file, () => import("@myriaddreamin/typst-ts-node-compiler"));
}
