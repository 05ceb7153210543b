import { describe, expect, it } from "vitest";
import { figureWords, inOrderOfSize, settingTitle, settingWords } from "./setting-words.ts";

describe("settingTitle", () => {
  it("names loads by their unit", () => {
    expect(settingTitle("load", "users")).toBe("Users");
    expect(settingTitle("load", "req/s")).toBe("Requests per second");
    expect(settingTitle("capacity", "users")).toBe("Users held");
    expect(settingTitle("capacity", "req/s")).toBe("Requests per second held");
  });

  it("has words for figures, and leaves levers and prototype keys as they are", () => {
    expect(settingTitle("p95", "users")).toBe("P95");
    expect(settingTitle("pool.size", "users")).toBe("pool.size");
    expect(settingTitle("constructor", "users")).toBe("constructor");
  });
});

describe("settingWords", () => {
  it("says what is left alone and what never ends, and cuts the last digits of a step", () => {
    expect(settingWords("pool.size", null)).toBe("as it is");
    expect(settingWords("mix", "half")).toBe("half");
    expect(settingWords("timeOut", 0)).toBe("never");
    expect(settingWords("length", 60)).toMatch(/^60 s|1 min/);
    expect(settingWords("demand", 0.1 + 0.2)).toBe("0.3");
    expect(settingWords("attempts", 0)).toBe("0");
  });
});

describe("figureWords", () => {
  it("has times, shares and plain numbers, and a dash for nothing", () => {
    expect(figureWords("p95", null)).toBe("–");
    expect(figureWords("p95", 0.25)).toMatch(/250 ms/);
    expect(figureWords("errorRate", 0.05)).toBe("5.0 %");
    expect(figureWords("throughput", 123.456)).toBe("123");
  });
});

describe("inOrderOfSize", () => {
  it("puts what is left alone first, then numbers by size, then texts, each once", () => {
    expect(inOrderOfSize(["b", 10, null, 9, "a", 10])).toEqual([null, 9, 10, "a", "b"]);
  });
});
