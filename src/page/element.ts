/** Elements from their parts. Words become text and nothing else, whatever they hold. */
type Child = Node | string | null;

export interface Parts {
  readonly class?: string;
  readonly id?: string;
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  readonly on?: Readonly<Record<string, (event: Event) => void>>;
}

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  parts: Parts = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (parts.class !== undefined) made.className = parts.class;
  if (parts.id !== undefined) made.id = parts.id;
  for (const [name, value] of Object.entries(parts.attributes ?? {})) {
    if (value === false) continue;
    made.setAttribute(name, value === true ? "" : String(value));
  }
  for (const [name, listener] of Object.entries(parts.on ?? {})) {
    made.addEventListener(name, listener);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** A table whose first row is its head and whose first column names each row. */
export function table(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly (string | Node)[])[],
): HTMLTableElement {
  const headCells = head.map((text) => element("th", { attributes: { scope: "col" } }, text));
  return element(
    "table",
    {},
    element("caption", {}, caption),
    element("thead", {}, element("tr", {}, ...headCells)),
    element("tbody", {}, ...rows.map(tableRow)),
  );
}

function tableRow(cells: readonly (string | Node)[]): HTMLTableRowElement {
  const made = cells.map((cell, i) =>
    i === 0 ? element("th", { attributes: { scope: "row" } }, cell) : element("td", {}, cell),
  );
  return element("tr", {}, ...made);
}

export function button(text: string, onClick: () => void, label?: string): HTMLButtonElement {
  return element(
    "button",
    {
      attributes: { type: "button", ...(label === undefined ? {} : { "aria-label": label }) },
      on: { click: onClick },
    },
    text,
  );
}
