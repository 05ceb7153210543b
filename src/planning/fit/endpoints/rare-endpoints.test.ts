import { describe, expect, it } from "vitest";
import { rareEndpoints } from "./rare-endpoints.ts";

const endpoint = (name: string, weight: number, kind: "read" | "write" = "read") => ({
  ...{ name, weight, kind, slower: 1, variation: 1, bystander: false },
});

describe("rareEndpoints", () => {
  it("puts paths of one route together, the rest by kind, and loses no request", () => {
    const rare = [
      endpoint("GET /orders/1", 3),
      endpoint("GET /orders/22", 4),
      endpoint("GET /help", 2),
      endpoint("GET /terms", 1),
      endpoint("POST /cart", 5, "write"),
    ];
    expect(rareEndpoints(rare).map(({ name, weight, kind }) => [name, weight, kind])).toEqual([
      ["2 other GET /orders/{id}", 7, "read"],
      ["2 other reads", 3, "read"],
      ["1 other writes", 5, "write"],
    ]);
  });
});
