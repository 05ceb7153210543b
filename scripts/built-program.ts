import { dirname, resolve } from "node:path";
import type { Plugin } from "vite";
import { builtPath } from "./built-path.mjs";

/**
 * Tests run the program as it was built, not a transformed copy of its sources, in which each call from
 * one module into another asks an object for the function: fits take half the time.
 */
export function builtProgram(): Plugin {
  return {
    name: "built program",
    enforce: "pre",
    resolveId: (source, importer) =>
      source.startsWith(".") && importer !== undefined
        ? builtPath(resolve(dirname(importer), source))
        : null,
  };
}

/** For `server.deps.external`: what is built is left to Node. */
export const isBuilt = /\/dist\/.*\.js$/;
