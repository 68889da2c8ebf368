import type { Plan } from '../../experiment/size/plan.js';
import { missingForSize, plannedUnits } from '../../experiment/size/planned-units.js';
import type { Policy } from '../../read/policy/policy.js';
import type { PlacedBreach } from './breach.js';
import { mdeBreaches, metricBreaches } from './metric-breaches.js';

/**
 * What of a plan its project's policy does not allow, in the order of the policy's rules; empty where it keeps them
 * all. A policy forbids and nothing else: it changes neither the question of a plan nor its answer.
 *
 * @example
 * const { plan } = await readPlan('fixtures/programme/cart-price-points.yaml');
 * const { policy } = await readPolicy('fixtures/programme/perso-test.yaml');
 * if (policy === null) throw new Error('no policy');
 * const [breach] = planBreaches(plan, policy);
 * breach === undefined ? null : wordBreach(breach); // => 'alpha 0.1 is more than the policy allows: 0.05'
 */
export function planBreaches(plan: Plan, policy: Policy): PlacedBreach[] {
  return [
    ...errorBreaches(plan, policy),
    ...sizeBreaches(plan, policy),
    ...mdeBreaches(plan, policy),
    ...methodBreaches(plan, policy),
    ...metricBreaches(plan, policy),
    ...dayBreaches(plan, policy),
    ...tagBreaches(plan, policy),
    ...ownerBreaches(plan, policy),
  ];
}

function errorBreaches(plan: Plan, policy: Policy): PlacedBreach[] {
  const found: PlacedBreach[] = [];
  if (policy.alpha !== null && plan.alpha > policy.alpha) {
    const { alpha } = plan;
    found.push({ code: 'ALPHA_TOO_LARGE', alpha, most: policy.alpha, at: ['alpha'] });
  }
  if (policy.power !== null && plan.power < policy.power) {
    const { power } = plan;
    found.push({ code: 'POWER_TOO_SMALL', power, least: policy.power, at: ['power'] });
  }
  return found;
}

/** A size that is said outright may be too small for the power that stands beside it. */
function sizeBreaches(plan: Plan, { power }: Policy): PlacedBreach[] {
  if (power === null) return [];
  const { mde, margin } = plan.metrics[0]!;
  if (mde === null && margin === null) {
    return [{ code: 'POWER_UNKNOWN', lacks: 'mde', at: ['metrics', plan.metrics[0]!.name] }];
  }
  // Without a size of its own it has the one that its power asks for, from the plan or from the first look's data.
  if (plan.sampleSize === null) return [];
  return underpowered(plan) ?? [];
}

/** That the plan's own size gives less than its own power; `null` where it gives it. */
export function underpowered(plan: Plan): PlacedBreach[] | null {
  if (plan.sampleSize === null) return null;
  const unsized = { ...plan, sampleSize: null };
  const required = plannedUnits(unsized);
  const primary = plan.metrics[0]!.name;
  if (required === null) {
    // A quantile takes a size that nobody can work out, so that none can be asked for.
    if (!missingForSize(unsized).includes('baseline')) return null;
    return [{ code: 'POWER_UNKNOWN', lacks: 'baseline', at: ['metrics', primary] }];
  }
  const least = (units: ReadonlyMap<string, number>) =>
    Math.min(...plan.treatments.map((treatment) => units.get(treatment)!));
  const [planned, wanted] = [plan.sampleSize, least(required)];
  if (planned >= wanted) return null;
  const { power } = plan;
  return [{ code: 'UNDERPOWERED', planned, required: wanted, power, at: ['sampleSize'] }];
}

function methodBreaches(plan: Plan, policy: Policy): PlacedBreach[] {
  const { correction, monitoring, treatments, metrics } = plan;
  const isSeveral = treatments.length > 1 || metrics.some(({ role }) => role === 'secondary');
  const found: PlacedBreach[] = [];
  const { corrections } = policy;
  if (corrections !== null && isSeveral && !corrections.includes(correction)) {
    const allowed = corrections;
    found.push({ code: 'CORRECTION_NOT_ALLOWED', correction, allowed, at: ['correction'] });
  }
  const { method } = monitoring;
  if (policy.monitoring !== null && !policy.monitoring.includes(method)) {
    const allowed = policy.monitoring;
    found.push({ code: 'MONITORING_NOT_ALLOWED', method, allowed, at: ['monitoring'] });
  }
  return found;
}

function dayBreaches(plan: Plan, policy: Policy): PlacedBreach[] {
  const found: PlacedBreach[] = [];
  const days = plan.minimumDays ?? null;
  if (policy.minimumDays !== null && (days ?? 0) < policy.minimumDays) {
    const least = policy.minimumDays;
    found.push({ code: 'MINIMUM_DAYS_TOO_FEW', days, least, at: ['minimumDays'] });
  }
  if (policy.wholeWeeks && plan.wholeWeeks !== true) {
    found.push({ code: 'WHOLE_WEEKS_MISSING', at: ['wholeWeeks'] });
  }
  if (policy.decideBy && plan.decideBy === undefined) {
    found.push({ code: 'DECIDE_BY_MISSING', at: ['decideBy'] });
  }
  return found;
}

function tagBreaches({ tags }: Plan, policy: Policy): PlacedBreach[] {
  return [...policy.tags].flatMap(([tag, allowed]): PlacedBreach[] => {
    const value = tags?.get(tag);
    if (value === undefined) return [{ code: 'TAG_MISSING', tag, allowed, at: ['tags'] }];
    if (allowed === 'any' || allowed.includes(value)) return [];
    return [{ code: 'TAG_NOT_ALLOWED', tag, value, allowed, at: ['tags', tag] }];
  });
}

function ownerBreaches(plan: Plan, { owners: allowed }: Policy): PlacedBreach[] {
  if (allowed === null) return [];
  const owner = plan.owner ?? null;
  if (owner === null) return [{ code: 'OWNER_MISSING', allowed, at: ['owner'] }];
  if (allowed === 'any' || allowed.includes(owner)) return [];
  return [{ code: 'OWNER_NOT_ALLOWED', owner, allowed, at: ['owner'] }];
}
