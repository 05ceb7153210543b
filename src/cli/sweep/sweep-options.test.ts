import { describe, expect, it } from "vitest";
import { everyCore } from "../../io/run-replications.ts";
import type { Arguments } from "../command.ts";
import { threadsOf } from "./sweep-options.ts";

const typed = (workers?: string) => ({ workers }) as unknown as Arguments;

describe("threadsOf", () => {
  it("is one a core unless said, and refuses more than the machine is asked for at most", async () => {
    expect(await threadsOf(typed())).toBe(everyCore());
    expect(await threadsOf(typed("1"))).toBe(1);
    const refusal = await threadsOf(typed("0")).catch((error: Error) => error.message);
    const most = Number(/from 1 to (\d+) on/.exec(String(refusal))?.[1]);
    expect(most).toBeGreaterThanOrEqual(everyCore());
    expect(await threadsOf(typed(String(most)))).toBe(most);
    await expect(threadsOf(typed(String(most + 1)))).rejects.toThrow(`got "${most + 1}"`);
    await expect(threadsOf(typed("two"))).rejects.toThrow('got "two"');
  });
});
