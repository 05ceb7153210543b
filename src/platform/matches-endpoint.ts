/** Whether a pattern over "METHOD /path" matches an endpoint: `*` stands for any characters, slashes too; everything else for itself. */
export function matchesEndpoint(pattern: string, endpoint: string): boolean {
  const literal = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${literal.join(".*")}$`).test(endpoint);
}
