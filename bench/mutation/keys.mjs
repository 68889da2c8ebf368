import { createHash } from 'node:crypto';

/** What tells a mutant of a module's JavaScript from all others, as long as its source is the same. */
export function keyOf({ file, line, column, start, was, becomes }, text) {
  return hashOf(`${text} ${file} ${line}:${column} ${start} ${was} ${becomes}`);
}

export function hashOf(text) {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}
