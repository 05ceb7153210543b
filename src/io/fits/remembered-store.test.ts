import { expect, it } from "vitest";
import { rememberedStore } from "./remembered-store.ts";

it("gives back what it was given where nothing can be written, and what is kept else", () => {
  const store = rememberedStore({
    read: (key) => (key === "old" ? { kept: 1 } : undefined),
    write: () => {},
  });
  store.write("new", { made: 2 });
  expect(store.read("new")).toEqual({ made: 2 });
  expect(store.read("old")).toEqual({ kept: 1 });
  expect(store.read("other")).toBeUndefined();
});
