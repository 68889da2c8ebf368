import type { ErrorCode, YAMLError } from 'yaml';
import { type Location, UserError } from '../../errors.js';
import type { Problem } from '../bytes/system-errors.js';
import type { AnyDocumentKind } from './document-kind.js';

/** What is said of brackets beyond all measure. */
export const tooDeep = ({ noun }: AnyDocumentKind): Problem => [
  `brackets are nested too deeply for a ${noun}`,
  'is this the file that you meant?',
];

/** What the parser's own codes mean for someone who writes such a document; any other is in its own words. */
const syntaxOf = (kind: AnyDocumentKind): Partial<Record<ErrorCode, Problem>> => ({
  DUPLICATE_KEY: ['this key stands here twice', 'leave one of the two'],
  TAB_AS_INDENT: ['tabs cannot indent YAML', 'indent with spaces'],
  MULTIPLE_DOCS: [
    'a second document begins here',
    `a ${kind.noun} is one document: leave out the line --- and what follows, or give it a file of its own`,
  ],
  BLOCK_AS_IMPLICIT_KEY: [
    'a colon with a space is inside this text',
    'put the text in quotes: "…: …"',
  ],
  BAD_ALIAS: [`aliases are not for ${kind.plural}`, 'write the value out'],
  NON_STRING_KEY: ['a key must be a plain name', 'write name: value'],
  RESOURCE_EXHAUSTION: tooDeep(kind),
  BAD_SCALAR_START: ['a text cannot begin with this sign', 'put the text in quotes'],
});

/** The error that a place is which YAML does not have, or documents of that kind do not. */
export function syntaxError(
  error: YAMLError,
  location: Location,
  kind: AnyDocumentKind,
): UserError {
  const [message, hint] = syntaxOf(kind)[error.code] ?? [
    `this is not YAML: ${error.message}`,
    kind.hints.form,
  ];
  return new UserError(message, { location, hint });
}

/** The error that a table is where such a document was expected. */
export function tableError(file: string, { noun, hints }: AnyDocumentKind): UserError {
  return new UserError(`this is a table (CSV), not a ${noun}`, {
    location: { file },
    hint: hints.table,
  });
}
