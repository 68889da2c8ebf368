import fc from 'fast-check';
import { marked, type Token, type Tokens } from 'marked';
import { expect, test } from 'vitest';
import { htmlText, markdownText } from '../../../src/render/markdown/escape.js';
import { renderMarkdown } from '../../../src/render/markdown/markdown.js';
import { printable } from '../../../src/render/printable.js';
import { piecedNames } from '../hostile-names.js';
import { gated, renamed, reportOn } from '../reports.js';

const LAW = { seed: 20240607, numRuns: 300 };

/** What is seen of a name: controls as escapes, no space around it. */
const seen = (name: string) => printable(name).trim();

const names = piecedNames.filter((name) => seen(name) !== '');

/** What a reader sees of inline Markdown, of which nothing may be more than text. */
function plainTextOf(tokens: readonly Token[]): string {
  return tokens.map(textOf).join('');
}

function textOf(token: Token): string {
  if (token.type === 'html') {
    expect(['<!-- -->', '<span>', '</span>']).toContain(token.raw);
    return '';
  }
  expect(['text', 'escape']).toContain(token.type);
  return unescaped(token.type === 'escape' ? token.raw.slice(1) : token.raw);
}

function unescaped(html: string): string {
  return html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

test('a text reads as nothing but that text, at the start of a line and in a cell', () => {
  fc.assert(
    fc.property(names, (name) => {
      const escaped = markdownText(name, 1000);
      const [block, ...more] = marked.lexer(`- ${escaped}\n`);
      expect(more).toEqual([]);
      const [item] = (block as Tokens.List).items;
      const inside = item!.tokens.filter(({ type }) => type !== 'space');
      expect(inside.map(({ type }) => type)).toEqual(['text']);
      expect(plainTextOf((inside[0] as Tokens.Text).tokens!)).toBe(seen(name));
      const [table] = marked.lexer(`| a | b |\n| --- | --- |\n| ${escaped} | x |\n`);
      const [row] = (table as Tokens.Table).rows;
      expect(row).toHaveLength(2);
      expect(row![1]!.text).toBe('x');
      expect(plainTextOf(row![0]!.tokens)).toBe(seen(name));
    }),
    LAW,
  );
});

test('nobody is mentioned, nothing is linked, no formula begins', () => {
  fc.assert(
    fc.property(names, (name) => {
      for (const escaped of [markdownText(name, 1000), htmlText(name, 1000)]) {
        expect(escaped).not.toMatch(/@\w|#\d|:[+-]?\w|:\/\/|www\.\w/i);
        expect(escaped.replaceAll('<span>$</span>', '')).not.toContain('$');
        expect(escaped.replaceAll(/<!-- -->|<\/?span>/g, '')).not.toMatch(/[<>\n\r]/);
      }
    }),
    LAW,
  );
});

/** Headings, lists, tables and folds, in the order in which they stand. */
function shapeOf(markdown: string): string[] {
  return marked
    .lexer(markdown)
    .filter(({ type }) => type !== 'space')
    .map((token) =>
      token.type === 'table' ? `table ${(token as Tokens.Table).rows.length}` : token.type,
    );
}

test('the verdict comes first, its reasons next', async () => {
  const [heading, , reasons] = marked.lexer(renderMarkdown(await reportOn('hero.csv')));
  expect(heading!.raw).toContain('## ✅ SHIP personalized');
  expect((heading as Tokens.Heading).depth).toBe(2);
  expect(reasons?.raw ?? '').toContain('the null is rejected on signed_up');
});

test('a gate says its experiment, its look and its planned units', async () => {
  const markdown = renderMarkdown(gated(await reportOn('hero.csv'), 5000));
  expect(markdown).toContain('## ✅ hero: SHIP personalized');
  expect(markdown).toContain('Look 3, at 42 % of the planned units.');
  expect(markdown).toContain('2,045 of 5,000 in generic, 1,955 of 5,000 in personalized.');
  expect(markdown).not.toContain('One look at a finished test is assumed');
});

test('what GitHub would not take for a comment is left out, and that is said', async () => {
  const report = await reportOn('hero.csv', '--segment', 'country');
  const long = (letter: string) => letter.repeat(50_000);
  const many = {
    ...renamed(report, { personalized: long('@a'), DE: long('$') }),
    heterogeneity: Array.from({ length: 200 }, () => report.heterogeneity[0]!),
  };
  const comparisons = renamed(report, { DE: long('$') }).comparisons;
  const markdown = renderMarkdown({ ...many, comparisons });
  expect(markdown.length).toBeLessThanOrEqual(65_536);
  expect(markdown.length).toBeGreaterThan(50_000);
  expect(markdown).toMatch(/_\d+ parts left out for want of room; see the JSON\._/);
  expect(markdown).toContain('## ✅ SHIP');
});

test('a table longer than anyone reads is cut, and says by how much', async () => {
  const report = await reportOn('hero.csv', '--metric', 'signed_up');
  const comparisons = Array.from({ length: 60 }, () => report.comparisons[0]!);
  const markdown = renderMarkdown({ ...report, comparisons });
  expect(shapeOf(markdown)).toContain('table 50');
  expect(markdown).toContain('… and 10 more rows.');
});
