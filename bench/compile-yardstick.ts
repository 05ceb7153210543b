import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A yardstick bench/*.cpp compiled into a folder: the path of the program; null, and said, without g++. */
export function compileYardstick(name: string, folder: string): string | null {
  const program = join(folder, name);
  const source = fileURLToPath(new URL(`${name}.cpp`, import.meta.url));
  const { status } = spawnSync("g++", ["-O3", "-march=native", "-o", program, source]);
  if (status === 0) return program;
  console.log(`  no g++ here: without the yardstick ${name}.cpp`);
  return null;
}
