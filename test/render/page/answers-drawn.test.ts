import { beforeAll, describe, expect, test } from 'vitest';
import { type Answers, renderedAnswer } from '../../../src/render/answers.js';
import { PLAIN } from '../../../src/render/text/style.js';
import { runProgram } from '../../program.js';
import { ANSWERING } from '../answering.js';
import { drawings, type Mark, readOff } from './drawings.js';

const RENDERING = { style: { paint: PLAIN, width: 80 } };

async function answered<K extends keyof Answers>(kind: K, which: number): Promise<Answers[K]> {
  const args = ANSWERING[kind].at(which)!;
  return JSON.parse((await runProgram([...args, '--format', 'json'])).stdout);
}

async function drawn<K extends keyof Answers>(kind: K, answer: Answers[K]) {
  return drawings(await renderedAnswer(kind, answer, 'html', RENDERING));
}

/** Where curves run, as values of both axes: their frame is as wide and high as the numbers at its ends. */
function curvesOf(
  marks: readonly Mark[],
  rise: readonly [number, number],
): (readonly [number, number])[][] {
  const across = readOff(marks);
  const [from, to] = rise;
  // The frame is stretched over all but 4 % at either side.
  const valueAt = (x: number) => across(`${4 + (92 * x) / 1000}%`);
  return marks
    .filter(({ name }) => name === 'path')
    .map(({ at }) =>
      at
        .d!.slice(1)
        .split('L')
        .map((point) => {
          const [x = 0, y = 0] = point.split(',').map(Number);
          return [valueAt(x), to - ((to - from) * y) / 1000] as const;
        }),
    );
}

function expectAlong(
  curve: readonly (readonly [number, number])[],
  points: readonly (readonly [number, number])[],
): void {
  expect(curve).toHaveLength(points.length);
  const reach = Math.abs(points.at(-1)![0] - points[0]![0]);
  curve.forEach(([x, y], i) => {
    expect(Math.abs(x - points[i]![0])).toBeLessThan(2e-3 * reach);
    expect(Math.abs(y - points[i]![1])).toBeLessThan(1e-3);
  });
}

describe('a page of power', () => {
  let report: Answers['power'];
  let marks: Map<string, Mark[]>;
  beforeAll(async () => {
    report = await answered('power', 2);
    marks = await drawn('power', report);
  });

  test('draws its curve where the figures are, in thousands of units', () => {
    const [curve] = curvesOf(marks.get('power')!, [0, 1]);
    expectAlong(
      curve!,
      report.curve.map(({ units, power }) => [units / 1000, power]),
    );
  });

  test('marks the answer, and the power that was asked for, where they cross', () => {
    const found = marks.get('power')!;
    const answer = found.find(({ text }) => text.includes(' units: 80 %'))!;
    expect(readOff(found)(answer.at.x!)).toBeCloseTo(report.sampleSize.exactPerVariant / 1000, 1);
    const [curve] = curvesOf(found, [0, 1]);
    const beyond = curve!.find(([x]) => x >= report.sampleSize.exactPerVariant / 1000 - 0.1)!;
    expect(beyond[1]).toBeCloseTo(0.8, 2);
  });

  test('draws a bar for each effect nearby, as long as its units', () => {
    const found = marks.get('nearby')!;
    const bars = found.filter(({ name, at }) => name === 'line' && at['stroke-width'] === '8');
    const lengths = bars.map(({ at }) => readOff(found)(at.x2!));
    report.neighbours.forEach(({ sampleSize }, i) => {
      expect(Math.abs(lengths[i]! - sampleSize.total / 1000)).toBeLessThan(0.5);
    });
    expect(bars).toHaveLength(report.neighbours.length);
  });

  test('draws a dot at each look, at its bound', () => {
    const found = marks.get('boundary')!;
    const dots = found.filter(({ name }) => name === 'circle');
    const { boundary, futility } = report.monitoring;
    // Those that show better, those of futility, those that show worse.
    expect(dots).toHaveLength(2 * boundary.length + futility!.looks.length);
    const [upper, given, lower] = curvesOf(found, zEnds(found));
    const z = (points: readonly { statistic: number | null }[]) =>
      points.map(({ statistic }) => statistic!);
    expect(upper!.map(([, y]) => y)).toEqual(z(boundary).map((one) => expect.closeTo(one, 1)));
    expect(given!.map(([, y]) => y)).toEqual(
      z(futility!.looks).map((one) => expect.closeTo(one, 1)),
    );
    expect(lower!.map(([, y]) => -y)).toEqual(z(boundary).map((one) => expect.closeTo(one, 1)));
    expect(upper!.map(([x]) => Math.round(x))).toEqual([25, 50, 75, 100]);
  });
});

/** The numbers at the left of a chart of z: the least and the largest are its ends. */
function zEnds(marks: readonly Mark[]): [number, number] {
  const numbers = marks.flatMap(({ text }) => {
    const [, number] = /^z ([−\d.]+)$/.exec(text) ?? [];
    return number === undefined ? [] : [Number(number.replace('−', '-'))];
  });
  return [Math.min(...numbers), Math.max(...numbers)];
}

test('a page of a margin draws what the past data leave of the answer', async () => {
  const report = await answered('margin', -1);
  const found = (await drawn('margin', report)).get('range')!;
  const bar = found.find(({ name, at }) => name === 'line' && at['stroke-width'] === '3')!;
  const { lower, upper } = report.pilot!.range;
  const ends = [bar.at.x1!, bar.at.x2!].map(readOff(found));
  const factor = upper! >= 1e4 ? 1000 : 1;
  expect(ends[0]! * factor).toBeCloseTo(lower!, -1);
  expect(ends[1]! * factor).toBeCloseTo(upper!, -1);
});

describe('a page of a plan', () => {
  let report: Answers['plan'];
  let marks: Map<string, Mark[]>;
  beforeAll(async () => {
    report = await answered('plan', -1);
    marks = await drawn('plan', report);
  });

  test('draws which effects it finds, and its MDE', () => {
    const found = marks.get('detection')!;
    const [curve] = curvesOf(found, [0, 1]);
    expectAlong(
      curve!,
      report.detection!.curve.map(({ effect, power }) => [100 * effect, power]),
    );
    const mde = found.find(({ text }) => text === 'MDE')!;
    expect(readOff(found)(mde.at.x!)).toBeCloseTo(100 * 0.08 * 0.21, 2);
  });

  test('draws what each metric takes, beside what is planned', () => {
    const found = marks.get('size')!;
    const bars = found.filter(({ name, at }) => name === 'line' && at['stroke-width'] === '8');
    bars.forEach(({ at }, i) => {
      const off = readOff(found)(at.x2!) * 1000 - report.metrics[i]!.required!.total;
      expect(Math.abs(off)).toBeLessThan(500);
    });
    const planned = found.find(({ text }) => text.startsWith('planned: '))!;
    expect(readOff(found)(planned.at.x!)).toBeCloseTo(report.sampleSize!.total / 1000, 0);
  });

  test('draws its bounds at its looks', () => {
    const found = marks.get('boundary')!;
    const [upper] = curvesOf(found, zEnds(found));
    expect(upper!.map(([, y]) => y)).toEqual(
      report.boundary.map(({ statistic }) => expect.closeTo(statistic!, 1)),
    );
  });
});

describe('a page of a simulation', () => {
  let report: Answers['simulation'];
  let marks: Map<string, Mark[]>;
  beforeAll(async () => {
    report = await answered('simulation', -1);
    marks = await drawn('simulation', report);
  });

  test('draws the errors that were seen, and upright lines where they were promised to end', () => {
    const found = marks.get('errors')!;
    const errors = report.scenarios.filter(({ gate }) => gate.falseShip !== null);
    const dots = found.filter(({ name }) => name === 'circle');
    const promised = found.filter(
      ({ name, at }) =>
        name === 'line' && at.stroke === 'currentColor' && at['stroke-width'] === '2',
    );
    const valueAt = readOff(found);
    errors.forEach(({ gate, promised: { falseShip } }, i) => {
      expect(valueAt(dots[i]!.at.cx!)).toBeCloseTo(100 * gate.falseShip!.rate, 1);
      expect(valueAt(promised[i]!.at.x1!)).toBeCloseTo(100 * falseShip!, 1);
    });
    expect(promised).toHaveLength(errors.length);
  });

  test('draws how many have ended by each look', () => {
    report.scenarios.forEach(({ gate, experiments }, i) => {
      const [own] = curvesOf(marks.get(`duration-${i + 1}`)!, [0, 1]);
      let ended = 0;
      const points = gate.duration.endedAt.map((count, look): [number, number] => {
        ended += count;
        return [report.design.lookUnits[look]! / 1000, ended / experiments];
      });
      expectAlong(own!, [[0, 0], ...points]);
    });
  });
});
