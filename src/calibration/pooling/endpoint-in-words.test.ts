import { describe, expect, it } from "vitest";
import type { Figure } from "../figures.ts";
import { endpointInWords } from "./endpoint-in-words.ts";

const figure = (of: Partial<Figure>): Figure => ({
  ...{ quantity: "mean", endpoint: "GET /a", measured: 1, known: 0.1, repeat: 0.1, ...of },
});

describe("endpointInWords", () => {
  it("counts those that are alike, and names one that is not alone", () => {
    expect(endpointInWords(figure({}))).toBe("GET /a");
    expect(endpointInWords(figure({ others: 0 }))).toBe("GET /a");
    expect(endpointInWords(figure({ others: 7 }))).toBe("GET /a and 7 alike");
    expect(endpointInWords(figure({ endpoint: null }))).toBeNull();
  });
});
