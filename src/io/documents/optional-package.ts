/** Packages that one form of the review needs and that nobody else has to install. */
import { InputError } from "../../workspace/input-error.ts";

/** Name and version of each, as a planner installs it. */
export const optionalPackages = {
  pdf: "@myriaddreamin/typst-ts-node-compiler@0.7.0",
  docx: "docx@9.6.1",
} as const;

/**
 * @param file the file that needs the package, for the message when it is missing
 * @throws InputError when it is not installed or has no binary for this platform
 */
export async function loadOptional<T>(
  form: keyof typeof optionalPackages,
  file: string,
  load: () => Promise<T>,
): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? ` (${error.code})` : "";
    const name = optionalPackages[form].replace(/@[\d.]+$/, "");
    const message = `needs the package ${name}, which is not installed here${reason}`;
    const hint = `npm install ${optionalPackages[form]}; or write .html or .md, which need nothing`;
    throw new InputError([{ file, line: 1, column: 1, message, hint }]);
  }
}
