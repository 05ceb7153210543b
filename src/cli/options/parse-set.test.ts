import { describe, expect, it } from "vitest";
import { levers } from "../../platform/levers/levers.ts";
import { runInside } from "../testing/run-inside.ts";
import { UsageError } from "../usage-error.ts";
import { parseSet } from "./parse-set.ts";

describe("parseSet", () => {
  it.each(levers.map((lever) => [lever.name, lever] as const))("reads %s", (name, lever) => {
    const place = lever.endpoints === "none" ? name : `${name}[GET *]`;
    const [value = ""] = lever.example.split(" or ");
    const setting = lever.kind === "switch" ? place : `${place}=${value}`;
    expect(parseSet([setting])).toMatchObject({ title: setting, levers: [{ name }] });
    expect(() => parseSet([setting, setting])).toThrow(/is given twice/);
  });

  it.each(levers.filter(({ kind }) => kind !== "switch").map(({ name }) => name))(
    "refuses %s without a value",
    (name) => {
      expect(() => parseSet([name])).toThrow(UsageError);
      expect(() => parseSet([`${name}=`])).toThrow(/expects lever=value/);
    },
  );
});

describe("--set", () => {
  it.each(["what-if", "simulate", "stability", "validate"])(
    "tells the levers in the help of %s",
    async (command) => {
      const { stdout } = await runInside(".", [command, "--help"]);
      const words = stdout.split(/[\s,]+/);
      for (const { name } of levers) expect(words).toContain(name);
    },
  );
});
