import { readFileSync } from 'node:fs';
import { gunzipSync } from 'fflate';
import * as z from 'zod/mini';
import { UserError } from '../../errors.js';
import { asUserError } from '../../read/bytes/source.js';
import type { StandardInput } from '../../read/reading.js';
import { DATA_ID, DATA_TYPES } from '../../render/page/document.js';
import type { Report } from '../../report/report.js';
import { reportSchema } from '../../report/schemas/report-schema.js';

/**
 * The report that a file holds: JSON as `--format json` writes it, or a page with that JSON inside; `-` is standard input.
 *
 * @throws {UserError} when the file cannot be read, is no JSON, or holds something else than a report.
 */
export async function readSavedReport(path: string, io: StandardInput): Promise<Report> {
  const file = path === '-' ? 'standard input' : path;
  const text = path === '-' ? await textOf(io) : textIn(path);
  return checkedReport(parsed(jsonIn(text, file), file), file);
}

async function textOf({ stdin }: StandardInput): Promise<string> {
  const parts: Buffer[] = [];
  for await (const chunk of stdin) parts.push(Buffer.from(chunk));
  return Buffer.concat(parts).toString();
}

function textIn(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw asUserError(error, path, { EISDIR: 'name the report in it' });
  }
}

/** How a page of ours holds its JSON; the attributes are in the order in which they are written. */
const DATA = new RegExp(`<script type="([a-z/]+)" id="${DATA_ID}">([\\s\\S]*?)</script>`);

function jsonIn(text: string, file: string): string {
  const bare = text.replace(/^\ufeff/, '').trimStart();
  if (!bare.startsWith('<')) return bare;
  const [, type, data] = DATA.exec(bare) ?? [];
  if (data !== undefined) return type === DATA_TYPES.packed ? unpacked(data, file) : data;
  throw new UserError('this page holds no report of perso-test', {
    location: { file },
    hint: 'name a page that --format html wrote, whole, or a JSON report',
  });
}

function unpacked(data: string, file: string): string {
  try {
    return Buffer.from(gunzipSync(Buffer.from(data, 'base64'))).toString();
  } catch (error) {
    // What the unpacker says of damaged data.
    if (!(error instanceof Error)) throw error;
    throw new UserError('the data in this page are damaged', {
      location: { file },
      hint: 'copy the page again, or name the JSON report',
    });
  }
}

function parsed(json: string, file: string): unknown {
  if (json === '') {
    throw new UserError('the file is empty', { location: { file }, hint: WRITTEN_BY });
  }
  try {
    return JSON.parse(json);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UserError('this is no JSON, or cut short', { location: { file }, hint: WRITTEN_BY });
  }
}

const WRITTEN_BY = 'a report is what analyze or gate writes: --format json=report.json';

/** What other answers have that a report of an analysis has not, and how they are written anew. */
const OTHERS: readonly [key: string, what: string][] = [
  ['solvedFor', 'the answer of power'],
  ['scenarios', 'the answer of simulate'],
  ['columns', 'the answer of describe'],
  ['promise', 'the answer of plan'],
];

function checkedReport(value: unknown, file: string): Report {
  const result = z.safeParse(reportSchema, value);
  // As it stands there, so that it is written as it was, key by key.
  if (result.success) return value as Report;
  const other = OTHERS.find(([key]) => isRecord(value) && Object.hasOwn(value, key));
  if (other !== undefined) {
    throw new UserError(`this is ${other[1]}, and no report of an analysis`, {
      location: { file },
      hint: 'that command writes it as text: leave out --format json',
    });
  }
  const issue = result.error.issues[0]!;
  const { code, path } = issue;
  const more = code === 'unrecognized_keys' ? issue.keys : [];
  const place = [...path, ...more.slice(0, 1)].join('.') || 'it';
  const version = isRecord(value) && isRecord(value.tool) ? value.tool.version : undefined;
  const writer = typeof version === 'string' ? ` of perso-test ${version}` : '';
  throw new UserError(
    code === 'unrecognized_keys'
      ? `this report${writer} says more than is known here: ${place}`
      : `this is no report of perso-test: ${place} is missing or something else`,
    { location: { file }, hint: code === 'unrecognized_keys' ? 'upgrade perso-test' : WRITTEN_BY },
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
