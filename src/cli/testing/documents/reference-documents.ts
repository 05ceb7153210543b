/** Documents in docs/ that are made from the program and its pages, by their names. */
import { accuracyDocument } from "./accuracy-document.ts";
import { apiDocument } from "./api-document.ts";
import { commandsDocument } from "./commands-document.ts";
import { schemasDocument } from "./schemas-document.ts";

const docs = new URL("../../../../docs/", import.meta.url);

export async function referenceDocuments(): Promise<Readonly<Record<string, string>>> {
  return {
    "commands.md": await commandsDocument(),
    "api.md": apiDocument(),
    "schemas.md": schemasDocument(),
    "accuracy.md": accuracyDocument(docs),
  };
}
