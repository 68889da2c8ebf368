/* Writes down what one gate is given, after what happened to it on the way, and keeps what the model is told of it. */
import { rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { parse, stringify } from 'yaml';
import {
  mutatedBytes,
  mutatedFlags,
  mutatedJournal,
  mutatedPlan,
  mutatedTable,
  mutatedText,
} from './mutations.mjs';
import { plainTable } from './table.mjs';

export const JOURNAL = 'looks.jsonl';

/** The files of a gate in the working folder, its arguments, and what the model may know. */
export function given({ plan, table, journal, others, kinds, truth }, pick) {
  const has = (kind) => kinds.includes(kind);
  const doc = has('plan') ? mutatedPlan(plan, pick) : plan;
  let planText = pick.chance(0.2) ? JSON.stringify(doc) : stringify(doc);
  if (has('plan text')) planText = mutatedText(planText, pick);
  const changed = has('table') ? mutatedTable(table, pick) : table;
  const sign = pick.chance(0.85) ? ',' : pick.oneOf([';', '\t']);
  const parts = partsOf(changed, { truth, pick });
  const files = parts.map((part) => fileOf(part, { sign, has, pick }));
  const journalText = has('journal') ? mutatedJournal(journal, others, pick) : journal;
  rmSync(JOURNAL, { force: true });
  if (journalText !== '' || pick.chance(0.02)) writeFileSync(JOURNAL, journalText);
  writeFileSync('plan.yaml', planText);
  for (const { name, bytes } of files) writeFileSync(name, bytes);
  const argv = argumentsFor(files, pick);
  return {
    argv: has('flags') ? mutatedFlags(argv, pick) : argv,
    planText,
    doc: parsedPlan(planText),
    journal: journalText,
    files,
    tables: files.map(({ text }) => (text === null ? null : plainTable(text))),
    kinds,
  };
}

function parsedPlan(text) {
  try {
    return parse(text, { logLevel: 'silent' });
  } catch {
    return null;
  }
}

/** The table as one file, or as two with some of the rows each. */
function partsOf({ header, rows }, { truth, pick }) {
  if (truth.layout !== 'rows' || pick.chance(0.9)) return [{ name: 'day.csv', header, rows }];
  const at = pick.whole(1, Math.max(1, rows.length - 1));
  return [
    { name: 'day.csv', header, rows: rows.slice(0, at) },
    { name: 'more.csv', header, rows: rows.slice(at) },
  ];
}

function fileOf({ name, header, rows }, { sign, has, pick }) {
  const end = pick.chance(0.9) ? '\n' : '\r\n';
  const written = [header, ...rows].map((row) => row.join(sign) + end).join('');
  const text = has('table text') ? mutatedText(written, pick) : written;
  const gz = pick.chance(0.08);
  const bytes = gz ? gzipSync(text, { level: 1 }) : Buffer.from(text);
  const file = { name: gz ? `${name}.gz` : name, text, bytes };
  return has('bytes') ? { ...file, text: null, bytes: mutatedBytes(bytes, pick) } : file;
}

function argumentsFor(files, pick) {
  const short = [['-q'], ['-q'], ['-q'], ['--details'], []];
  const whole = ['json', 'markdown', 'junit', 'github'].map((name) => ['--format', name]);
  const flags = [
    ...(pick.chance(0.85) ? [['--journal', JOURNAL]] : []),
    pick.oneOf(pick.chance(0.7) ? short : whole),
    ...(pick.chance(0.12)
      ? [['--exit-code', pick.oneOf(['keep-collecting=0', 'ship=5', 'invalid=9'])]]
      : []),
    ...(pick.chance(0.05) ? [['--output', 'report.txt']] : []),
  ];
  const operands = ['plan.yaml', ...files.map(({ name }) => name)];
  return ['gate', ...flags.flat(), ...(pick.chance(0.6) ? ['--'] : []), ...operands];
}
