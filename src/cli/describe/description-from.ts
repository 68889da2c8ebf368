import { kindOf } from '../../read/describe/column-kind.js';
import { rolesOf } from '../../read/describe/column-roles.js';
import type { ColumnTally } from '../../read/describe/column-tally.js';
import type { DescribedFile } from '../../read/describe/describe-file.js';
import { barsOf } from '../../read/describe/histogram.js';
import type { Reading, ReadOptions } from '../../read/reading.js';
import { likelyControl } from '../../read/recognize/control.js';
import type { ColumnDescription, DescriptionReport } from '../../report/description-report.js';
import { shellWords } from '../flags/shell-words.js';
import type { ProposedCommands } from './proposed-commands.js';

/** The bars of a histogram. */
const BARS = 12;

/** So many texts are told of a column. */
const MOST_COMMON = 10;

/** The description of a file that was read, and of the commands for it. */
export function descriptionFrom(
  file: DescribedFile & { path: string },
  proposed: ProposedCommands,
  options: ReadOptions,
  version: string,
): DescriptionReport {
  const { header, firstRows, tallies, path, rows, blankRows, skippedRows, firstSkipped } = file;
  const { commands, questions, reading, triedOn } = proposed;
  const roles = rolesOf(header, firstRows, tallies, options);
  const columns = header.names.map((name, i) => ({
    name,
    ...describedValues(tallies[i]!),
    roles: roles[i]!,
    control: roles[i]!.includes('variant') ? controlAmong(tallies[i]!) : null,
    usedAs: reading === null ? null : usedAs(name, reading),
    proposed: questions.some(({ answer }) => isNamed(name, answer)),
  }));
  return {
    schemaVersion: 1,
    tool: { name: 'perso-test', version },
    file: { path, rows, blankRows, skippedRows, firstSkipped },
    columns,
    commands,
    questions,
    triedOn,
  };
}

function describedValues(tally: ColumnTally) {
  const { values, missing, texts, mostTexts, repeats, sample, least, most, histogram } = tally;
  const isSampled = sample !== null || repeats || texts !== null;
  return {
    kind: kindOf(tally),
    values,
    missing,
    distinct: { count: texts?.size ?? mostTexts, more: texts === null },
    repeats: isSampled ? repeats : null,
    range: histogram === null ? null : { least, most },
    dates: kindOf(tally) === 'date' ? tally.dateRange : null,
    histogram: histogram === null ? null : barsOf(histogram, { least, most, bars: BARS }),
    common: mostCommon(texts),
  };
}

function controlAmong({ texts }: ColumnTally): string | null {
  return likelyControl([...(texts ?? new Map<string, number>()).keys()]);
}

function mostCommon(texts: ColumnTally['texts']): ColumnDescription['common'] {
  const sorted = [...(texts ?? new Map<string, number>())].sort(([, a], [, b]) => b - a);
  return sorted.slice(0, MOST_COMMON).map(([text, count]) => ({ text, count }));
}

/** Whether an answer names the column, by itself or before its kind or its denominator. */
function isNamed(name: string, answer: string | null): boolean {
  if (answer === null) return false;
  const [flag, value = ''] = shellWords(answer);
  return flag?.startsWith('--') === true && value.split(/[/:=]/).includes(name);
}

function usedAs(name: string, reading: Reading): ColumnDescription['usedAs'] {
  const { variantColumn, unitIdColumn, unitsColumn, metrics } = reading;
  if (name === variantColumn) return 'variant';
  if (name === unitIdColumn) return 'unit id';
  if (metrics.some(({ column }) => column === name)) return 'metric';
  const units = metrics.flatMap(({ units: own, denominator }) => [own, denominator]);
  return name === unitsColumn || units.includes(name) ? 'units' : null;
}
