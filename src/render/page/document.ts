import { createHash } from 'node:crypto';
import { gzipSync } from 'fflate';
import { safeJson } from '../json.js';
import { type Content, element, fragment, jsonMarkup, type Markup, ours } from './markup.js';
import { STYLES } from './styles.js';

/** What of a page's policy names its own style, and nothing else at all. */
function policy(): string {
  const hash = createHash('sha256').update(STYLES).digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}

/** A page as one file, with the answer that it shows as JSON inside: no script, no network, no clock. */
export function htmlDocument(title: string, answer: unknown, ...content: Content[]): string {
  const head = [
    element('meta', { charset: 'utf-8' }),
    element('meta', { 'http-equiv': 'Content-Security-Policy', content: policy() }),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('meta', { name: 'color-scheme', content: 'light dark' }),
    element('meta', { name: 'referrer', content: 'no-referrer' }),
    element('title', {}, title),
    element('style', {}, ours(STYLES)),
  ];
  const page = element(
    'html',
    { lang: 'en' },
    element('head', {}, ...head),
    element('body', {}, element('main', {}, ...content), data(answer)),
  );
  return `${fragment(ours('<!doctype html>\n'), page).markup}\n`;
}

/** The id of the element that holds the JSON. */
export const DATA_ID = 'perso-test-report';

/** How the JSON stands in a page: as it is, or gzipped in base64 where it is long. */
export const DATA_TYPES = { plain: 'application/json', packed: 'application/gzip' } as const;

/** Characters of JSON from which on it is packed: a page of more than a megabyte is none to be mailed. */
const LONG = 1 << 18;

/** The answer as an element that no browser shows or runs. */
function data(answer: unknown): Markup {
  const json = safeJson(JSON.stringify(answer));
  return json.length > LONG
    ? element('script', { type: DATA_TYPES.packed, id: DATA_ID }, packed(json))
    : element('script', { type: DATA_TYPES.plain, id: DATA_ID }, jsonMarkup(json));
}

/** By a packer in JavaScript and without a time: the same bytes on every machine. */
function packed(json: string): string {
  return Buffer.from(gzipSync(Buffer.from(json), { level: 9, mtime: 0 })).toString('base64');
}
