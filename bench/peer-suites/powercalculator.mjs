/* Booking's powercalculator: its data sets of powers, made in R, which it meets to 0.05 %. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  meanNonInferiorityPower,
  meanPower,
  normalQuantile,
  normalTails,
  proportionPower,
} from '../../dist/index.js';

export const name = 'powercalculator';
export const file = 'tests/dataset.gtest.csv';

/** As its own tests have it. */
const TOLERANCE = 0.0005;
const ALPHA = 0.1;

export function figures(folder) {
  const rates = rowsOf(join(folder, file)).map(ofRates);
  const means = rowsOf(join(folder, 'tests/dataset.ttest.csv')).flatMap(ofMeans);
  return [...rates, ...means];
}

function rowsOf(path) {
  const [header, ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) =>
    Object.fromEntries(line.split(',').map((text, i) => [names[i], text])),
  );
}

/** Of several comparisons each at the level of Sidak, in arms of equal size. */
function designOf({ point_estimate, effect_size, sample_size, nr_variants, mre_type }) {
  const [baseline, size, variants] = [point_estimate, effect_size, nr_variants].map(Number);
  const units = Number(sample_size) / variants;
  return {
    baseline,
    effect: mre_type === 'absolute' ? size : baseline * size,
    size,
    alpha: 1 - (1 - ALPHA) ** (1 / (variants - 1)),
    units: { controlUnits: units, treatmentUnits: units },
  };
}

const within = (expected) => TOLERANCE * Number(expected);
const placed = (row) => Object.values(row).slice(0, -1).join(', ');

function ofRates(row) {
  const { baseline, effect, alpha, units } = designOf(row);
  const treatment = baseline + effect;
  const label = { group: 'power of rates', name: placed(row), expected: Number(row.power) };
  if (treatment > 1) return { ...label, skip: 'a rate above 1' };
  const question = { control: baseline, treatment, ...units, alpha, alternative: 'two-sided' };
  const variance = baseline * (1 - baseline) + treatment * (1 - treatment);
  const error = Math.sqrt(variance / units.controlUnits);
  return {
    ...label,
    within: within(row.power),
    found: proportionPower(question),
    theirs: {
      why: 'variances apart under the null too (Wald), and rejections on the other side counted',
      found: bothSides(effect / error, normalQuantile(alpha / 2, 'upper')),
    },
  };
}

const bothSides = (mean, critical) =>
  normalTails(critical - mean).upper + normalTails(-critical - mean).lower;

function ofMeans(row) {
  const { baseline, effect, size, alpha, units } = designOf(row);
  const sd = Number(row.stddev_base);
  const question = { effect, sd, ...units, alpha, alternative: 'two-sided' };
  const other = {
    ...question,
    effect: -Math.abs(effect),
    alpha: alpha / 2,
    alternative: 'greater',
  };
  const found = meanPower(question);
  const label = placed(row);
  return [
    {
      group: 'power of means',
      name: label,
      expected: Number(row.power),
      within: within(row.power),
      found,
      theirs: { why: 'rejections on the other side counted', found: found + meanPower(other) },
    },
    {
      group: 'power of non-inferiority of means',
      name: label,
      expected: Number(row.power_ni),
      within: within(row.power_ni),
      found: meanNonInferiorityPower({
        effect: 0,
        sd,
        margin: row.mre_type === 'absolute' ? size : baseline * size,
        allocation: 1,
        treatmentUnits: units.treatmentUnits,
        alpha,
        better: 'increase',
      }),
    },
  ];
}
