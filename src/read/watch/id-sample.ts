import { hashOfText } from '../bytes/id-hash.js';

/**
 * A sample of the ids in a column, by which a repeated one is found in constant memory: all rows of a
 * sampled id are seen, as it is their hash that decides (Gibbons 2001, Distinct Sampling). So ids are
 * compared themselves, none is ever taken for another, and with a share f of the ids repeated at random
 * the chance to miss them all is (1 − f)^m, m sampled ids: 16,384 or more, or all there are.
 */
export interface IdSample {
  /** Of how many last bits of a hash all must be 0. */
  level: number;
  ids: Set<string>;
}

/** Beyond so many ids half of them are let go: 2 to 4 MB. */
export const MOST_SAMPLED = 1 << 15;

/** Nothing sampled yet, and nothing left out. */
export function noSample(): IdSample {
  return { level: 0, ids: new Set() };
}

/** Whether an id is among those that are sampled. */
export function isSampled({ level }: IdSample, id: string): boolean {
  return level === 0 || (hashOfText(id) & ((1 << level) - 1)) === 0;
}

/** Samples an id; whether that was new, or is left out. */
export function addIfNew(sample: IdSample, id: string): boolean {
  if (!isSampled(sample, id)) return true;
  if (sample.ids.has(id)) return false;
  // A text by itself: V8 keeps the whole chunk of a file alive for a longer piece of its text.
  sample.ids.add(Buffer.from(id).toString());
  if (sample.ids.size > MOST_SAMPLED) raise(sample, sample.level + 1);
  return true;
}

/** Samples fewer ids from now on, where the level is higher than it was. */
export function raise(sample: IdSample, level: number): void {
  if (level <= sample.level) return;
  sample.level = level;
  for (const id of sample.ids) if (!isSampled(sample, id)) sample.ids.delete(id);
}
