/**
 * What the text behind a flag may be: a schema each, which checks the text and makes of it what a command
 * works with. Declarations of flags name them, as `(is) => is.probability`.
 */
export { cap, covariate } from './forms/columns.js';
export { date } from './forms/date.js';
export { effectSize, margin, marginOrSmallest, mde } from './forms/effects.js';
export { exitCode } from './forms/exit-code.js';
export { givenPrior } from './forms/given-prior.js';
export * from './forms/numbers.js';
export { namedNumbers, namedWeights, shares } from './forms/numbers-by-name.js';
export { comment, decimal, delimiter, missing, thousands } from './forms/separators.js';
export { spending } from './forms/spending.js';
export { timespan, wholeDays } from './forms/timespan.js';
export * from './forms/words.js';
