import { words } from './column-words.js';

/** The starts of words for what is bad when it rises. */
const BAD = [
  ...[
    'unsub',
    'churn',
    'bounc',
    'refund',
    'complain',
    'error',
    'crash',
    'latenc',
    'stroke',
    'death',
  ],
  ...['dead', 'died', 'dying', 'cancel', 'fail', 'abandon', 'spam', 'mortal', 'infect', 'relaps'],
  ...['dropout', 'defect', 'fraud', 'chargeback', 'uninstall', 'optout', 'unfollow', 'dismiss'],
  ...['downtime', 'timeout', 'injur', 'adverse', 'hospital', 'delay', 'attrition', 'exception'],
  ...[
    'disease',
    'sick',
    'overdue',
    'default',
    'blocked',
    'muted',
    'rejected',
    'disput',
    'incident',
  ],
  ...[
    'k\u00fcndig',
    'storn',
    'abmeld',
    'fehler',
    'absturz',
    'beschwerde',
    'd\u00e9sabon',
    'erreur',
  ],
  ...[
    'd\u00e9sinscri',
    'baja',
    'cancelac',
    'devoluci',
    '\u043e\u0442\u043f\u0438\u0441',
    '\u043e\u0448\u0438\u0431',
  ],
];

/** Two words of which one alone says less. */
const BAD_PAIRS = [
  'opt_out',
  'opted_out',
  'drop_out',
  'dropped_out',
  'load_time',
  'wait_time',
  'lead_time',
];

/** Words that turn another into its opposite. */
const NEGATIONS = new Set([
  'no',
  'not',
  'non',
  'without',
  'never',
  'free',
  'un',
  'avoided',
  'prevented',
  'saved',
]);

/** Whether a metric's name says that it is bad when it rises: unsubscribed, latency, deaths. */
export function isBadWhenRising(name: string): boolean {
  const said = words(name);
  if (said.some((word) => NEGATIONS.has(word))) return false;
  const together = said.join('_');
  return (
    BAD_PAIRS.some((pair) => together.includes(pair)) ||
    said.some((word) => word === 'returns' || BAD.some((start) => word.startsWith(start)))
  );
}
