import { HOSTILE } from '../render/hostile-names.js';

/* Texts that something might stumble over. */

/** Numbers as people, spreadsheets and programs write them, or do not. */
export const NUMBERS: readonly string[] = [
  ...['0', '1', '-1', '2', '5', '10', '100', '1000', '0.05', '0.5', '-0', '00', '1.', '.5', '+1'],
  ...[
    '1e3',
    '1e-3',
    '1e400',
    '1e-320',
    '1e150',
    '1e154',
    '-1e308',
    '9007199254740993',
    '4294967296',
  ],
  ...[
    '2147483648',
    '0x10',
    '1_000',
    '1,5',
    '1.000,5',
    '1,000',
    "1'000",
    '1 000',
    '½',
    '١٢',
    '１２',
  ],
  ...[
    'NaN',
    'nan',
    'Infinity',
    '-inf',
    '∞',
    'null',
    'undefined',
    'true',
    'yes',
    '',
    ' ',
    '5%',
    '5 %',
  ],
  ...['0.5pp', '150%', '-5%', '99.9%', '$5', '5€', '28d', '2w', '1y', '0d', '3/4', '1/0', '12:30'],
  ...['0.1e', '1e', '--1', '1-1', '9'.repeat(400), `0.${'0'.repeat(400)}1`, '1e99999999999'],
];

export const DATES: readonly string[] = [
  ...['2026-03-08', '2026-02-30', '2026-3-8', '08.03.2026', '3/8/2026', '20260308', '2026-W10'],
  ...[
    '2026-03-08T05:00:00Z',
    '2026-03-08 05:00:00+02:00',
    '0000-00-00',
    '9999-12-31',
    '1e3',
    '46089',
  ],
  ...['1773000000', '1773000000000', 'yesterday', '2026-13-01', '-000001-01-01', '+275760-09-14'],
];

/** Names that mean something to a program, a terminal or a page, none of them very long. */
export const NAMES: readonly string[] = [
  ...HOSTILE.map((name) => name.slice(0, 300)),
  ...['variant', 'control', 'generic', 'n', 'units', 'signup', 'signup_mean', 'a_b_cov', 'total'],
  ...['hasOwnProperty', 'valueOf', '__defineGetter__', 'length', 'prototype', '0', '-', '--', '*'],
];

/** Paths in the working folder, and of devices that neither hold nor keep anything. */
export const PATHS: readonly string[] = [
  ...['-', '', '.', './', 'missing.csv', 'no/folder/x.csv', '/dev/null', '/dev/full', '/nowhere/x'],
  ...['*', '*.csv', '**', '*.jsonl', '[', '[a', '{a,b}', '{', 'a{1,2', '?', '\\', 'x'.repeat(300)],
  ...['C:\\data\\results.csv', 'data\\*.csv', 'a\0b', 'a\nb', '-x.csv', 'NUL', 'con', 'a=b.csv'],
];

export const ODD_TEXTS: readonly string[] = [...NUMBERS, ...DATES, ...NAMES];
