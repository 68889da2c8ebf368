import { chosenVariant } from '../fold/chosen-rows.js';
import { keyOfDay } from '../fold/fold-days.js';
import { OTHERS_REMEMBERED } from '../fold/fold-rows.js';
import { NO_VALUE } from '../fold/fold-segments.js';
import { namesVariant } from '../fold/variant-names.js';
import { isMissing } from '../reading.js';
import { writtenDay } from '../values/days.js';
import { isTotal } from '../values/figure-words.js';
import { triggerIn } from '../values/trigger-words.js';
import {
  type ClassifiedField,
  judgedCount,
  judgedLabel,
  judgedNumber,
} from './classified-field.js';
import { JUDGED, MOST } from './layout.js';
import type { ScanLayout } from './scan-layout.js';
import { filterVerdict } from './scanned-filters.js';

/** What texts of one piece of a file stand for, in order of appearance. */
export interface FieldClassifier {
  /** The variants. */
  variants: string[];
  /** The values of each segment column. */
  segments: string[][];
  /** The texts of each column in which a variant may have one. */
  steady: string[][];
  /** The texts of each value column that has labels. */
  labels: string[][];
  /** The currencies of each value column in which amounts are; '' for none, where it shows by the text. */
  units: string[][];
  /** The ids of each column of ids that were sampled. */
  ids: string[][];
  /** Takes a sampled id. */
  keepId: (column: number, field: string) => void;
  /** Marks what has been met so far; and forgets the texts that were met since. */
  mark: () => void;
  forget: () => void;
  /** Whether the id of a unit is one as it stands, with nothing about it that would be trimmed. */
  isUnitId: (field: string) => boolean;
  /** The code of a text in a text column; −1 where its row needs judgement. */
  codeOf: (column: number, field: string) => number;
  /** What a filter says of a field: 1 or 0; −1 where its row needs judgement. */
  verdictOf: (filter: number, field: string) => number;
  /** What a field of a value column is. */
  valueOf: (column: number, field: string) => ClassifiedField;
}

/** Judges fields by the rules that records are read by. */
export function classifierFor(plan: ScanLayout): FieldClassifier {
  const { texts, values, variantColumn, missing } = plan;
  const first = variantColumn ? 1 : 0;
  // Where rows are sums, one that sums up others needs judgement, in whatever column it says so.
  const isOfTotal = (text: string) => plan.unitsColumn !== null && isTotal(text, true);
  const variants: string[] = [];
  const steadyFrom = texts.length - plan.steady.length;
  const segments: string[][] = texts.slice(first, steadyFrom).map(() => []);
  const steady: string[][] = plan.steady.map(() => []);
  const labels: string[][] = values.map(() => []);
  const units: string[][] = values.map(() => []);
  const ids: string[][] = plan.ids.map(() => []);
  const lists = [variants, ...segments, ...steady, ...labels, ...units];
  const marks = lists.map(() => 0);
  const segmentIn = (column: number, text: string) => {
    if (column === 0 && plan.trigger !== null) return triggerIn(text, plan.trigger, plan);
    return text === '' ? NO_VALUE : text;
  };
  const codeOfSegment = (column: number, text: string) => {
    const value = isOfTotal(text) ? null : segmentIn(column, text);
    return value === null ? -1 : codeIn(segments[column]!, value);
  };
  return {
    mark: () => {
      lists.forEach(({ length }, i) => {
        marks[i] = length;
      });
    },
    forget: () => {
      lists.forEach((list, i) => {
        list.splice(marks[i]!);
      });
    },
    variants,
    segments,
    steady,
    labels,
    units,
    ids,
    keepId: (column, field) => {
      const id = textOf(field);
      if (!isMissing(id, { missing })) ids[column]!.push(id);
    },
    isUnitId: (field) => field.trim() === field && !isMissing(field, { missing }),
    codeOf: (column, field) => {
      const text = textOf(field);
      if (column >= steadyFrom)
        return isOfTotal(text) ? -1 : codeIn(steady[column - steadyFrom]!, text);
      if (column === plan.days?.text) return dayCode(segments[column - first]!, text, plan);
      if (column >= first) return codeOfSegment(column - first, text);
      const name = chosenVariant(text, plan.variants) ?? text;
      return isVariant(name, plan) ? codeIn(variants, name) : -1;
    },
    verdictOf: (filter, field) => filterVerdict(plan.filters[filter]!, textOf(field), plan),
    valueOf: (column, field) => {
      const text = textOf(field);
      const { success, format, isCount, emptyIsZero } = values[column]!;
      if (isOfTotal(text)) return { kind: JUDGED.bad, value: 0 };
      if (isCount) return judgedCount(text, format, missing);
      const isZero = text === '' && emptyIsZero && success !== '';
      if (isZero) return { kind: JUDGED.empty, value: 0 };
      if (success === null) return judgedNumber(text, format, { missing, units: units[column]! });
      const judged = judgedLabel(text, success, missing);
      if (judged.kind === JUDGED.label) noteLabel(labels[column]!, text, success);
      return judged;
    },
  };
}

/** The code of the day that a text is on; −1 where it is on none. */
function dayCode(known: string[], text: string, { days, missing }: ScanLayout): number {
  const day = isMissing(text, { missing }) ? null : writtenDay(text, days!.order);
  return day === null || typeof day === 'string' ? -1 : codeIn(known, keyOfDay(day));
}

/** Whether a name is a variant's, and no row's that has none or sums up others. */
function isVariant(name: string, plan: ScanLayout): boolean {
  if (name === '') return false;
  return (
    plan.variants.includes(name) ||
    (namesVariant(name, plan) && !isTotal(name, plan.unitsColumn !== null))
  );
}

/** A field's text as CSV has it, trimmed; the scanner has seen to it that quotes are where they may be. */
function textOf(field: string): string {
  const bare = field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field;
  return bare.trim();
}

function codeIn(known: string[], text: string): number {
  const code = known.indexOf(text);
  if (code !== -1) return code;
  return known.length < MOST.codes ? known.push(text) - 1 : -1;
}

/** Notes the success, and as many others as a hint may need. */
function noteLabel(labels: string[], text: string, success: string): void {
  const wanted = text === success || labels.length < OTHERS_REMEMBERED;
  if (wanted && !labels.includes(text)) labels.push(text);
}
