import type { Design } from '../../experiment/design.js';
import type { Estimate } from '../../experiment/estimate.js';
import type { Gain, Targeting } from '../../experiment/targeting/targeting.js';
import type { TargetingReport } from '../comparison-report.js';
import { type WordedEstimate, wordEffect, wordMeasure } from './effects.js';
import { formatLevel } from './numbers.js';

/** A gain per unit as text, in money or in the metric's unit: "+1.2 pp [+0.4, +2.1]". */
export function wordGain(of: Pick<Targeting, 'kind' | 'isMoney'>, gain: Estimate): string {
  const worded = wordMeasured(of, gain);
  return `${worded.estimate} ${worded.interval ?? ''}`.trim();
}

/** What rules gain over giving everyone a variant: "«gain» over «variant» for everyone«so»". */
export interface WordedGain {
  gain: string;
  variant: string;
  so: string;
}

/** The gains over the control for everyone and over each treatment, of which the first with ends names their level. */
export function wordGains(of: TargetingReport, control: string): WordedGain[] {
  if (of.cells.length === 0) return [];
  const all = [{ variant: control, ...of.overNoOne }, ...of.overEveryone];
  const first = all.find((gain) => !isMostlyTheOther(gain));
  return all.map((gain) => {
    const { variant } = gain;
    if (isMostlyTheOther(gain)) {
      return { gain: 'nothing', variant, so: ', which is what most of them are' };
    }
    const level = gain === first ? ` (${formatLevel(of.confidence)})` : '';
    return { gain: `${wordGain(of, gain)}${level} per unit`, variant, so: '' };
  });
}

/** Whether both ends were 0 before they reached to the mean: most rules gain nothing, since they are the same. */
function isMostlyTheOther({ estimate, lower, upper }: Gain): boolean {
  return lower === Math.min(0, estimate) && upper === Math.max(0, estimate);
}

/** Of what the gains are, and what the rule seems to gain where it was learned. */
export function wordSplits(of: TargetingReport): string {
  // With as many digits as the gain that it is compared with.
  const { estimate } = wordMeasured(of, { ...of.overNoOne, estimate: of.inSample });
  return `of rules learned on one half of the units and valued on the other, over ${of.splits} splits; on the units that it was learned on this one seems to gain ${estimate}`;
}

function wordMeasured(
  { kind, isMoney }: Pick<Targeting, 'kind' | 'isMoney'>,
  effect: Estimate,
): WordedEstimate {
  return isMoney ? wordMeasure(effect) : wordEffect({ kind, effect });
}

/** Whether the rule is shown to be worth following, as a sentence. */
export function wordConclusion(
  { conclusion, overEveryone }: Pick<Targeting, 'conclusion' | 'overEveryone'>,
  { control }: Pick<Design, 'control'>,
): string {
  switch (conclusion) {
    case 'RULE_PAYS':
      return `Rules learned so are shown to gain more than ${listed([control, ...overEveryone.map(({ variant }) => variant)])} for everyone.`;
    case 'NOT_BETTER_THAN_EVERYONE': {
      const open = overEveryone.filter(({ lower }) => !(lower > 0)).map(({ variant }) => variant);
      return `Rules learned so are shown to gain more than ${control} for everyone, but not more than ${listed(open)} for everyone: the segments need not matter.`;
    }
    case 'NOT_BETTER_THAN_NO_ONE':
      return `Rules learned so are not shown to gain anything over ${control} for everyone.`;
  }
}

function listed(names: readonly string[]): string {
  const last = names.at(-1)!;
  return names.length === 1 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}

/** Segments that get the same variant, of which a text names the first few. */
export interface Assigned {
  variant: string;
  segments: string[];
  share: number;
}

/** Which segments get which variant, the control last. */
export function assignedBy({ cells }: TargetingReport, control: string): Assigned[] {
  const variants = [...new Set(cells.map(({ variant }) => variant))];
  const ordered = [...variants.filter((name) => name !== control), control];
  return ordered.flatMap((variant) => {
    const own = cells.filter((cell) => cell.variant === variant);
    if (own.length === 0) return [];
    const segments = own.map(({ segment }) =>
      segment === null ? 'all smaller ones' : Object.values(segment).join(' × '),
    );
    return [{ variant, segments, share: own.reduce((sum, { share }) => sum + share, 0) }];
  });
}
