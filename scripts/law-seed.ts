import fc from "fast-check";

/**
 * Laws over random inputs draw the same inputs in every run of the suite, so that what fails on one
 * machine fails on all. `npm run laws` draws new ones; a law that fails prints its seed, and
 * `LAW_SEED=<seed> npx vitest run <file>` repeats it.
 */
const { LAW_SEED = "1" } = process.env;

fc.configureGlobal({ seed: LAW_SEED === "new" ? Date.now() % 2 ** 31 : Number(LAW_SEED) });
