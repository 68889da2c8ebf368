/** Steps from the top of a document to one of its parts: keys, and positions in lists from 0. */
export type DocumentPath = readonly (string | number)[];

/** What is wrong with a part of a document, and what to do about it. */
export interface Fault {
  path: DocumentPath;
  /** Whether it is the key that is wrong, rather than what it holds. */
  atKey?: boolean;
  message: string;
  hint: string;
}

/** A path as people write it: metrics[0].mde. */
export function writtenPath(path: DocumentPath): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${step}`))
    .join('');
}
