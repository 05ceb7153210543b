// tsc keeps the #! line of the command but not the executable bit.
import { chmodSync } from "node:fs";

chmodSync(new URL("../dist/cli/headroom.js", import.meta.url), 0o755);
