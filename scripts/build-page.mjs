// Bundles the page that `headroom explore` writes: one program for window and worker, minified.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Transforms of Vega that no chart of the page asks for: maps, trees, forces and the like. */
const UNUSED = /^vega-(?:geo|force|hierarchy|label|regression|voronoi|wordcloud|crossfilter)$/;

const withoutUnused = {
  name: "without-unused-transforms",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: UNUSED }, ({ path }) => ({ path, namespace: "unused" }));
    onLoad({ filter: /.*/, namespace: "unused" }, () => ({ contents: "export {};" }));
  },
};

const result = await build({
  entryPoints: [at("src/page/page.ts"), at("src/page/page.css")],
  bundle: true,
  minify: true,
  format: "iife",
  platform: "browser",
  target: ["chrome110", "firefox110", "safari16"],
  charset: "utf8",
  legalComments: "none",
  plugins: [withoutUnused],
  outdir: at("dist/page"),
  write: false,
  logLevel: "warning",
});

mkdirSync(at("dist/page"), { recursive: true });
for (const file of result.outputFiles) {
  // What stands in a script or style tag may not end it.
  if (/<\/(script|style)|<!--/i.test(file.text)) throw new Error(`${file.path} would end its tag`);
  writeFileSync(file.path, file.text);
}
