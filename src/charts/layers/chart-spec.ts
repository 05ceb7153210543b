/** Plain JSON, the only thing a chart may be made of. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/** A JSON object: one layer, encoding or mark of a chart. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * A Vega-Lite 6 specification. Vega-Lite's own type reaches into the browser's types,
 * which the core does not have; the renderer fails on every warning of its compiler.
 */
export type ChartSpec = JsonObject;
