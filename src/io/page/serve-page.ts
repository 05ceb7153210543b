/** A page behind an address of this machine: read-only, and made anew when its files change. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface ServedPage {
  readonly html: string;
  /** Differs when a file of the workspace differs. */
  readonly state: () => string;
}

export interface ServeOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Makes the page; called again after every change. @throws Error with words for a planner */
  readonly make: () => Promise<ServedPage>;
  /** How often files are looked at, ms. */
  readonly every?: number;
}

export interface Serving {
  /** "http://127.0.0.1:8080/" */
  readonly address: string;
  readonly close: () => Promise<void>;
}

const EVERY_MS = 700;

/** The names that a browser of this machine asks for, besides the one that was given. */
const own = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Answers GET and HEAD of "/" and "/events"; a request whose Host is not of this server is refused,
 * so that no other site can read the workspace by pointing its own name here (DNS rebinding).
 *
 * @throws Error when the port is taken, or the first page cannot be made
 */
export async function servePage({ host, port, make, every }: ServeOptions): Promise<Serving> {
  let page = await make();
  const listeners = new Set<ServerResponse>();
  const say = (event: string, words: string) => {
    for (const one of listeners) one.write(`event: ${event}\ndata: ${JSON.stringify(words)}\n\n`);
  };
  const server = createServer((request, response) => {
    answer(request, response, { html: () => page.html, host, server, listeners });
  });
  await listening(server, host, port);
  let known = page.state();
  let working = false;
  const look = async () => {
    const state = page.state();
    if (working || state === known) return;
    working = true;
    known = state;
    say("working", "");
    try {
      page = await make();
      known = page.state();
      say("changed", "");
    } catch (error) {
      say("problem", error instanceof Error ? error.message : String(error));
    } finally {
      working = false;
    }
  };
  const timer = setInterval(() => void look(), every ?? EVERY_MS);
  const { port: taken } = server.address() as AddressInfo;
  return {
    address: `http://${host.includes(":") ? `[${host}]` : host}:${taken}/`,
    close: () => {
      clearInterval(timer);
      for (const one of listeners) one.end();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port }, () => {
      server.removeListener("error", reject);
      resolve();
    });
  });
}

interface Behind {
  readonly html: () => string;
  readonly host: string;
  readonly server: Server;
  readonly listeners: Set<ServerResponse>;
}

function answer(request: IncomingMessage, response: ServerResponse, behind: Behind): void {
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  response.setHeader("X-Frame-Options", "DENY");
  response.setHeader("Referrer-Policy", "no-referrer");
  response.setHeader("Cache-Control", "no-store");
  if (!isOwnHost(request.headers.host, behind)) {
    refuse(response, 421, "not of this server");
    return;
  }
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    refuse(response, 405, "read-only");
    return;
  }
  const path = (request.url ?? "/").split("?")[0];
  if (path === "/") {
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    response.end(request.method === "HEAD" ? undefined : behind.html());
    return;
  }
  if (path === "/events" && request.method === "GET") {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.write("retry: 1000\n\n");
    behind.listeners.add(response);
    request.on("close", () => behind.listeners.delete(response));
    return;
  }
  refuse(response, 404, "nothing is here");
}

function refuse(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" });
  response.end(`${words}\n`);
}

function isOwnHost(header: string | undefined, { host, server }: Behind): boolean {
  const { port } = server.address() as AddressInfo;
  const names = [...own, host.includes(":") ? `[${host}]` : host];
  const allowed = names.flatMap((name) =>
    port === 80 ? [name, `${name}:80`] : [`${name}:${port}`],
  );
  return header !== undefined && allowed.includes(header.toLowerCase());
}
