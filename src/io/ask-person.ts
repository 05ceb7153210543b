import { createInterface } from "node:readline/promises";

/** A line from the person at the terminal; empty where the input ends (Ctrl-D): whoever ends it knows no more. */
export async function askPerson(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  // Readline takes Ctrl-C for itself; here it means what it means everywhere.
  lines.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  const ended = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
  try {
    return await Promise.race([lines.question(question), ended]);
  } finally {
    lines.close();
  }
}
