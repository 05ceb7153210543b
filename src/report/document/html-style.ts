/** How a document looks as HTML: on screens light and dark, on paper. No request, no font but the reader's. */
export const htmlStyle = `
:root { --ink: #1b1f24; --muted: #59626e; --paper: #ffffff; --line: #d5dae0; --shade: #f3f5f8; --mark: #0b5fa5; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #eef1f5; --muted: #a9b2be; --paper: #14181d; --line: #39424d; --shade: #1d232a; --mark: #7cc0f5; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, "DejaVu Sans", Verdana, sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0.5rem 0 1rem; }
h2 { font-size: 1.35rem; margin: 2.5rem 0 0.75rem; padding-top: 0.75rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.1rem; margin: 1.75rem 0 0.5rem; }
h4 { font-size: 1rem; margin: 1.25rem 0 0.5rem; }
p, ul, ol { margin: 0.6rem 0; max-width: 52rem; }
li { margin: 0.3rem 0; }
li, p, td, th, summary { overflow-wrap: anywhere; }
a { color: var(--mark); }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; }
nav li { margin: 0; }
code { font: 0.9em/1.4 ui-monospace, "DejaVu Sans Mono", Consolas, monospace; background: var(--shade); padding: 0.1em 0.3em; border-radius: 3px; }
pre { background: var(--shade); padding: 0.75rem 1rem; overflow-x: auto; border-radius: 4px; }
pre code { padding: 0; background: none; }
.wide { overflow-x: auto; margin: 0.75rem 0; }
.wide:focus-visible { outline: 2px solid var(--mark); outline-offset: 2px; }
table { border-collapse: collapse; font-size: 0.9rem; min-width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: 0.4rem 0.7rem 0.4rem 0; text-align: left; vertical-align: top; overflow-wrap: break-word; }
th { border-bottom: 2px solid var(--muted); font-weight: 600; }
.figure { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
figure { margin: 1.5rem 0; }
figure svg { display: block; width: 100%; height: auto; max-width: 56rem; }
figure .dark { display: none; }
figcaption { color: var(--muted); font-size: 0.92rem; margin-top: 0.4rem; max-width: 52rem; }
details { border: 1px solid var(--line); border-radius: 4px; padding: 0.4rem 0.8rem; margin: 0.5rem 0; }
details[open] { padding-bottom: 0.8rem; }
summary { cursor: pointer; font-weight: 600; }
@media screen and (prefers-color-scheme: dark) {
  figure .light { display: none; }
  figure .dark { display: block; }
}
@media print {
  @page { size: A4; margin: 18mm 16mm; }
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  nav { display: none; }
  h2, h3, h4 { break-after: avoid; }
  figure, tr, li { break-inside: avoid; }
  .wide { overflow: visible; }
  table { font-size: 8.5pt; }
}
`;
