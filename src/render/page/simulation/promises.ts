import type {
  ScenarioReport,
  SimulatedRate,
  SimulationReport,
} from '../../../report/simulation-report.js';
import { formatLevel } from '../../../report/wording/numbers.js';
import { wordRate } from '../../../report/wording/rates.js';
import {
  type RatePromise,
  scenarioName,
  wordPromise,
} from '../../../report/wording/simulation-wording.js';
import { figure } from '../chart/figure.js';
import { type ForestRow, forest } from '../chart/forest.js';
import { element, type Markup } from '../markup.js';
import { section } from '../parts.js';
import { table } from '../table.js';

/** A rate that something is promised of. */
interface Promised {
  scenario: ScenarioReport;
  rate: SimulatedRate;
  promised: RatePromise;
  naive: SimulatedRate | null;
}

/** What the plan promises of errors and of finding the effect, beside what was seen. */
export function promisesSection(report: SimulationReport): Markup {
  const { scenarios } = report;
  const errors = scenarios.flatMap((scenario): Promised[] => {
    const { gate, naive, promised } = scenario;
    if (gate.falseShip === null) return [];
    return [
      {
        scenario,
        rate: gate.falseShip,
        promised: { most: promised.falseShip },
        naive: naive.falseShip,
      },
    ];
  });
  const found = scenarios.flatMap((scenario): Promised[] => {
    const { gate, promised } = scenario;
    if (gate.miss === null) return [];
    return [
      { scenario, rate: gate.decisions.ship, promised: { least: promised.ship }, naive: null },
    ];
  });
  return section(
    'Promised and seen',
    element('p', {}, PROMISES),
    ratesFigure(report, errors, {
      id: 'errors',
      what: 'How often the gate ships what must not be shipped',
    }),
    naiveFigure(report, errors),
    ratesFigure(report, found, {
      id: 'found',
      what: 'How often the gate ships the treatment that has the effect',
    }),
  );
}

const PROMISES =
  'Where nothing works, at most alpha is shipped on the side that ships, over all treatments where several are corrected. A guardrail at its margin is let through with alpha at most, and treatments beside it that do nothing may be shipped as well. A treatment that works is shipped as surely as its plan says, or more.';

function ratesFigure(
  report: SimulationReport,
  rates: readonly Promised[],
  { id, what }: { id: string; what: string },
): Markup | null {
  if (rates.length === 0) return null;
  const rows = rates.map(({ scenario, rate, promised }): ForestRow => {
    const promise = wordPromise(rate, promised);
    return {
      name: scenarioName(scenario),
      value: asEstimate(rate),
      figures: promise === null ? wordRate(rate) : `${wordRate(rate)} · ${promise.text}`,
      tone: promise === null ? 'open' : promise.isKept ? 'good' : 'bad',
      compared: promised.most ?? promised.least ?? null,
    };
  });
  return rateForest({ report, id, what: `${what}; the upright line is what is promised` }, rows);
}

/** The same where nobody waits: what looking again and again would do. */
function naiveFigure(report: SimulationReport, errors: readonly Promised[]): Markup | null {
  const rows = errors.flatMap(({ scenario, naive, promised }): ForestRow[] => {
    if (naive === null) return [];
    const isBroken = promised.most != null && naive.lower > promised.most;
    return [
      {
        name: scenarioName(scenario),
        value: asEstimate(naive),
        figures: wordRate(naive),
        tone: isBroken ? 'bad' : 'open',
        compared: promised.most ?? null,
      },
    ];
  });
  const what = 'The same, were a treatment shipped at the first look with p < alpha';
  return rateForest({ report, id: 'naive', what }, rows);
}

function rateForest(
  { report, id, what }: { report: SimulationReport; id: string; what: string },
  rows: readonly ForestRow[],
): Markup | null {
  if (rows.length === 0) return null;
  const description = rows.map(({ name, figures }) => `${name}: ${figures}`).join('; ');
  const level = formatLevel(report.confidence);
  return figure(
    `${what}. In % of experiments, with ${level} intervals`,
    forest({ id, title: what, description }, rows, {
      lines: [],
      unit: { factor: 100, sign: ' %' },
    }).map(({ drawing }) => drawing),
    table(
      [{ name: 'what is true' }, { name: 'experiments' }],
      rows.map(({ name, figures }) => [name, figures]),
    ),
  );
}

/** A simulated rate as a forest draws it. */
export function asEstimate({ rate, lower, upper }: SimulatedRate): NonNullable<ForestRow['value']> {
  return { estimate: rate, lower, upper };
}
