/** A JSON Schema as it is committed: as the formatter of this repository wants it. */
export function schemaText(schema: object): string {
  return `${foldLists(JSON.stringify(schema, null, 2))}\n`;
}

// Lists of plain values on one line where they fit into 100 characters, as the formatter
// of this repository wants them: what is generated must pass its check.
function foldLists(json: string): string {
  return json.replace(/\[[^[\]{}]+\](?:,)?/g, (list: string, offset: number) => {
    const folded = list
      .replace(/\s*\n\s*/g, " ")
      .replace(/^\[ | \],?$/g, (end) => end.replace(" ", ""));
    const column = offset - (json.lastIndexOf("\n", offset) + 1);
    return column + folded.length <= 100 ? folded : list;
  });
}
