import { join } from 'node:path';
import type { AnswerKind } from '../../src/render/answers.js';

const fixtures = join(import.meta.dirname, '../../fixtures');
const plan = join(fixtures, 'plan.yaml');
const programme = join(fixtures, 'programme/*.jsonl');
const hero = join(fixtures, 'hero.csv');

const FEW = ['--experiments', '40', '--looks', '3', '--threads', '1'];

/** Commands that give each kind of answer, as simple and as full as they come. */
export const ANSWERING: Record<AnswerKind, string[][]> = {
  analysis: [['analyze', hero, '--mde', '10%']],
  plan: [
    ['plan', plan],
    ['plan', join(fixtures, 'programme/home-recs-style.yaml'), '--ledger', programme],
  ],
  power: [
    ['power', '--baseline', '10%', '--mde', '5%'],
    ['power', '--sd', '40', '--mde', '1', '--power', '0.999999999999999', '--daily-units', '3'],
    [
      'power',
      '--baseline',
      '10%',
      '--mde',
      '5%',
      '--monitoring',
      'group-sequential',
      '--looks',
      '4',
      '--futility',
      'pocock',
    ],
    ['power', '--from', hero, '--metric', 'revenue', '--mde', '5%'],
  ],
  margin: [
    ['power', '--baseline', '10%', '--margin', '0.5pp', '--guardrails', '2'],
    ['power', '--mean', '5', '--sd', '3', '--margin', 'smallest', '--sample-size', '500'],
  ],
  simulation: [
    ['simulate', plan, ...FEW],
    ['simulate', '--baseline', '10%', '--sample-size', '500', ...FEW],
  ],
  description: [['describe', hero]],
  programme: [
    ['programme', join(fixtures, 'programme/*.jsonl'), '--metric', 'signup', '--by', 'tactic'],
    ['programme', join(fixtures, 'effects.csv'), '--tails', 'student', '--by', 'strength:number'],
  ],
  verification: [['verify', '--only', 'tea']],
  rules: [['ledger', '--check', join(fixtures, 'programme/home-recs-recent.jsonl')]],
  priority: [['prioritize', join(fixtures, 'programme/ideas.yaml'), '--ledger', programme]],
  ledger: [
    ['ledger', programme],
    ['ledger', programme, '--metric', 'revenue', '--where', 'state = closed'],
  ],
  surrogate: [
    [
      'surrogate',
      join(fixtures, 'shop/first-month.csv'),
      '--history',
      join(fixtures, 'shop/last-year.csv'),
      '--outcome',
      'revenue_12m',
      '--surrogate',
      'orders_30d',
      '--surrogate',
      'visits_30d',
    ],
  ],
  lifetime: [
    ['clv', join(fixtures, 'shop/transactions.csv')],
    [
      'clv',
      join(fixtures, 'shop/transactions.csv'),
      '--assignments',
      join(fixtures, 'shop/assigned.csv'),
    ],
  ],
};
