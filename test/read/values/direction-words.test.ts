import { expect, test } from 'vitest';
import { isBadWhenRising } from '../../../src/read/values/direction-words.js';

test.each([
  ...[
    'return_rate',
    'returned',
    'returns',
    'cost',
    'Shipping Cost',
    'time_to_purchase',
    'daysToOrder',
  ],
  ...[
    'page_load_ms',
    'exit_rate',
    'rage_clicks',
    'support_tickets',
    'out_of_stock',
    'no_shows',
    'cpa',
  ],
  ...['Retouren', 'annulations', 'unsubscribed', 'latency_ms', 'days_to_purchase'],
])('%s is asked about', (name) => {
  expect(isBadWhenRising(name)).toBe(true);
});

test.each([
  ...['returning_users', 'return_visits', 'return_on_ad_spend', 'costume_sales', 'time_on_site'],
  ...[
    'lifetime_total',
    'days_active',
    'days_total',
    'time_together',
    'revenue',
    'ticketing_revenue',
    'no_returns',
    'accost',
    'sometimes_to',
  ],
])('%s is not', (name) => {
  expect(isBadWhenRising(name)).toBe(false);
});
