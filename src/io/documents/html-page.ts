import { createHash } from "node:crypto";
import type { ReportDocument } from "../../report/document/document.ts";
import { type DrawnPicture, documentHtml } from "../../report/document/document-html.ts";

/** The document as one page, its own style the only one that is allowed. */
export function htmlPage(
  document: ReportDocument,
  pictures: ReadonlyMap<string, DrawnPicture>,
): string {
  const hash = (text: string) => createHash("sha256").update(text).digest("base64");
  return documentHtml(document, { pictures, hash });
}
