/** Prints a result: words for people, or the same as data for programs. */
import { type Arguments, flag } from "./command.ts";
import type { World } from "./world.ts";

/**
 * @param data of the type from which its JSON Schema is made, where it has one (`outputs/`)
 * @param words made only when they are wanted
 */
export async function printResult<Output extends object>(
  args: Arguments,
  world: World,
  data: Output,
  words: () => string,
): Promise<void> {
  if (!flag(args, "json")) {
    world.stdout(`${words().trimEnd()}\n`);
    return;
  }
  const { jsonText } = await import("../wording/json-text.ts");
  world.stdout(`${jsonText(data)}\n`);
}
