// tsc keeps the #! line of the command but not the executable bit; --help is answered
// from a file, since loading yargs takes longer than starting Node; and the hash of the code
// tells kept fits apart that other code has made.
import { createHash } from "node:crypto";
import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { run } from "../dist/cli/launch.js";

chmodSync(new URL("../dist/cli/headroom.js", import.meta.url), 0o755);

let help = "";
const code = await run(["--help"], {
  cwd: process.cwd(),
  env: {},
  stdout: (text) => {
    help += text;
  },
  stderr: (text) => process.stderr.write(text),
  terminal: false,
});
if (code !== 0 || help === "") throw new Error("headroom --help printed nothing");
writeFileSync(new URL("../dist/cli/help.txt", import.meta.url), help);

const dist = new URL("../dist/", import.meta.url);
const hash = createHash("sha256").update(readFileSync(new URL("../package.json", import.meta.url)));
for (const file of readdirSync(dist, { recursive: true }).sort()) {
  // The page computes from fits, it makes none that are kept.
  if (file.endsWith(".js") && !file.startsWith("page"))
    hash.update(file).update(readFileSync(new URL(file, dist)));
}
writeFileSync(new URL("cli/code.txt", dist), `${hash.digest("hex")}\n`);
