import type { RulesReport } from '../rules-report.js';
import { formatCount, formatCounted } from './numbers.js';

/** Something that is against the rules, or for people to judge. */
export type RuleFinding = RulesReport['findings'][number];

/** Which rules were held against how many experiments, and when. */
export function wordRules({ policy, experiments, held, before, day }: RulesReport): string {
  const all = formatCounted(experiments, 'experiment');
  if (policy === null) return `${all} · no policy, on ${day}: the rules that hold without one`;
  const which =
    before === 0
      ? `${all} held to ${policy.path}`
      : `${formatCount(held)} of ${all} held to ${policy.path}, the others began before ${policy.since}`;
  return `${which} · on ${day}`;
}

/** Whether the rules are kept, and by how many not. */
export function wordRulesVerdict({ findings, kept }: RulesReport): string {
  const broken = findings.filter(({ status }) => status === 'fail');
  const warned = findings.length - broken.length;
  const judge = warned === 0 ? '' : `; ${formatCounted(warned, 'warning')} to judge`;
  if (kept) return `KEPT${judge}`;
  const by = new Set(broken.flatMap(({ experiments }) => experiments)).size;
  const times = broken.length === 1 ? 'once' : `${formatCount(broken.length)} times`;
  return `BROKEN ${times}, by ${formatCounted(by, 'experiment')}${judge}`;
}
