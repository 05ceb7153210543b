import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pathPattern } from "./path-pattern.ts";

describe("pathPattern", () => {
  it.each([
    ["/orders/17?page=2", "/orders/{id}"],
    ["https://shop.example/orders/17/items/3#top", "/orders/{id}/items/{id}"],
    ["/files/0123456789abcdef0123", "/files/{id}"],
    ["/users/6f1c2a34-0b5d-4c7e-9a10-1234567890ab", "/users/{id}"],
    ["/api/v2/cafe", "/api/v2/cafe"],
  ])("puts %s as %s", (target, pattern) => {
    expect(pathPattern(target)).toBe(pattern);
  });

  it("leaves a pattern as it is, and has one pattern for all numbers", () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(
      fc.property(fc.array(word), fc.nat(), fc.nat(), (words, a, b) => {
        const path = (id: number) => `/${[...words, id].join("/")}`;
        const pattern = pathPattern(path(a));
        expect(pathPattern(path(b))).toBe(pattern);
        expect(pathPattern(pattern)).toBe(pattern);
      }),
    );
  });
});
