import { DEFAULTS } from '../../experiment/design.js';

/** A backlog to fill in, with a comment on each key; valid as it stands. An editor finds its schema there. */
export function backlogToFillIn(schema: string, file: string): string {
  return `# yaml-language-server: $schema=${schema}
#
# Ideas, to be ranked by what testing them is worth.
#   npx perso-test prioritize ${file}
${KEYS}`;
}

const KEYS = `
weeklyUnits: 200000 # visitors a week, or whatever is randomized

# What holds of each idea that does not say otherwise.
defaults:
  metric: signup
  baseline: 5% # what the control does: a rate, or { mean: 25, sd: 40 }
  value: 12 # what a success is worth in money; 1 counts in successes
  # direction: decrease # where less of the metric is better
  horizonWeeks: 52 # for how long the decision is made, those of the test included; or horizonUnits
  # discount: 10% # a year’s rate: at 10% money a year later is worth 1 ÷ 1.1
  # The rule of the gate that decides.
  alpha: ${DEFAULTS.alpha}
  monitoring: fixed # or always-valid, or { method: group-sequential, looks: 5 }
  # treated: 50% # the share of the units in the test that gets it
  # guardrails: # must be shown to hold, or nothing is shipped
  #   - { name: unsubscribe, baseline: 1.5%, margin: 0.5pp, direction: decrease }
  minimumWeeks: 1 # the shortest test, in whole weeks
  # mostWeeks: 8 # the longest
  # shipUntested: false # where nothing goes out without a test

ideas:
  - name: hero-by-weather
    idea: A hero that matches the weather where the visitor is.
    surface: homepage # tests on one surface do not run at the same time
    # blocks: [signup-form] # nor do these
    # What is known of the effect, in percent of the control: its mean, and how far such effects lie apart.
    prior: { mean: 0.5%, sd: 2% }
    # prior: { mean: 0.5%, scale: 1%, df: 3 } # with heavy tails, for fields with few large effects
    # prior: { like: { tactic: hero } } # what the ledger has seen of such tests, with --ledger
    reach: 60% # the share of the weekly units that meet it
    build: 4000 # what it costs to build
    # testCost: 500 # what running a test costs, whatever its size
    # cost: 0.01 # what a unit costs with it
    # rice: { reach: 120000, impact: 1, confidence: 80%, effort: 1 } # beside, without a say

  - name: signup-form
    surface: signup
    prior: { mean: 1%, sd: 3% }
    reach: 12%
    build: 9000
`;
