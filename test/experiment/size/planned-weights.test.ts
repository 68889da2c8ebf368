import { expect, test } from 'vitest';
import {
  smallestShareOf,
  smallestWeight,
  weightOf,
} from '../../../src/experiment/size/planned-weights.js';

const arms = { control: 'generic', treatments: ['light', 'full', 'bold'] };

test('the smallest share is the first treatment’s that has it, whatever the control has', () => {
  const weights = Object.entries({ generic: 1, light: 5, full: 2, bold: 2 });
  const plan = { ...arms, allocation: new Map(weights) };
  expect(weightOf(plan, 'light')).toBe(5);
  expect(smallestWeight(plan)).toBe(2);
  expect(smallestShareOf(plan)).toBe('full');
});

test('without weights all are alike', () => {
  const plan = { ...arms, allocation: null };
  expect(smallestWeight(plan)).toBe(weightOf(plan, 'generic'));
  expect(smallestShareOf(plan)).toBe('light');
});
