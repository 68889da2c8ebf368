import type { ErrorCode, YAMLError } from 'yaml';
import { type Location, UserError } from '../../errors.js';
import type { Problem } from '../bytes/system-errors.js';

/** What is said of brackets beyond all measure. */
export const TOO_DEEP: Problem = [
  'brackets are nested too deeply for a plan',
  'is this the file that you meant?',
];

/** What the parser's own codes mean for someone who writes a plan; any other is in its own words. */
const SYNTAX: Partial<Record<ErrorCode, Problem>> = {
  DUPLICATE_KEY: ['this key stands here twice', 'leave one of the two'],
  TAB_AS_INDENT: ['tabs cannot indent YAML', 'indent with spaces'],
  MULTIPLE_DOCS: [
    'a second document begins here',
    'a plan is one document: leave out the line --- and what follows, or give it a file of its own',
  ],
  BLOCK_AS_IMPLICIT_KEY: [
    'a colon with a space is inside this text',
    'put the text in quotes: "…: …"',
  ],
  BAD_ALIAS: ['aliases are not for plans', 'write the value out'],
  NON_STRING_KEY: ['a key must be a plain name', 'write name: value'],
  RESOURCE_EXHAUSTION: TOO_DEEP,
  BAD_SCALAR_START: ['a text cannot begin with this sign', 'put the text in quotes'],
};

/** The error that a place is which YAML does not have, or plans do not. */
export function syntaxError(error: YAMLError, location: Location): UserError {
  const [message, hint] = SYNTAX[error.code] ?? [
    `this is not YAML: ${error.message}`,
    'see perso-test plan --init for how a plan is written',
  ];
  return new UserError(message, { location, hint });
}

/** Whether a text is a table rather than keys and values: its first two lines have as many separators. */
export function isTable(text: string): boolean {
  const [first = '', second = ''] = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  if (/^\s*[[{]/.test(first)) return false;
  return [',', ';', '\t', '|'].some((separator) => {
    const columns = first.split(separator).length;
    return columns > 1 && second.split(separator).length === columns;
  });
}

/** The error that results are where a plan was expected. */
export function tableError(file: string): UserError {
  return new UserError('this is a table (CSV), not a plan', {
    location: { file },
    hint: 'the plan comes first, then the results: perso-test gate plan.yaml results.csv',
  });
}
