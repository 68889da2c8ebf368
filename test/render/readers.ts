import { parse } from 'csv-parse/sync';
import { marked, type Token, type Tokens } from 'marked';
import { SaxesParser } from 'saxes';
import { expect } from 'vitest';
import { printable } from '../../src/render/printable.js';

/** What a format is to those who read it. */
export interface Reading {
  /** Its elements, whatever things are called; a name that broke out of its place would change them. */
  shape: unknown;
  /** All that it says, the format's own escapes undone. */
  words: string;
}

/** How the readers of each format read it; throws where it is not of that format at all. */
export const READERS: Readonly<Record<string, (rendered: string) => Reading>> = {
  json: (rendered) => ({ shape: shapeOfJson(JSON.parse(rendered)), words: spoken(rendered) }),
  markdown: (rendered) => {
    const tokens = marked.lexer(rendered).filter(({ type }) => type !== 'space');
    return { shape: tokens.map(shapeOfToken), words: tokens.map(wordsOfToken).join(' ') };
  },
  junit: elementsOf,
  html: (rendered) => elementsOf(rendered.replace(/^<!doctype html>\n/, '')),
  svg: elementsOf,
  eml: partsOf,
  csv: (rendered) => fieldsOf(rendered, ','),
  tsv: (rendered) => fieldsOf(rendered, '\t'),
  github: (rendered) => {
    const lines = rendered.trimEnd().split('\n').map(workflowCommand);
    return {
      shape: lines.map(({ level }) => level),
      words: lines.map(({ title, message }) => `${title} ${message}`).join(' '),
    };
  },
};

/** Of any other format: lines of plain text, which every format is at the least. */
export const asText = (rendered: string): Reading => ({ shape: null, words: rendered });

function shapeOfJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOfJson);
  if (value === null || typeof value !== 'object') return typeof value;
  return Object.values(value).map(shapeOfJson);
}

function spoken(json: string): string {
  const words: string[] = [];
  JSON.parse(json, (_, value) => {
    if (typeof value === 'string') words.push(printable(value));
    return value;
  });
  return words.join(' ');
}

function shapeOfToken(token: Token): string {
  return token.type === 'table' ? `table ${(token as Tokens.Table).rows.length}` : token.type;
}

/** What is left of a block when it is shown: only our own comments and tags are HTML. */
function wordsOfToken({ raw }: Token): string {
  const bare = raw.replaceAll('<!-- -->', '').replace(/<\/?(?:span|details|summary|sub)>/g, '');
  expect(bare).not.toMatch(/[<>](?! )/);
  return bare
    .replaceAll(/\\(?!u[0-9a-f{])(.)/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** As a spreadsheet reads it; fails where a field would be a formula. */
function fieldsOf(rendered: string, delimiter: string): Reading {
  const rows: string[][] = parse(rendered, { delimiter });
  const fields = rows.flat();
  for (const text of fields.filter((one) => !Number.isFinite(Number(one)))) {
    expect(text).not.toMatch(/^\s*[=+\-@\t\r＝＋－＠]/);
  }
  return { shape: rows.map(({ length }) => length), words: fields.join(' ') };
}

function elementsOf(xml: string): Reading {
  const shape: string[] = [];
  const words: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    shape.push(name);
    words.push(...Object.values(attributes));
  });
  parser.on('text', (text) => words.push(text));
  parser.write(xml).close();
  return { shape, words: words.join(' ') };
}

/** A mail with a text and a page: both are read as those are, and the subject with its encoded words undone. */
function partsOf(mail: string): Reading {
  const [head = '', ...body] = mail.split('\r\n\r\n');
  const boundary = /boundary="(.+?)"/.exec(head)![1]!;
  const parts = body.join('\r\n\r\n').split(`--${boundary}`).slice(1, -1);
  const [text = '', page = ''] = parts.map((part) => {
    const [, base64 = ''] = part.split('\r\n\r\n');
    return Buffer.from(base64, 'base64').toString();
  });
  const subject = [...head.matchAll(/=\?utf-8\?B\?(.*?)\?=/g)]
    .map(([, word]) => Buffer.from(word!, 'base64').toString())
    .join('');
  for (const line of mail.split('\r\n')) expect(line.length).toBeLessThan(998);
  const { shape, words } = elementsOf(page.replace(/^<!doctype html>\n/, ''));
  const headers = head.split('\r\n').filter((line) => !line.startsWith(' ')).length;
  return { shape: { headers, parts: parts.length, shape }, words: `${subject} ${text} ${words}` };
}

/**
 * A line as the runner reads it: actions/runner, ActionCommand.cs, where properties end at the next
 * `::`, are separated by commas, and are decoded after they were separated, the percent sign last.
 */
export function workflowCommand(line: string) {
  const [, level, properties, message] = /^::(\w+) (.*?)::(.*)$/s.exec(line)!;
  const pairs = properties!.split(',').map((pair) => pair.split('='));
  expect(pairs.map(([name]) => name)).toEqual(['title']);
  const decoded = (text: string) => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n');
  const title = decoded(pairs[0]!.slice(1).join('='))
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
  return { level, title, message: decoded(message!).replaceAll('%25', '%') };
}

/** The first letters of a name as they are shown: what no column is too narrow for. */
export function shown(name: string): string {
  return squeezed(printable(name)).slice(0, 8);
}

/** Without spaces, at which text is wrapped, and with what XML may not hold as JUnit shows it. */
export function squeezed(text: string): string {
  return text
    .replace(/[\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`)
    .replace(/\s/g, '');
}
