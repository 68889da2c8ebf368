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

/** Words that say so only as a whole: costumes are no costs, nor are returning users returns. */
const BAD_WORDS = new Set([
  ...[
    'returns',
    'returned',
    'cost',
    'costs',
    'cpa',
    'cpc',
    'cpo',
    'cpl',
    'exits',
    'tickets',
    'retouren',
  ],
  ...[
    'retoure',
    'kosten',
    'stockouts',
    'annulation',
    'annulations',
    'retours',
    'co\u00fbt',
    'costes',
  ],
]);

/** Two words of which one alone says less. */
const BAD_PAIRS = [
  ...[
    'return_rate',
    'return_amount',
    'return_value',
    'no_show',
    'out_of_stock',
    'rage_click',
    'time_to',
  ],
  ...['days_to', 'hours_to', 'minutes_to', 'seconds_to', 'page_load', 'exit_rate', 'wait_minutes'],
  'opt_out',
  'opted_out',
  'drop_out',
  'dropped_out',
  'load_time',
  'wait_time',
  'lead_time',
];

/** One of them, or several: days_to_order is one, days_total none. */
const PAIR = new RegExp(`(?<![^_])(${BAD_PAIRS.join('|')})s?(?![^_])`);

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
  const together = words(name).join('_');
  // A negation that belongs to such a pair turns nothing around: no_shows.
  const others = words(together.replace(PAIR, '_'));
  if (others.some((word) => NEGATIONS.has(word))) return false;
  return (
    PAIR.test(together) ||
    others.some((word) => BAD_WORDS.has(word) || BAD.some((start) => word.startsWith(start)))
  );
}
