import {
  decisionOf,
  type LedgerEffect,
  type LedgerExperiment,
  type LedgerReport,
  tellingEffects,
} from '../../../report/ledger-report.js';
import {
  wordLedgerEffect,
  wordLedgerLift,
  wordLedgerMoney,
} from '../../../report/wording/ledger-wording.js';
import { formatCount } from '../../../report/wording/numbers.js';
import { NO_EFFECT } from '../../charted.js';
import { headline } from '../../verdict-words.js';
import type { Tone } from '../chart/colours.js';
import { figure } from '../chart/figure.js';
import { forest } from '../chart/forest.js';
import { unitOf, wordUnit } from '../figures.js';
import { element, type Markup, nameOf } from '../markup.js';
import { section } from '../parts.js';
import { table } from '../table.js';

/** One effect of one experiment. */
interface Told {
  one: LedgerExperiment;
  effect: LedgerEffect;
}

/** More would be no drawing that anyone reads; the table has all. */
const MOST_DRAWN = 60;

/** The effects of each metric, one experiment below the other. */
export function ledgerEffects(report: LedgerReport): Markup | null {
  const groups = [...byMetric(report).values()];
  if (groups.length === 0) return null;
  const figures = groups.map((told, i) => effectsFigure(told, `effects-${i + 1}`));
  return section('Effects', ...figures);
}

/** Effects are drawn together that are of one metric and in one unit. */
function byMetric(report: LedgerReport): Map<string, Told[]> {
  const groups = new Map<string, Told[]>();
  for (const one of report.experiments) {
    for (const effect of tellingEffects(one, report.ledger)) {
      const key = JSON.stringify([effect.metric, effect.kind]);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [{ one, effect }]);
      else group.push({ one, effect });
    }
  }
  return groups;
}

function effectsFigure(told: readonly Told[], id: string): Markup {
  const [{ effect }] = told as [Told];
  const kind = effect.kind ?? 'mean';
  const drawn = told.slice(-MOST_DRAWN);
  const rows = drawn.map(({ one, effect: own }) => ({
    name: nameIn(one, own),
    value: own.outcome === 'untestable' ? null : own.effect,
    figures: `${wordFigures(own)} · ${decisionInShort(one)}`,
    tone: toneOf(one, own),
  }));
  const cut = told.length > drawn.length ? `; the last ${MOST_DRAWN} of ${told.length}` : '';
  const better = effect.direction === null ? '' : `, ${effect.direction} is better`;
  return figure(
    [
      element('strong', {}, nameOf(effect.metric)),
      ` · effect in ${wordUnit({ kind })}${better}, each with the interval of its last look${cut}`,
    ],
    forest(
      {
        id,
        title: `Effects on ${effect.metric}`,
        description: rows.map(({ name, figures }) => `${name}: ${figures}`).join('; '),
      },
      rows,
      { lines: [NO_EFFECT], unit: unitOf({ kind }) },
    ).map(({ drawing }) => drawing),
    effectsTable(told),
  );
}

/** The experiment, with the treatment where it has several. */
function nameIn({ experiment, effects }: LedgerExperiment, { treatment }: LedgerEffect): string {
  const treatments = new Set(effects.map((effect) => effect.treatment));
  return treatments.size > 1 ? `${experiment}, ${treatment}` : experiment;
}

function wordFigures(effect: LedgerEffect): string {
  const { estimate, interval } = wordLedgerEffect(effect);
  return interval === null ? estimate : `${estimate} ${interval}`;
}

function decisionWords(one: LedgerExperiment): string {
  const said = decisionOf(one);
  return said === null ? one.state : headline(said);
}

/** Short enough to stand behind its figures on a phone. */
const SHORT = {
  ship: 'SHIP',
  'keep-control': 'KEEP',
  'keep-collecting': 'GO ON',
  invalid: 'INVALID',
};

function decisionInShort(one: LedgerExperiment): string {
  const said = decisionOf(one);
  return said === null ? one.state : SHORT[said.decision];
}

/** By what the last look says of it; of an invalid one nothing is good or bad. */
function toneOf({ verdict }: LedgerExperiment, { outcome }: LedgerEffect): Tone {
  if (verdict?.decision === 'invalid') return 'open';
  return outcome === 'win' ? 'good' : outcome === 'loss' ? 'bad' : 'open';
}

const FIGURES = ['effect', 'interval', 'lift', 'units', 'net'];

function effectsTable(told: readonly Told[]): Markup {
  const columns = [
    ...['experiment', 'treatment', 'decision'].map((name) => ({ name })),
    ...FIGURES.map((name) => ({ name, isFigure: true })),
  ];
  const rows = told.map(({ one, effect }) => {
    const { estimate, interval } = wordLedgerEffect(effect);
    return [
      nameOf(one.experiment),
      nameOf(effect.treatment),
      nameOf(decisionWords(one)),
      estimate,
      interval ?? '–',
      wordLedgerLift(effect) ?? '–',
      effect.units === null ? '–' : formatCount(effect.units),
      wordLedgerMoney(effect, one.done) ?? '–',
    ];
  });
  return table(columns, rows);
}
