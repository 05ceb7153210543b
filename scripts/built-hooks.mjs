import { fileURLToPath, pathToFileURL } from "node:url";
import { builtPath } from "./built-path.mjs";

/** @type {import("node:module").ResolveHook} */
export async function resolve(specifier, context, next) {
  if (!specifier.startsWith(".") || context.parentURL === undefined)
    return next(specifier, context);
  const url = new URL(specifier, context.parentURL);
  const built = url.protocol === "file:" ? builtPath(fileURLToPath(url)) : null;
  if (built === null) return next(specifier, context);
  return { url: pathToFileURL(built).href, format: "module", shortCircuit: true };
}
