import { Command } from 'commander';
import type { HelpTexts } from '../flags/help.js';
import { withFlags } from '../flags/with-flags.js';
import type { Io } from '../io.js';
import { SQL_FLAGS, type SqlFlags } from './sql-flags.js';

const HELP: HelpTexts<keyof SqlFlags & string> = {
  common: [
    'dialect',
    'table',
    'where',
    'variantColumn',
    'metric',
    'segment',
    'covariate',
    'plan',
    'unitId',
  ],
  examples: `  Let the warehouse sum up its own rows, and analyze what it answers:
    $ clickhouse-client -q "$(perso-test sql --dialect clickhouse \\
          --table results --variant-column variant \\
          --metric revenue) FORMAT CSVWithNames" |
      perso-test analyze - --metric revenue
  What a plan compares, ready for the gate:
    $ psql --csv -c "$(perso-test sql --dialect postgres --table results \\
        --plan plan.yaml)" | perso-test gate plan.yaml - --journal looks.jsonl
`,
  more: `  Orders are added up to customers; a ratio, a covariate, two segments:
    $ perso-test sql --dialect postgres --table shop.orders \\
        --where "day >= '2026-09-01'" --variant-column variant \\
        --unit-id customer_id --metric clicked:proportion \\
        --metric revenue/items:ratio --covariate revenue/items=revenue_before \\
        --segment country --segment device

A metric is a column of numbers, NAME:proportion of 0/1 or booleans,
COLUMN=VALUE where a text counts as a success, or A/B:ratio. Names are quoted
for the dialect; one that holds / or = (or . in --table) goes into double
quotes. --where is your own SQL and taken as it is. With --unit-id a unit is a
success if any of its rows is, amounts are added up, and of a covariate and a
segment the smallest value is taken. NULL is a missing value.
`,
};

/** The sql command; its work is loaded when it is asked for. */
export function sqlCommand(io: Io): Command {
  const command = new Command('sql')
    .description('Print the query that makes a summary in your warehouse.')
    .action(async (flags: unknown) => {
      const { sql } = await import('./sql.js');
      await sql(flags, io);
    });
  return withFlags(command, SQL_FLAGS, HELP);
}
