/* gsDesign: its checks against Jennison & Turnbull (2000), Deming (2005), Farrington & Manning (1990). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  crossingProbabilities,
  proportionNonInferioritySize,
  sequentialSize,
  spendingBoundaries,
  spendingNamed,
} from '../../dist/index.js';
import { all, asWritten, numbers } from './figures.mjs';

export const name = 'gsDesign';
export const file = 'tests/testthat/test-base.R';

export function figures(folder) {
  const text = readFileSync(join(folder, file), 'utf8');
  return [...designs(text), ...typeOneErrors(text), ...sizesOfRates(text)];
}

const sum = (values) => values.reduce((total, one) => total + one, 0);

/** Each design with what is expected of it, up to the next. */
function designs(text) {
  const found = all(
    text,
    /x <- gsDesign::gsDesign\((?<call>[^)]*)\)(?<block>[\s\S]*?)(?=x <- gsDesign::gsDesign\(|\n\}\))/g,
  );
  return found.flatMap(({ call, block }) => figuresOf(call.replace(/\s+/g, ' ').trim(), block));
}

function figuresOf(call, block) {
  const of = (key, otherwise) =>
    new RegExp(`\\b${key} ?= ?"?([\\w.]+)"?`).exec(call)?.[1] ?? otherwise;
  const expected = expectedIn(block);
  if (expected.length === 0) return [];
  const label = ({ what }) => ({ group: 'group-sequential designs', name: `${call}: ${what}` });
  if (of('test.type') !== '2') {
    return expected.map((one) => ({
      ...label(one),
      ...one,
      skip: 'bounds of futility that bind; here they never do',
    }));
  }
  const design = { k: Number(of('k', 3)), beta: Number(of('beta', 0.1)) };
  const looks = {
    fractions: Array.from({ length: design.k }, (_, i) => (i + 1) / design.k),
    alternative: 'two-sided',
  };
  const boundaries = boundariesOf(of('sfu'), Number(of('sfupar', 0)), looks);
  const size = sequentialSize(boundaries, looks, { alpha: 0.05, power: 1 - design.beta });
  return expected.map((one) => ({
    ...label(one),
    ...one,
    found: one.of({ size, boundaries, looks }),
  }));
}

/** Its alpha is of one side, 0.025 where nobody says otherwise. */
function boundariesOf(family, parameter, looks) {
  if (family === 'sfPower') {
    return spendingBoundaries({ ...looks, spending: spendingNamed(`power-${parameter}`) }, 0.05);
  }
  // The shapes of Wang & Tsiatis (1987): Pocock's is 0.5, O'Brien and Fleming's 0.
  const shape = { WT: parameter, OF: 0, Pocock: 0.5 }[family] - 0.5;
  const at = (scale) => looks.fractions.map((fraction) => scale * fraction ** shape);
  let [low, high] = [1, 6];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    const { past, opposite } = crossingProbabilities(at(middle), looks, 0);
    if (sum(past) + sum(opposite) > 0.05) low = middle;
    else high = middle;
  }
  return at(high);
}

/** What a block expects of its design, and how it is had from ours. */
function expectedIn(block) {
  return all(
    block,
    /expect_equal\((?<value>c\([^)]*\)|[\d.]+), round\(\s*(?<what>[^,]+),\s*(?<digits>\d)/g,
  ).flatMap(({ value, what, digits }) => {
    const values = value.startsWith('c(') ? numbers(value.slice(2, -1)) : [Number(value)];
    const within = 0.5000001 * 10 ** -Number(digits);
    return values.map((expected, i) => ({
      what: `${what.trim()} ${i + 1}`,
      expected,
      within,
      of: partOf(what, i),
    }));
  });
}

function partOf(what, i) {
  const scale = what.includes('* 100') ? 100 : 1;
  if (what.includes('n.I')) return ({ size }) => scale * size.inflation;
  if (what.includes('bound[')) return ({ boundaries }) => boundaries.at(-1);
  if (what.includes('bound')) return ({ boundaries }) => boundaries[i];
  // At 0, half, once and one and a half the effect that has the power.
  return ({ size, boundaries, looks }) => {
    const { past, opposite } = crossingProbabilities(boundaries, looks, (size.drift * i) / 2);
    const early = past.map((p, look) => (p + opposite[look]) * (1 - looks.fractions[look]));
    return scale * size.inflation * (1 - sum(early));
  };
}

/** What looking k times at 1.96 comes to, on one side. */
function typeOneErrors(text) {
  const [, block] = /test_that\("test\.Deming\.gsProb", \{([\s\S]*?)\n\}\)/.exec(text);
  return all(
    block,
    /expect_equal\((?<value>[\d.]+), round\(\w, 3\), info = "[^"]*k = (?<k>\d+)"/g,
  ).map(({ value, k }) => {
    const fractions = Array.from({ length: Number(k) }, (_, i) => (i + 1) / k);
    const at = fractions.map(() => 1.959963984540054);
    const { past } = crossingProbabilities(at, { fractions, alternative: 'two-sided' }, 0);
    return {
      group: 'error of looking again',
      name: `${k} looks`,
      expected: Number(value),
      within: asWritten(value),
      found: sum(past),
    };
  });
}

/** Sizes of non-inferiority by Farrington & Manning; others are of odds ratios. */
function sizesOfRates(text) {
  const [, block] = /test_that\("test\.nBinomial\.misc", \{([\s\S]*?)\n\}\)/.exec(text);
  const found = all(
    block,
    /nBinomial\((?<call>[^)]*(?:\([^)]*\)[^)]*)*)\)\)?,\s*(?<value>c\([^)]*\)|[\d.]+),\s*info/g,
  );
  return found.flatMap(({ call, value }) => {
    const of = (key, otherwise) =>
      Number(
        new RegExp(`\\b${key} = (?:log\\()?(-?[\\d./ ]+)`)
          .exec(call)?.[1]
          .split('/')
          .reduce((a, b) => a / b) ?? otherwise,
      );
    const values = value.startsWith('c(') ? numbers(value.slice(2, -1)) : [Number(value)];
    const scale = /scale = "(\w+)"/.exec(call)[1];
    const label = (i) => ({
      group: 'sizes of rates',
      name: `${call.replace(/\s+/g, ' ').trim()}: ${i + 1}`,
      expected: values[i],
      within: 1e-4 * values[i],
    });
    if (scale === 'or')
      return values.map((_, i) => ({ ...label(i), skip: 'odds ratios are not offered here' }));
    if (scale === 'rr') {
      return values.map((_, i) => ({
        ...label(i),
        skip: 'shows a ratio above 2; relative margins here are of what may be lost',
      }));
    }
    const ratio = of('ratio', 1);
    const [alpha, beta, delta] = [of('alpha', 0.025), of('beta', 0.1), of('delta0', 0)];
    // Its first arm is ours to be shown not worse, its p1 − p2 above delta0.
    const question = {
      control: of('p2'),
      treatment: of('p1'),
      margin: 0,
      allocation: 1 / ratio,
      alpha,
      power: 1 - beta,
      better: 'increase',
    };
    const first = proportionNonInferioritySize({ ...question, margin: -delta });
    const sizes = values.length === 1 ? [first * (1 + ratio)] : [first, first * ratio];
    return values.map((_, i) => ({ ...label(i), found: sizes[i] }));
  });
}
