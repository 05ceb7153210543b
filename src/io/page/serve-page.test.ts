import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Serving, servePage } from "./serve-page.ts";

let serving: Serving;
let state = "one";
let fault: string | null = null;

beforeAll(async () => {
  serving = await servePage({
    host: "127.0.0.1",
    port: 0,
    every: 20,
    make: async () => {
      if (fault !== null) throw new Error(fault);
      return { html: `<p>${state}</p>`, state: () => state };
    },
  });
});
afterAll(() => serving.close());

/** Node's own client, since a browser's lets nobody set Host. */
function ask(
  path: string,
  method = "GET",
  host?: string,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(
      new URL(path, serving.address),
      { method, headers: host === undefined ? {} : { host } },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (part) => {
          text += part;
        });
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text }));
      },
    );
    asked.on("error", reject);
    asked.end();
  });
}

/** The first events of the stream, until one of a kind. */
async function eventsUntil(kind: string, act: () => void): Promise<string> {
  const answer = await fetch(new URL("/events", serving.address));
  const reader = answer.body?.getReader();
  let text = "";
  act();
  while (reader !== undefined && !text.includes(`event: ${kind}`)) {
    const { value, done } = await reader.read();
    if (done) break;
    text += new TextDecoder().decode(value);
  }
  await reader?.cancel();
  return text;
}

describe("servePage", () => {
  it("shows the page to this machine", async () => {
    expect(serving.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    expect(await ask("/")).toEqual({ status: 200, text: "<p>one</p>" });
    const { port } = new URL(serving.address);
    expect((await ask("/", "GET", `localhost:${port}`)).status).toBe(200);
  });

  it.each(["evil.example", "evil.example:80", "127.0.0.1.evil.example", "127.0.0.1"])(
    "refuses the Host %j",
    async (host) => {
      expect(await ask("/", "GET", host)).toEqual({ status: 421, text: "not of this server\n" });
      expect((await ask("/events", "GET", host)).status).toBe(421);
    },
  );

  it.each(["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])("changes nothing: %s", async (method) => {
    expect((await ask("/", method)).status).toBe(405);
  });

  it.each(["/headroom.yaml", "/../package.json", "/%2e%2e/x"])(
    "serves no file: %s",
    async (path) => {
      expect((await ask(path)).status).toBe(404);
    },
  );

  it("says that files have changed, and shows them", async () => {
    const said = await eventsUntil("changed", () => {
      state = "two";
    });
    expect(said).toContain("event: working");
    expect((await ask("/")).text).toBe("<p>two</p>");
  });

  it("keeps the last page where the files have a fault, and says which", async () => {
    const said = await eventsUntil("problem", () => {
      fault = "headroom.yaml: no such key";
      state = "three";
    });
    expect(said).toContain('data: "headroom.yaml: no such key"');
    expect((await ask("/")).text).toBe("<p>two</p>");
  });
});
