export type { Alternative } from './stats/alternative.js';
