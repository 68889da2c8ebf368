import { UserError } from '../../errors.js';
import { bytesWithin } from '../bytes/bytes-within.js';
import { lineEnds } from '../bytes/line-ends.js';
import { markedText } from '../bytes/marked-text.js';
import { asUserError } from '../bytes/source.js';
import type { AnyDocumentKind } from './document-kind.js';

/**
 * The text of a file that people write.
 *
 * @throws {UserError} where it cannot be read, is far too large, or is neither UTF-8 nor marked as UTF-16.
 */
export function documentText(path: string, kind: AnyDocumentKind): string {
  if (path === '') throw new UserError('a file name is empty', { hint: 'is a variable unset?' });
  const bytes = documentBytes(path, kind);
  if (bytes === null) {
    throw new UserError(`this file is too large for a ${kind.noun}`, {
      location: { file: path },
      hint: kind.hints.table,
    });
  }
  const text = markedText(bytes);
  if (text !== null) return withoutNul(text, path, kind);
  const readable = bytes.toString('utf8').split('\uFFFD', 1)[0]!;
  throw new UserError('this is not UTF-8 text', {
    location: { file: path, line: 1 + lineEnds(readable) },
    hint: `save the ${kind.noun} as UTF-8`,
  });
}

function withoutNul(text: string, file: string, { noun }: AnyDocumentKind): string {
  const at = text.indexOf('\0');
  if (at === -1) return text;
  throw new UserError('there is a NUL character here, so this is no text file', {
    location: { file, line: 1 + lineEnds(text.slice(0, at)) },
    hint: `save the ${noun} as UTF-8 text`,
  });
}

function documentBytes(path: string, { mostBytes, hints }: AnyDocumentKind): Buffer | null {
  try {
    return bytesWithin(path, mostBytes);
  } catch (error) {
    throw asUserError(error, path, hints.system);
  }
}
