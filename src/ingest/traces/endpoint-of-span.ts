import { pathPattern } from "../../measurement/path-pattern.ts";
import { cleanText } from "../campaign-csv.ts";
import { nameable } from "../nameable.ts";
import { attributeOf, type Span } from "./span.ts";

/**
 * The endpoint of a request as load tests name it: "GET /goals/{id}". The route where the framework
 * tells it; else the path with what stands for one of many put as {id}; else the name of the span.
 */
export function endpointOfSpan(span: Span): string {
  const method = attributeOf(span, "http.request.method", "http.method").toUpperCase();
  const route = attributeOf(span, "http.route");
  const target = attributeOf(span, "url.path", "http.target", "http.url", "url.full");
  const path = route || pathPattern(target);
  const name = cleanText(span.name);
  if (path === "") return nameable(name) || "(no name)";
  return nameable(cleanText(`${method || methodIn(name)} ${path}`));
}

const methodIn = (name: string) =>
  /^(?:HTTP )?(GET|HEAD|OPTIONS|POST|PUT|PATCH|DELETE)\b/.exec(name)?.[1] ?? "";
