/** What no model file may call anything: in the objects of a program it is no name. */
const RESERVED = "__proto__";

/** An endpoint as campaigns and models may name it. */
export function nameable(endpoint: string): string {
  return endpoint === RESERVED ? `/${endpoint}` : endpoint;
}
