/** The one-file build of mathjs, which brings no typings of its own. */
declare module "mathjs/lib/browser/math.js" {
  import type { all, create } from "mathjs";

  const build: { readonly create: typeof create; readonly all: NonNullable<typeof all> };
  export default build;
}
