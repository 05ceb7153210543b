// Makes one file of the command line: to open nine hundred modules one by one takes a command as long as its work.
// The library keeps its modules; `headroom.js` stays small, since --help and --version are answered without the rest.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const at = (path) => fileURLToPath(new URL(`../dist/${path}`, import.meta.url));
const { optionalDependencies } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
);

/** Parts of other machines, and what is large and drawn with only. */
const apart = ["@resvg/resvg-js", "dejavu-fonts-ttf", "vega", "vega-lite", "esbuild"];

/** A file that starts a thread of itself stays a file of its own. */
const ownFiles = {
  name: "own files",
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/page-worker\.js$/ }, () => ({
      path: "./page-worker.js",
      external: true,
    })),
};

await build({
  entryPoints: [at("cli/launch.js")],
  outfile: at("cli/launch.js"),
  allowOverwrite: true,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  charset: "utf8",
  // Names of functions and classes stay, for whoever reads a stack.
  minify: true,
  keepNames: true,
  legalComments: "inline",
  external: [...apart, ...Object.keys(optionalDependencies)],
  // Packages in CommonJS ask for modules of Node.
  banner: {
    js: 'import { createRequire as requireFrom } from "node:module";\nconst require = requireFrom(import.meta.url);',
  },
  plugins: [ownFiles],
  logLevel: "warning",
});

// To name a function takes 0.9 µs, more than most calls, and an arrow function is made anew wherever it is met:
// only those that are declared, which are made once, keep their names.
const launch = at("cli/launch.js");
const naming = /(var \w+=\((\w+),(\w+)\)=>)([\w$]+\(\2,"name",\{value:\3,configurable:!0\}\))/g;
const code = readFileSync(launch, "utf8");
if (code.match(naming)?.length !== 1) throw new Error("the bundle names functions in another way");
writeFileSync(launch, code.replace(naming, '$1"prototype"in $2?$4:$2'));

// Threads are started from files beside the one that starts them.
for (const worker of [
  "io/sweep/cell-thread.js",
  "io/replication-worker.js",
  "io/fits/fit-thread.js",
]) {
  writeFileSync(at(`cli/${worker.split("/").pop()}`), `import "../${worker}";\n`);
}
