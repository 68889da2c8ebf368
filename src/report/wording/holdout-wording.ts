import type { HoldoutReport } from '../holdout-report.js';
import { formatCounted, formatFixed, formatLevel, formatSigned } from './numbers.js';

/** What a held-out group says of a metric: labels, each with a sentence. */
export function wordHoldout(one: HoldoutReport): [label: string, text: string][] {
  if (one.reason !== null) return [['no answer', wordNoHoldout(one)]];
  const { measured, naive, honest, shipped } = one;
  const level = formatLevel(one.confidence);
  const all = formatCounted(shipped, 'shipped treatment');
  return [
    [
      'measured',
      `${wordChange(measured!)}: ${one.exposed} against ${one.heldOut}, which got none of what was shipped (${level})`,
    ],
    [
      'claimed',
      `${wordChange(naive!)}: the measured effects of ${all} added up, which forgets that they were chosen by them`,
    ],
    ...(honest === null
      ? [
          [
            'believed',
            'too few experiments are on record to say what is to be believed of that',
          ] as [string, string],
        ]
      : [
          ['believed', `${wordChange(honest)}: what all experiments together make of them`] as [
            string,
            string,
          ],
        ]),
    ['confirmed', wordConfirmed(one)],
    ...wordMissing(one),
    ['assumed', ASSUMED],
  ];
}

/** What nobody can see in the figures. */
const ASSUMED =
  'the journals are of what was shipped since the group was held out and no more, each change reaches all units, and they add up. Effects that wear off, and units who met changes all the same, make the measured effect smaller.';

/** A relative change with its interval, in percent. */
export function wordChange({
  estimate,
  lower,
  upper,
}: {
  estimate: number;
  lower: number;
  upper: number;
}): string {
  const percent = (share: number) => formatSigned(100 * share, 1);
  return `${percent(estimate)} % [${percent(lower)}, ${percent(upper)}]`;
}

function wordConfirmed({ confirmed }: HoldoutReport): string {
  const { naive, honest } = confirmed;
  const share = ({ estimate, lower, upper }: NonNullable<typeof naive>) =>
    `${formatFixed(100 * estimate, 0)} % [${formatFixed(100 * lower, 0)}, ${formatFixed(100 * upper, 0)}]`;
  const none = 'no share can be told, since it is itself not told from nothing';
  const ofClaim = naive === null ? `of the claim ${none}` : `${share(naive)} of the claim`;
  if (honest === null) return `${ofClaim}.`;
  return `${ofClaim}; ${share(honest)} of what is believed.`;
}

function wordMissing({ leftOut }: HoldoutReport): [string, string][] {
  if (leftOut.length === 0) return [];
  const whys = [...new Set(leftOut.map(({ why }) => why))].join(', ');
  return [
    [
      'left out',
      `${formatCounted(leftOut.length, 'result')} on record without such an effect (${whys}): what was shipped of them is missing in the claim.`,
    ],
  ];
}

function wordNoHoldout({ reason, metric }: HoldoutReport): string {
  switch (reason) {
    case 'NOTHING_ON_RECORD':
      return `no journal has an effect on ${metric}.`;
    case 'NOTHING_SHIPPED':
      return `no treatment with an effect on ${metric} was shipped, so nothing is claimed.`;
    case 'DIRECTIONS_DIFFER':
      return `for some plans more of ${metric} is better, for others less: their effects add up to nothing.`;
    default:
      return `${metric} has no ratio of two positive means with an error.`;
  }
}
