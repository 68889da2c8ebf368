import { expect, test } from 'vitest';
import { type TableColumn, tableLines } from '../../../src/render/text/table.js';

const columns: TableColumn[] = [
  { align: 'left', width: 20 },
  { align: 'left', width: 12 },
  { align: 'right', width: 14 },
];
const rows = [
  ['metric', 'role', 'units'],
  ['a name that is long', 'guardrail', '1,234'],
];

test('where there is room, columns are as wide as they would like to be', () => {
  expect(tableLines(columns, rows, 80)).toEqual([
    '  metric              role                 units',
    '  a name that is long guardrail            1,234',
  ]);
});

test('on a narrower screen as wide as what stands in them', () => {
  expect(tableLines(columns, rows, 40)).toEqual([
    '  metric              role         units',
    '  a name that is long guardrail    1,234',
  ]);
});

test('narrower still, the first is cut to what is left, but no further than to tell names apart', () => {
  expect(tableLines(columns, rows, 34)[1]).toBe('  a name that … guardrail    1,234');
  expect(tableLines(columns, rows, 20)[1]).toBe('  a name… guardrail    1,234');
});

test('a figure is never cut, nor are two run together: the first column gives way', () => {
  const wide = [...rows, ['a name that is long', 'guardrail', '12,345,678,901']];
  expect(tableLines(columns, wide, 50)[2]).toBe(
    '  a name that is long guardrail     12,345,678,901',
  );
  expect(tableLines(columns, wide, 46)[2]).toBe('  a name that is … guardrail    12,345,678,901');
});
