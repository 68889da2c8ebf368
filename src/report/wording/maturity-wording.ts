import type { ProgrammeReport } from '../programme-report.js';
import { wordChange } from './holdout-wording.js';
import { formatCount, formatCounted, formatFixed } from './numbers.js';

type Maturity = NonNullable<ProgrammeReport['maturity']>;
type Lack = Maturity['experimentation']['lacking'][number];

/** What each fact is, and what it is counted of. */
const FACTS: Record<Maturity['facts'][number]['code'], { what: string; of: string }> = {
  PLANNED_BEFORE_DATA: { what: 'judged by the plan of their first look', of: 'with a look' },
  SPLIT_CLEAN: { what: 'without a failed check', of: 'with a look' },
  GUARDED: { what: 'with a guardrail', of: 'with a look' },
  PLANNED_SIZE_REACHED: { what: 'decided by their gate, or as large as planned', of: 'ended' },
  OVERRIDDEN: { what: 'ended otherwise than their gate said', of: 'closed' },
  LEARNED: { what: 'with what was learned written down', of: 'ended' },
  KPI_SHARED: { what: 'with the metric that most decide by', of: 'with a look' },
  PRICED: { what: 'with a value in money', of: 'with a look' },
  CONFIRMED_BY_HOLDOUT: { what: 'confirmed by a group held out', of: 'shipped' },
};

/** The facts as rows: how many, of how many, what. */
export function maturityRows({ facts }: Maturity): { count: string; what: string }[] {
  return facts.map(({ code, count, of }) => ({
    count: count === null ? '–' : `${formatCount(count)} of ${formatCount(of)}`,
    what:
      count === null
        ? `${FACTS[code].what}: journals do not tell`
        : `${FACTS[code].what} (${FACTS[code].of})`,
  }));
}

/** What each held-out group says of what was shipped. */
export function wordHoldouts({ holdouts = [] }: Maturity): string[] {
  return holdouts.map(({ path, answer, measured, claimed, known }) => {
    const change = measured === null ? '' : `${wordChange(measured)} against its group, `;
    const here = known === claimed ? '' : `, ${formatCount(known)} of which are among these`;
    return `${path}: ${change}${ANSWERS[answer]} (${formatCounted(claimed, 'experiment')}${here}).`;
  });
}

const ANSWERS: Record<NonNullable<Maturity['holdouts']>[number]['answer'], string> = {
  CONFIRMED: 'which confirms the claim',
  NO_EFFECT: 'which is not told from nothing, or is worse, and so confirms nothing',
  LESS_THAN_CLAIMED: 'which is less than is claimed, and so confirms nothing',
  CLAIM_UNCERTAIN: 'which confirms nothing, the claim itself not being told from nothing',
  NO_ANSWER: 'nothing could be compared',
};

/** The two levels with what the next ones lack. */
export function wordLevels({
  experimentation,
  personalization,
  perYear,
  surfaces,
}: Maturity): string[] {
  const rate =
    perYear === null
      ? 'Less than a month is on record'
      : `${formatFixed(perYear, perYear < 10 ? 1 : 0)} experiments a year`;
  return [
    `${rate}, on ${formatCount(surfaces)} ${surfaces === 1 ? 'surface' : 'surfaces'}.`,
    `Experimentation: ${experimentation.level} (of crawl, walk, run, fly; Fabijan et al. 2017)${lackOf(experimentation.lacking)}.`,
    `Personalization: ${personalization.level} (of incidental, disciplined, cross-life-cycle, business)${lackOf(personalization.lacking)}.`,
  ];
}

function lackOf(lacking: readonly Lack[]): string {
  return lacking.length === 0
    ? ''
    : `; the next asks for ${lacking.map((one) => LACKS[one]).join(', ')}`;
}

const LACKS: Record<Lack, string> = {
  PLANNED_BEFORE_DATA: 'plans before data',
  SPLIT_CLEAN: 'clean splits',
  GUARDED: 'guardrails',
  PLANNED_SIZE_REACHED: 'tests that run to their end',
  OVERRIDDEN: 'fewer overridden decisions',
  LEARNED: 'what was learned, written down',
  KPI_SHARED: 'one metric that all have',
  PRICED: 'values in money',
  CONFIRMED_BY_HOLDOUT: 'confirmation by a group held out',
  PER_YEAR: 'more experiments a year',
  SURFACES: 'more surfaces',
};

/** Where the levels come from. */
export const LEVELS_NOTE =
  'Levels are functions of these counts: a step is reached where it and all below it hold for 80 % of experiments.';
