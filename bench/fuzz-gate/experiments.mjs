/* Makes up an experiment: a truth, the plan that was written before it, and its files look by look. */

const RISING = { name: 'signup', column: 'signed_up' };
const GUARDED = [
  { name: 'unsubscribe', column: 'unsubscribed' },
  { name: 'refund', column: 'refunded' },
];
const SPENT = { name: 'revenue', column: 'revenue' };

/** An experiment with its plan as a document, and `files(k)`, its files at look k, from 0. */
export function madeUp(pick) {
  const layout = pick.oneOf(['rows', 'counts', 'counts', 'summary']);
  const variants = pick.chance(0.75) ? ['generic', 'p'] : ['generic', 'light', 'full'];
  const metrics = metricsOf(layout, pick);
  const truth = {
    layout,
    variants,
    metrics,
    weights: variants.map(() => (pick.chance(0.85) ? 1 : pick.whole(1, 4))),
    effect: pick.oneOf([0, 0, 0, 1, 1, 2, 4, -2]),
    harm: pick.oneOf([0, 0, 0, 0, 1, 3]),
    tilt: pick.chance(0.07) ? 1.25 : 1,
    missing: pick.chance(0.15) ? variants.map(() => pick.random() * 0.1) : null,
    segments: layout !== 'summary' && pick.chance(0.15),
    ids: layout === 'rows' && pick.chance(0.15),
    before: layout === 'rows' && pick.chance(0.15),
    size: layout === 'rows' ? pick.whole(8, 150) : Math.round(pick.scaled(10, 60_000)),
    looks: pick.whole(1, 5),
  };
  const plan = planOf(truth, pick);
  const files = layout === 'rows' ? rowsByLook(truth, pick) : tablesByLook(truth, pick);
  return { truth, plan, files };
}

function metricsOf(layout, pick) {
  const primary =
    layout === 'summary' || (layout === 'rows' && pick.chance(0.35))
      ? { ...SPENT, kind: 'mean', level: pick.scaled(1, 50), sd: pick.scaled(1, 60) }
      : { ...RISING, kind: 'proportion', level: pick.scaled(0.01, 0.9) };
  const guardrails = layout === 'summary' ? [] : GUARDED.slice(0, pick.oneOf([0, 0, 1, 1, 2]));
  return [
    { ...primary, role: 'primary', direction: pick.chance(0.85) ? 'increase' : 'decrease' },
    ...guardrails.map((one) => ({
      ...one,
      kind: 'proportion',
      level: pick.scaled(0.01, 0.3),
      role: pick.chance(0.85) ? 'guardrail' : 'secondary',
      direction: 'decrease',
    })),
  ];
}

function planOf(truth, pick) {
  const { variants, weights, metrics, size } = truth;
  const even = new Set(weights).size === 1;
  return {
    experiment: 'hero',
    ...(pick.chance(0.1) ? { owner: 'growth', tags: { surface: 'home' } } : {}),
    variants: {
      control: variants[0],
      treatments: variants.slice(1),
      ...(even && pick.chance(0.6)
        ? {}
        : { allocation: Object.fromEntries(variants.map((name, i) => [name, weights[i]])) }),
    },
    ...unitsOf(truth, pick),
    metrics: metrics.map((metric) => plannedMetric(metric, truth, pick)),
    ...segmentsOf(truth, pick),
    ...(pick.chance(0.5) ? { alpha: pick.oneOf([0.05, 0.01, 0.1, '5%']) } : {}),
    ...(pick.chance(0.2) ? { power: pick.oneOf([0.8, 0.9]) } : {}),
    ...(pick.chance(0.2) ? { correction: pick.oneOf(['holm', 'bonferroni', 'bh', 'none']) } : {}),
    ...monitoringOf(pick),
    ...(pick.chance(0.06) ? { minimumDays: pick.whole(1, 14) } : {}),
    ...(pick.chance(0.04) ? { wholeWeeks: true } : {}),
    ...(pick.chance(0.05) ? { decideBy: pick.oneOf(['2026-03-05', '2026-12-31']) } : {}),
    ...(pick.chance(0.1) ? { reading: readingOf(truth, pick) } : {}),
    ...sizeOf(size, pick),
  };
}

const sizeOf = (size, pick) =>
  pick.chance(0.95)
    ? { sampleSize: Math.max(2, Math.round(size * pick.oneOf([0.5, 1, 1, 3]))) }
    : {};

function unitsOf({ layout, ids }, pick) {
  if (layout === 'counts') return { units: { column: 'visitors' } };
  if (ids) return { units: { id: 'user_id' } };
  return pick.chance(0.1) ? { units: { daily: 1000 } } : {};
}

function segmentsOf({ segments }, pick) {
  if (!segments) return {};
  return pick.chance(0.7) ? { segments: ['country'] } : { stratify: 'country' };
}

function readingOf({ layout, segments, variants }, pick) {
  return pick.oneOf([
    { variants },
    { missing: ['unknown'] },
    { onBadRow: 'skip' },
    { comment: '#' },
    ...(layout === 'rows' ? [{ emptyIs: 0 }] : []),
    ...(segments ? [{ where: ['country in DE, FR'] }] : []),
  ]);
}

function plannedMetric({ name, column, kind, level, sd, role, direction }, { before }, pick) {
  const isRate = kind === 'proportion';
  const margin = isRate ? `${(level * 100 * pick.scaled(0.05, 1)).toPrecision(3)}pp` : level / 10;
  const held = role === 'guardrail' || (role === 'primary' && pick.chance(0.06));
  const relative = held && pick.chance(0.2) ? '10%' : margin;
  const priced = role === 'primary' && !held && direction === 'increase' && pick.chance(0.08);
  return {
    name,
    column,
    ...(pick.chance(0.9) ? { kind } : {}),
    role,
    direction,
    ...(held ? { margin: relative } : {}),
    ...(role === 'primary' && !held && pick.chance(0.5) ? { mde: pick.oneOf(['5%', '20%']) } : {}),
    ...(priced ? { value: 10 } : {}),
    ...(pick.chance(0.15) ? { baseline: isRate ? level : { mean: level, sd: sd } } : {}),
    ...(role === 'primary' && before && pick.chance(0.7) ? { covariate: 'visits_before' } : {}),
    ...(kind === 'mean' && pick.chance(0.05) ? { cap: '99%' } : {}),
  };
}

function monitoringOf(pick) {
  if (pick.chance(0.5)) return pick.chance(0.5) ? { monitoring: 'fixed' } : {};
  if (pick.chance(0.5)) return { monitoring: 'always-valid' };
  const spending = pick.chance(0.5) ? { spending: pick.oneOf(['pocock', 'obrien-fleming']) } : {};
  const looks = pick.whole(1, 6);
  const monitoring = { method: 'group-sequential', ...spending, looks };
  return { monitoring, ...(looks > 1 && pick.chance(0.2) ? { futility: 'obrien-fleming' } : {}) };
}

/** How far a metric is moved in a variant, so that a whole test of that size is worth about `effect` errors. */
function levelIn(metric, v, { size, effect, harm }) {
  const sd = metric.sd ?? Math.sqrt(metric.level * (1 - metric.level));
  const errors = v === 0 ? 0 : metric.role === 'primary' ? effect : harm;
  const sign = metric.role === 'primary' && metric.direction === 'decrease' ? -1 : 1;
  const level = metric.level + sign * errors * 1.6 * sd * Math.sqrt(2 / size);
  return metric.kind === 'proportion' ? Math.min(0.99, Math.max(0.001, level)) : level;
}

const COUNTRIES = ['DE', 'FR', 'US'];

function rowsByLook(truth, pick) {
  const { variants, metrics, missing, weights, tilt, size, looks, segments, ids, before } = truth;
  const header = [
    ...(ids ? ['user_id'] : []),
    'variant',
    ...(segments ? ['country'] : []),
    ...(before ? ['visits_before'] : []),
    ...metrics.map(({ column }) => column),
  ];
  const rows = [];
  return Array.from({ length: looks }, () => {
    for (const [v, name] of variants.entries()) {
      const units =
        Math.round((size * weights[v] * (v === 0 ? tilt : 1)) / looks) + pick.whole(0, 3);
      for (let i = 0; i < units; i++) {
        const visits = pick.whole(0, 9);
        const values = metrics.map((metric) => drawn(metric, v, visits, { truth, pick }));
        rows.push([
          ...(ids ? [`u${rows.length}`] : []),
          name,
          ...(segments ? [pick.oneOf(COUNTRIES)] : []),
          ...(before ? [visits] : []),
          ...values.map((value) => (missing !== null && pick.chance(missing[v]) ? '' : value)),
        ]);
      }
    }
    return { header, rows: rows.map((row) => row.map(String)) };
  });
}

function drawn(metric, v, visits, { truth, pick }) {
  const level = levelIn(metric, v, truth);
  if (metric.kind === 'proportion') return pick.chance(level) ? 1 : 0;
  const shared = truth.before ? (visits - 4.5) / 3 : 0;
  return (level + metric.sd * (0.5 * shared + pick.normal())).toFixed(3);
}

/** Counts and summaries: a row a variant, or a variant and country. */
function tablesByLook(truth, pick) {
  const { variants, metrics, layout, segments, looks, size, weights, tilt } = truth;
  const countries = segments && layout === 'counts' ? COUNTRIES : [null];
  const counted = variants.flatMap((name, v) => countries.map((country) => ({ name, v, country })));
  const cells = counted.map((cell) => ({ ...cell, n: 0, sums: metrics.map(() => 0) }));
  return Array.from({ length: looks }, () => {
    for (const cell of cells) {
      const share = (size * weights[cell.v] * (cell.v === 0 ? tilt : 1)) / looks / countries.length;
      const more = Math.round(share) + pick.whole(0, 2);
      cell.n += more;
      metrics.forEach((metric, m) => {
        cell.sums[m] += sumOf(metric, levelIn(metric, cell.v, truth), more, pick);
      });
    }
    return layout === 'counts' ? countsTable(cells, truth) : summaryTable(cells, truth);
  });
}

const sumOf = (metric, level, n, pick) =>
  metric.kind === 'proportion'
    ? pick.binomial(n, level)
    : n * level + pick.normal() * metric.sd * Math.sqrt(n);

function countsTable(cells, { metrics, segments }) {
  const header = ['variant', ...(segments ? ['country'] : []), 'visitors'];
  const rows = cells.map(({ name, country, n, sums }) =>
    [name, ...(segments ? [country] : []), n, ...sums].map(String),
  );
  return { header: [...header, ...metrics.map(({ column }) => column)], rows };
}

function summaryTable(cells, { metrics }) {
  const header = ['variant', 'n', ...metrics.flatMap(({ column: c }) => [`${c}_mean`, `${c}_var`])];
  const rows = cells.map(({ name, n, sums }) => {
    const figures = metrics.flatMap(({ sd }, m) => [sums[m] / n, sd ** 2 * (1 - 0.5 / n)]);
    return [name, n, ...figures].map(String);
  });
  return { header, rows };
}
