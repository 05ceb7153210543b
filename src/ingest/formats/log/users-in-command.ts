import { readCount } from "../text/read-number.ts";

/**
 * Users in the command line that people keep above a tool's output: `hey -n 1000 -c 50 http://…`,
 * `siege -c100`, `oha --connections=20`. Null when the command is not there or names none.
 */
export function usersInCommand(text: string, tool: string): number | null {
  const command = new RegExp(`(?:^|[\\s/\`$>])${tool}(?:\\.exe)?\\s+([^\\n]*)`, "m");
  const line = command.exec(text)?.[1] ?? "";
  const stated = /(?:^|\s)(?:-c\s*|--(?:connections|concurrent|concurrency)[=\s])(\d{1,7})\b/.exec(
    line,
  );
  return readCount(stated?.[1]) || null;
}

/** Whether the command line holds the tool to a rate (-q), so that its users pause between requests. */
export function pausesInCommand(text: string, tool: string): boolean {
  const command = new RegExp(`(?:^|[\\s/\`$>])${tool}(?:\\.exe)?\\s+[^\\n]*\\s-q[\\s=]*\\d`, "m");
  return command.test(text);
}
