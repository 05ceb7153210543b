// tsc keeps the #! line of the command but not the executable bit; and --help is answered
// from a file, since loading yargs takes longer than starting Node.
import { chmodSync, writeFileSync } from "node:fs";
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
