/** What stands for one of many: numbers, UUIDs, long hexadecimal names. */
const identifier = /^(?:\d+|[0-9a-f]{8}-[0-9a-f-]{27,}|[0-9a-f]{16,})$/i;

/**
 * A path as routers write it, "/orders/{id}" for "/orders/17?page=2": what stands for one of many is put
 * as {id}; scheme, host, query and fragment are left out.
 */
export function pathPattern(target: string): string {
  const path = target.replace(/^[a-z]+:\/\/[^/]*/i, "").replace(/[?#].*$/s, "");
  return path
    .split("/")
    .map((part) => (identifier.test(part) ? "{id}" : part))
    .join("/");
}
