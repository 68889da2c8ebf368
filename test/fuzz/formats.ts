import { parse as parseCsv } from 'csv-parse/sync';
import { SaxesParser } from 'saxes';
import { ANSWER_KINDS, answerKind } from '../../src/render/answers.js';
import { faultOf } from '../../src/report/schemas/fault.js';

const HELP = /^(?:-h|--help.*|-V|--version|help|completion)$/;

/** The format that standard output is asked for in. */
export function formatOf(argv: readonly string[]): string {
  if (argv.some((word) => HELP.test(word))) return 'text';
  if (argv[0] === 'mcp') return 'json lines';
  if (argv[0] === 'sql') return 'query';
  const said = argv.flatMap((word, i) => {
    if (word === '--format' || word === '-f') return argv[i + 1] ?? '';
    return word.startsWith('--format=') ? word.slice('--format='.length) : [];
  });
  return said.findLast((word) => !word.includes('=')) ?? 'text';
}

/** Why a text is not of a format, in words; `null` where it is. */
export async function faultOfFormat(format: string, text: string): Promise<string | null> {
  try {
    if (format === 'json') return await faultOfJson(text);
    if (format === 'json lines') text.trimEnd().split('\n').forEach(readJson);
    if (['svg', 'junit', 'html'].includes(format)) readXml(text);
    if (format === 'csv') parseCsv(text);
    if (format === 'tsv') parseCsv(text, { delimiter: '\t' });
    return null;
  } catch (error) {
    return `no ${format}: ${String(error).slice(0, 80)}`;
  }
}

const readJson = (line: string): unknown => JSON.parse(line);

function readXml(text: string): void {
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(text.replace(/^<!doctype html>\n/, '')).close();
}

async function faultOfJson(text: string): Promise<string | null> {
  const answer = JSON.parse(text);
  const kind = ANSWER_KINDS.find((one) => Object.hasOwn(answer, answerKind(one).key));
  if (kind === undefined) return 'JSON of no kind of answer';
  const fault = faultOf(await answerKind(kind).loadSchema(), answer);
  return fault === null ? null : `against the schema of ${kind}: ${fault.code} ${fault.place}`;
}
