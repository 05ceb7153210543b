/**
 * The sizes at which an unknown pool is fitted and at which limits are reported. The posterior
 * covers the whole prior: log-uniform from 5 to 100 connections, what libraries and operators
 * set in practice.
 */
export const poolSizeGrid = [10, 20, 50] as const;

export const poolSizeRange = { from: 5, to: 100 } as const;
