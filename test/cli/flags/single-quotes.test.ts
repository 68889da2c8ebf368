import { expect, test } from 'vitest';
import { checkWords } from '../../../src/cli/flags/mistyped.js';
import type { UserError } from '../../../src/errors.js';
import { COMMANDS } from './commands.js';

const analyze = COMMANDS.analyze!.command;

function mistakeOf(words: readonly string[], isOnWindows: boolean) {
  try {
    checkWords(words, analyze, isOnWindows);
    return null;
  } catch (error) {
    const { message, hint } = (error as UserError).inWords({} as never);
    return [message, hint];
  }
}

test.each([
  [["'experiments\\*.csv'"], "'experiments\\*.csv'", '"experiments\\*.csv"'],
  [["'a", "b.csv'"], "'a b.csv'", '"a b.csv"'],
  [['r.csv', '--where', "'country", '=', "DE'"], "'country = DE'", 'r.csv --where "country = DE"'],
  [['r.csv', "--metric='clicked'"], "--metric='clicked'", 'r.csv --metric=clicked'],
])('cmd hands on %j', (words, said, meant) => {
  const all = ['analyze', ...words];
  expect(mistakeOf(all, true)).toEqual([
    `${said} stands in single quotes, which cmd does not take off`,
    `perso-test analyze ${meant}`,
  ]);
  expect(mistakeOf(all, false)?.[0] ?? '').not.toContain('cmd');
});

test('a quote within a word, or one that nothing closes, is part of it', () => {
  expect(mistakeOf(['analyze', "o'neill.csv"], true)).toBeNull();
  expect(mistakeOf(['analyze', "'open.csv"], true)).toBeNull();
});
