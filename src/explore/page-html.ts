/** The page as one file: program, style and data inside, nothing asked of the network. */
import { markupText } from "../wording/markup-text.ts";
import type { PageData } from "./page-data.ts";

export interface PageParts {
  /** The program, built for browsers. */
  readonly program: string;
  readonly style: string;
  /** SHA-256 of what stands between the tags, base 64: the content policy lets nothing else run. */
  readonly programHash: string;
  readonly styleHash: string;
}

export function pageHtml(data: PageData, parts: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${parts.programHash}'`,
    `style-src 'sha256-${parts.styleHash}'`,
    "worker-src blob:",
    "img-src data: blob:",
    `connect-src ${data.served ? "'self'" : "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${markupText(data.input.campaign.name)} · Headroom</title>`,
    '<link rel="icon" href="data:,">',
    `<style>${parts.style}</style>`,
    "</head>",
    "<body>",
    '<noscript><p class="notice">This page computes in the browser: allow its script.</p></noscript>',
    `<script type="application/json" id="data">${embeddedJson(data)}</script>`,
    `<script>${parts.program}</script>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

/** JSON that may stand in a script tag: no tag ends or begins in it, no line ends in its strings. */
export function embeddedJson(value: unknown): string {
  const coded = (one: string) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, coded);
}
