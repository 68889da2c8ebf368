/*
 * What the gate must come to, told without src: what no ship may lack, and in plain cases whether it ships. It is told the
 * inputs as they were given and reads them by itself.
 */
import { binomialMasses, normalCritical, normalUpper, rootOf, studentUpper } from './numeric.mjs';
import { samplesOf } from './sample.mjs';

const share = (text, usual) => {
  if (text === undefined) return usual;
  const written = String(text).trim();
  return written.endsWith('%') ? Number(written.slice(0, -1)) / 100 : Number(written);
};

/** A size of effect or margin: in the metric's unit, or of the control. */
function sizeOf(text) {
  const written = String(text).trim();
  const number = (unit) => Number(written.slice(0, -unit.length));
  if (written.endsWith('pp')) return { absolute: number('pp') / 100 };
  return written.endsWith('%') ? { relative: number('%') / 100 } : { absolute: Number(written) };
}

/** A case as the model sees it; `null` where it cannot read it. */
export function seenBy({ doc, tables, lines, time }) {
  try {
    const arms = samplesOf(tables, doc);
    if (arms === null) return null;
    const primary = doc.metrics.findIndex(({ role }) => role === 'primary');
    const method = doc.monitoring?.method ?? doc.monitoring ?? 'fixed';
    const names = [doc.variants.control, ...doc.variants.treatments].map(String);
    const { allocation } = doc.variants;
    const weights = names.map((name) => (allocation ? Number(allocation[name]) : 1));
    const [alpha, power] = [share(doc.alpha, 0.05), share(doc.power, 0.8)];
    const seen = { doc, arms, primary, method, names, weights, alpha, power, lines, time };
    return { ...seen, planned: plannedUnits(seen) };
  } catch {
    return null;
  }
}

/** The units that each variant is to have; `null` where neither plan nor journal says. */
function plannedUnits({ doc, lines, names, weights }) {
  const first = lines.find(({ decision }) => decision !== 'invalid');
  if (first !== undefined) return names.map((name) => first.plannedUnits[name]);
  if (doc.sampleSize === undefined) return null;
  const least = Math.min(...weights.slice(1));
  return weights.map((weight) => (Number(doc.sampleSize) * weight) / least);
}

/** What a ship of this case lacks, each in words; none where nothing is known to speak against it. */
export function lacking(seen) {
  const { names } = seen;
  const shared = [
    ...splitFaults(seen),
    ...missingFaults(seen),
    ...unitFaults(seen),
    ...dayFaults(seen),
  ];
  if (shared.length > 0) return shared;
  const byTreatment = names.slice(1).map((_, i) => treatmentFaults(seen, i + 1));
  return byTreatment.some((faults) => faults.length === 0) ? [] : byTreatment.flat();
}

/** Pearson's chi-square of the split; one far above what a test at any look would take is a fault. */
function splitFaults(seen) {
  return chiOfSplit(seen) >
    2 * (Math.log(1000) + Math.log(total(seen)) * (seen.names.length - 1)) + 10
    ? ['the split is not the planned one']
    : [];
}

const total = ({ arms }) => arms.reduce((sum, { units }) => sum + units, 0);

function chiOfSplit(seen) {
  const all = seen.weights.reduce((a, b) => a + b, 0);
  return seen.arms.reduce((sum, { units }, i) => {
    const expected = (total(seen) * seen.weights[i]) / all;
    return sum + (units - expected) ** 2 / expected;
  }, 0);
}

function missingFaults({ arms, doc }) {
  return doc.metrics.flatMap(({ name }, m) => {
    const lacks = arms.map(({ metrics, units }) => ({ successes: metrics[m].missing, n: units }));
    const z = lacks.slice(1).map((arm) => pooledZ(lacks[0], arm));
    const few = lacks.reduce((sum, { successes }) => sum + successes, 0) < 20;
    return !few && z.some((one) => Math.abs(one) > 8) ? [`${name} is missing unalike`] : [];
  });
}

function unitFaults(seen) {
  const { arms, names, planned, method } = seen;
  if (arms.some(({ units }) => units === 0)) return ['a variant has no units'];
  if (planned === null) return [];
  const held = seen.doc.metrics.flatMap(({ margin, role }, m) =>
    role === 'primary' || margin !== undefined ? [m] : [],
  );
  const valued = arms.map(({ metrics }) => Math.min(...held.map((m) => metrics[m].n)));
  const information = (n, i) => (n[0] * n[i]) / (n[0] + n[i]);
  const fractions = names
    .slice(1)
    .map((_, i) => information(valued, i + 1) / information(planned, i + 1));
  const floor = method === 'fixed' ? 1 : leastShare(seen);
  return Math.min(...fractions) < floor * (1 - 1e-12) ? [`too few units (${fractions})`] : [];
}

function leastShare({ alpha, power, doc }) {
  const critical = normalCritical(isOneSided(doc) ? alpha : alpha / 2);
  return (critical / (critical + normalCritical(1 - power)) / 4) ** 2;
}

const isOneSided = ({ alternative }) => alternative === 'greater' || alternative === 'less';

function dayFaults({ doc, lines, time }) {
  const { minimumDays = 0, wholeWeeks = false } = doc;
  const day = (date) => Math.floor(date / 86_400_000);
  const days = lines.length === 0 ? 0 : Math.max(0, day(time) - day(Date.parse(lines[0].time)));
  if (days < Number(minimumDays)) return [`only ${days} days`];
  return wholeWeeks && (days === 0 || days % 7 !== 0) ? ['no whole week'] : [];
}

function treatmentFaults(seen, t) {
  const { doc, names, primary } = seen;
  const faults = doc.metrics.flatMap((metric, m) => {
    if (metric.margin !== undefined) return withinFaults(seen, t, m);
    return m === primary ? effectFaults(seen, t, m) : [];
  });
  return faults.map((fault) => `${names[t]}: ${fault}`);
}

const signOf = ({ direction }, doc) =>
  direction === 'decrease' || (direction === undefined && doc.alternative === 'less') ? -1 : 1;

/** A guardrail, or a primary metric, whose very estimate is beyond its margin. */
function withinFaults({ doc, arms }, t, m) {
  const metric = doc.metrics[m];
  const [control, treatment] = [arms[0].metrics[m], arms[t].metrics[m]];
  const { absolute, relative } = sizeOf(metric.margin);
  const allowed = absolute ?? relative * Math.abs(control.mean);
  const gain = signOf(metric, doc) * (treatment.mean - control.mean);
  const within = metric.equivalence === true ? Math.abs(gain) < allowed : gain > -allowed;
  return within ? [] : [`${metric.name} is beyond its margin`];
}

function effectFaults(seen, t, m) {
  const { doc, arms, alpha } = seen;
  const metric = doc.metrics[m];
  const [control, treatment] = [arms[0].metrics[m], arms[t].metrics[m]];
  const gain = signOf(metric, doc) * (treatment.mean - control.mean);
  if (!(gain > 0) && doc.variants.cost === undefined) return [`${metric.name} is no better`];
  const level = isOneSided(doc) ? alpha : alpha / 2;
  const p = tailOf(control, treatment, { level, gain });
  return p < level ? [] : [`${metric.name} is not significant (one-sided p ${p}, level ${level})`];
}

/** The one-sided p-value of the plain test at one look; of few counts the exact one where that is smaller. */
function tailOf(control, treatment, { level, gain }) {
  if (control.successes === undefined) {
    const { t, df } = welch(control, treatment);
    return studentUpper(Math.abs(t) * Math.sign(gain), df);
  }
  const z = Math.abs(pooledZ(control, treatment));
  const p = normalUpper(z);
  return p < level || z < 0.8 * normalCritical(level)
    ? p
    : Math.min(p, exactTail(control, treatment, z));
}

export function pooledZ(control, treatment) {
  const pooled = (control.successes + treatment.successes) / (control.n + treatment.n);
  const variance = pooled * (1 - pooled) * (1 / control.n + 1 / treatment.n);
  const difference = treatment.successes / treatment.n - control.successes / control.n;
  return difference === 0 ? 0 : difference / Math.sqrt(variance);
}

function welch(control, treatment) {
  const [a, b] = [control.variance / control.n, treatment.variance / treatment.n];
  const df = (a + b) ** 2 / (a ** 2 / (control.n - 1) + b ** 2 / (treatment.n - 1));
  return { t: (treatment.mean - control.mean) / Math.sqrt(a + b), df };
}

/** The largest chance, over a grid of rates, of counts at least as far apart in that direction; 0 where there are too many. */
function exactTail(control, treatment, z) {
  const [n, m] = [control.n, treatment.n];
  if (n * m > 90_000) return 0;
  const sign = Math.sign(pooledZ(control, treatment));
  const extreme = [];
  for (let a = 0; a <= n; a++) {
    for (let b = 0; b <= m; b++) {
      const found = sign * pooledZ({ successes: a, n }, { successes: b, n: m });
      if (found >= z - 1e-9) extreme.push([a, b]);
    }
  }
  let largest = 0;
  for (let p = 0.01; p < 1; p += 0.02) {
    const [of, to] = [binomialMasses(n, p), binomialMasses(m, p)];
    largest = Math.max(
      largest,
      extreme.reduce((sum, [a, b]) => sum + of[a] * to[b], 0),
    );
  }
  return largest;
}

/** Whether the gate ships: known of plain cases far enough from every edge, else `null`. */
export function ships(seen) {
  if (!isPlain(seen)) return null;
  if (unitFaults(seen).length > 0) return false;
  const answers = seen.doc.metrics.map((metric, m) => {
    if (metric.margin !== undefined) return isShownWithin(seen, m);
    return m === seen.primary ? isShownBetter(seen, m) : true;
  });
  if (answers.includes(null)) return null;
  return answers.every((answer) => answer === true);
}

const PLAIN_KEYS = [
  'experiment',
  'owner',
  'tags',
  'variants',
  'units',
  'metrics',
  'alpha',
  'power',
].concat(['correction', 'monitoring', 'sampleSize', 'hypothesis', 'planVersion']);

function isPlain(seen) {
  const { doc, method, names, planned, lines, arms } = seen;
  const open = lines.every(({ decision }) => decision === 'keep-collecting');
  const plain = method === 'fixed' && names.length === 2 && planned !== null && open;
  const keys = Object.keys(doc).every((key) => PLAIN_KEYS.includes(key));
  const metrics = doc.metrics.every(
    ({ value, kind, equivalence }) =>
      value === undefined &&
      equivalence === undefined &&
      (kind === 'proportion' || kind === 'mean'),
  );
  const whole = arms.every(({ metrics }) => metrics.every(({ missing }) => missing === 0));
  const kept = doc.variants.cost === undefined && doc.variants.intensity === undefined;
  const grown = lines.every(({ units }) => names.every((name, i) => units[name] < arms[i].units));
  return plain && keys && metrics && whole && kept && grown && chiOfSplit(seen) < 6;
}

/** Enough counts in arms alike enough that the gate takes the score test. */
function areMany(arms, shift = 0) {
  const least = arms.map(({ n, mean }) => n * Math.min(mean, 1 - mean) - n * Math.abs(shift));
  const [n, m] = arms.map((arm) => arm.n);
  return Math.min(...least) >= 50 && Math.max(n, m) < 1.25 * Math.min(n, m);
}

const clearly = (statistic, critical) =>
  Math.abs(statistic / critical - 1) < 1e-9 ? null : statistic > critical;

function isShownBetter({ doc, arms, alpha }, m) {
  const [control, treatment] = arms.map(({ metrics }) => metrics[m]);
  const sign = signOf(doc.metrics[m], doc);
  if (control.successes !== undefined) {
    if (!areMany([control, treatment])) return null;
    return clearly(sign * pooledZ(control, treatment), normalCritical(alpha / 2));
  }
  const { t, df } = welch(control, treatment);
  if (!(df > 3)) return null;
  const critical = rootOf((x) => studentUpper(x, df) - alpha / 2, 0, 100);
  // What is skewed must be a little further, and how much is not the model's to know.
  if (sign * t > critical && sign * t < 1.3 * critical) return null;
  return clearly(sign * t, critical);
}

function isShownWithin({ doc, arms, alpha, primary }, m) {
  const metric = doc.metrics[m];
  const [control, treatment] = arms.map(({ metrics }) => metrics[m]);
  const { absolute } = sizeOf(metric.margin);
  if (m === primary || absolute === undefined || control.successes === undefined) return null;
  if (!areMany([control, treatment], absolute)) return null;
  const z = farringtonManning(control, treatment, { margin: absolute, sign: signOf(metric, doc) });
  return clearly(z, normalCritical(alpha));
}

/** Farrington & Manning (1990): the rates under the margin are those of the largest likelihood, found by bisection. */
function farringtonManning(control, treatment, { margin, sign }) {
  const shift = -sign * margin;
  const slope = (k, n, p) => k / p - (n - k) / (1 - p);
  const [from, to] = [Math.max(0, -shift), Math.min(1, 1 - shift)];
  const p = rootOf(
    (c) =>
      slope(control.successes, control.n, c) + slope(treatment.successes, treatment.n, c + shift),
    from + 1e-15,
    to - 1e-15,
  );
  const q = p + shift;
  const variance = (p * (1 - p)) / control.n + (q * (1 - q)) / treatment.n;
  return (sign * (treatment.mean - control.mean - shift)) / Math.sqrt(variance);
}
