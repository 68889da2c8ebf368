import { join } from 'node:path';
import type { AnswerKind } from '../../src/render/answers.js';

const fixtures = join(import.meta.dirname, '../../fixtures');
const plan = join(fixtures, 'plan.yaml');
const programme = join(fixtures, 'programme/*.jsonl');
/** Looks, bounds of futility, uneven arms, a secondary metric that the size is too small for, two guardrails. */
const newsletter = join(import.meta.dirname, 'newsletter.yaml');
const hero = join(fixtures, 'hero.csv');

const LOOKS = ['--monitoring', 'always-valid', '--daily-units', '700'];
const FEW = ['--experiments', '40', '--looks', '3', '--threads', '1'];

/** Commands that give each kind of answer, the fullest last. */
export const ANSWERING: Record<AnswerKind, string[][]> = {
  analysis: [
    ['gate', join(import.meta.dirname, 'terms.yaml'), hero],
    ['analyze', hero, '--mde', '10%'],
  ],
  plan: [
    ['plan', join(fixtures, 'loyalty-plan.yaml')],
    ['plan', plan],
    ['plan', join(fixtures, 'programme/home-recs-style.yaml'), '--ledger', programme],
    ['plan', newsletter],
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
    ['power', '--from', hero, '--metric', 'revenue', '--mde', '5%', ...LOOKS, '--guardrails', '1'],
  ],
  margin: [
    ['power', '--baseline', '10%', '--margin', '0.5pp', '--guardrails', '2'],
    ['power', '--mean', '5', '--sd', '3', '--margin', 'smallest', '--sample-size', '500'],
    ['power', '--from', hero, '--metric', 'signed_up', '--margin', '2pp', ...LOOKS],
  ],
  simulation: [
    ['simulate', '--baseline', '10%', '--sample-size', '500', ...FEW],
    ['simulate', newsletter, ...FEW],
    ['simulate', plan, ...FEW, '--prior', join(fixtures, 'prior.json')],
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

/** What is called by a name of the user's in the last of them, as far as names may be anything. */
export const NAMED: Record<AnswerKind, string[]> = {
  analysis: [hero, 'signed_up'],
  plan: [
    newsletter,
    'newsletter-subject',
    'personalized',
    'opened',
    'load time',
    'crm-team',
    'subject',
  ],
  power: [hero, 'revenue', 'generic'],
  margin: [hero, 'signed_up', 'generic'],
  simulation: [plan, 'light', 'signup', 'unsubscribe'],
  description: [hero, 'signed_up', 'country'],
  // It is made of names of ours alone.
  verification: [],
  rules: [],
  lifetime: ['generic', 'personalized'],
  surrogate: [],
  priority: ['home-recs-weather', 'home-hero-season'],
  programme: ['hero-interest', 'effects.csv'],
  ledger: ['cart-recs-addons', 'Add-ons are bought when they are cheap.'],
};
