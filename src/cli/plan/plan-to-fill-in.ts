import { DEFAULTS } from '../../experiment/design.js';

/** A plan to fill in, with a comment on each key; valid as it stands. An editor finds its schema there. */
export function planToFillIn(schema: string, file: string): string {
  return `# yaml-language-server: $schema=${schema}
#
# What this experiment promises, written and committed before its data are looked at.
#   in words, with the sample size:   npx perso-test plan ${file}
#   to decide by it:                  npx perso-test gate ${file} results.csv
${KEYS}`;
}

const KEYS = `
experiment: homepage-hero
hypothesis: A hero matched to the visitor's interests increases sign-ups.
# What tells it from others; may be changed while the test runs.
# tags: { surface: homepage, tactic: recommendations, audience: all }
# owner: growth team
# follows: homepage-hero-2025 # the experiment that it builds on

variants:
  control: generic # the one that all others are compared with
  treatments: [personalized] # one or more
  # Planned shares, a weight above 0 for each variant; left out: equal shares.
  # allocation: { generic: 1, personalized: 1 }
  # How strongly each variant personalizes, to test the trend.
  # intensity: { generic: 0, personalized: 1 }
  # What a unit costs beyond the control, in the money of the primary metric's value.
  # cost: { personalized: 0.02 }
  # The column that holds the variant; left out: recognized by its name.
  # column: variant

units:
  daily: 5000 # over all variants, to give days
  # id: user_id # where a unit has several rows
  # column: visitors # where the files hold counts

metrics:
  # Exactly one primary metric decides.
  - name: signup
    column: signed_up # as analyze --metric takes it: COLUMN, A/B or COLUMN=VALUE
    kind: proportion # proportion, mean or ratio
    role: primary
    direction: increase # which change is an improvement
    mde: 5% # smallest effect worth detecting: 5% (of the control), 0.5pp or 0.3
    baseline: 10% # expected of the control: a rate, or { mean: 25, sd: 40 }
    # value: 12 # what a success is worth, to weigh the cost against
    # covariate: visits_before # a pre-period column that explains part of the variance

  # A guardrail must be shown not to get worse by its margin, or nothing is shipped.
  - name: unsubscribe
    column: unsubscribed
    kind: proportion
    role: guardrail
    direction: decrease
    margin: 0.5pp # how much worse it may get: 0.5pp, 0.3 or 1% (of the control)
    baseline: 1.5%
    # equivalence: true # it may not get better by as much either; then without a direction

  # What is foretold rather than measured; the primary metric needs mayShip: true in it.
  # - { name: revenue_foretold, column: surrogate_index, kind: mean, role: secondary, surrogate: { for: revenue_12m } }

  # The long-term form of another metric: reports show the two side by side.
  # - { name: revenue_12m, kind: mean, role: secondary, longTermOf: signup }

# Columns whose values are looked at one by one.
# segments: [country]

# A column of 0 and 1: only units that could see a difference are compared and counted.
# triggered: saw_carousel

alpha: ${DEFAULTS.alpha} # threshold of significance
power: ${DEFAULTS.power} # chance to detect the mde
alternative: ${DEFAULTS.alternative} # or greater, or less
correction: ${DEFAULTS.correction} # for several comparisons: holm, bonferroni, hochberg, bh or none

# How the test may be looked at while it runs:
#   fixed          once, at the planned size
#   always-valid   as often as you like
#   { method: group-sequential, spending: obrien-fleming, looks: 5 }
#     with futility: obrien-fleming below it may be given up where it shows nothing
monitoring: fixed

# Units in the treatment with the smallest share; left out: computed from baseline and mde.
# sampleSize: 57763
`;
