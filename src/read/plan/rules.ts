import { covariatesOf, type Plan } from '../../experiment/size/plan.js';
import { areCountable, unitsByVariant } from '../../experiment/size/planned-units.js';
import type { Fault } from '../document/fault.js';
import { plainNumber } from '../values/written-numbers.js';
import { metricFaults } from './metric-rules.js';
import type { WrittenPlan } from './schema.js';
import { variantFaults } from './variant-rules.js';

/** What the parts of a plan, each right by itself, get wrong together; in the order of the file's keys. */
export function faultsBetween(written: WrittenPlan, plan: Plan): Fault[] {
  return [
    ...variantFaults(written, plan),
    ...unitFaults(written),
    ...readingFaults(plan),
    ...metricFaults(written, plan),
    ...segmentFaults(plan),
    ...triggerFaults(plan),
    ...testFaults(plan),
    ...sizeFaults(plan),
    ...monitoringFaults(written),
    ...futilityFaults(written, plan),
  ];
}

function unitFaults({ units }: WrittenPlan): Fault[] {
  const said = (['id', 'rows', 'column'] as const).filter((key) => units?.[key] !== undefined);
  const [first, second] = said;
  if (second === undefined) return [];
  return [
    {
      path: ['units', second],
      message: `units has both ${first} and ${second}`,
      hint: 'id is for files in which a unit has several rows, rows where each is one, column for counts',
    },
  ];
}

/** What is said of how values are written that cannot be, or would leave out values by what they are. */
function readingFaults({ reading }: Plan): Fault[] {
  const { missing = [], thousands, decimal = new Map() } = reading ?? {};
  const number = missing.findIndex((text) => !Number.isNaN(plainNumber(text)));
  const separators = [...decimal.values(), ...(decimal.has('') ? [] : ['.'])];
  return [
    ...(number === -1
      ? []
      : [
          {
            path: ['reading', 'missing', number],
            message: `${missing[number]} is a number: to leave out units by their values is to choose the result`,
            hint: 'leave it out; rows are chosen by what came before the test, with reading.where',
          },
        ]),
    ...(thousands === undefined || !separators.includes(thousands as '.' | ',')
      ? []
      : [
          {
            path: ['reading', 'thousands'],
            message: `reading.thousands ${thousands} is the decimal separator already`,
            hint: 'write decimal: "," too',
          },
        ]),
  ];
}

/** A size that the shares make more of than can be counted. */
function sizeFaults(plan: Plan): Fault[] {
  const { sampleSize } = plan;
  if (sampleSize === null || areCountable(unitsByVariant(plan, sampleSize))) return [];
  return [
    {
      path: ['sampleSize'],
      message: 'sampleSize comes, by variants.allocation, to more units than can be counted',
      hint: 'it is of the treatment with the smallest share, which is a very small one here',
    },
  ];
}

function segmentFaults({ segments }: Plan): Fault[] {
  return segments.flatMap((column, i) =>
    segments.indexOf(column) === i
      ? []
      : [
          {
            path: ['segments', i],
            message: `segments names ${column} twice`,
            hint: 'leave one of the two',
          },
        ],
  );
}

/** Who could see a difference is neither measured nor looked at one by one. */
function triggerFaults(plan: Plan): Fault[] {
  const { triggered, segments, stratify, variantColumn, units, metrics } = plan;
  if (triggered === undefined || triggered === null) return [];
  const columns = { variantColumn, 'units.id': units.id, 'units.column': units.column, stratify };
  const measured = metrics.find(
    (metric) => metric.column === triggered || covariatesOf(metric).includes(triggered),
  );
  const other =
    Object.entries(columns).find(([, column]) => column === triggered)?.[0] ??
    (segments.includes(triggered) ? 'segments' : measured && `metric ${measured.name}`);
  if (other === undefined) return [];
  const named = other === 'variantColumn' ? 'variants.column' : other;
  return [
    {
      path: ['triggered'],
      message: `triggered ${triggered}: ${named} has that column already`,
      hint: 'name the column that says, with 0 and 1, whether a unit could see a difference',
    },
  ];
}

function testFaults({ alpha, power, alternative, metrics }: Plan): Fault[] {
  const usual = '0.05 is usual';
  const faults: Fault[] = [];
  if (power <= alpha) {
    const message = `power ${power} is not above alpha (${alpha}), which a test without data has`;
    faults.push({ path: ['power'], message, hint: '0.8 is usual' });
  }
  if (alpha >= 0.5 && alternative !== 'two-sided') {
    const message = `alpha ${alpha}: a one-sided test at a half or more needs no evidence`;
    faults.push({ path: ['alpha'], message, hint: usual });
  }
  if (alpha >= 0.5 && metrics.some(({ margin }) => margin !== null)) {
    const message = `alpha ${alpha}: a margin shown at a half or more needs no evidence`;
    faults.push({ path: ['alpha'], message, hint: usual });
  }
  return faults;
}

/** What is wrong with how looks are written. */
export function monitoringFaults({ monitoring }: Pick<WrittenPlan, 'monitoring'>): Fault[] {
  if (typeof monitoring !== 'object') return [];
  const { method, looks } = monitoring;
  if (method === 'group-sequential' && looks === undefined) {
    const message = 'monitoring is group-sequential and does not say for how many looks';
    return [{ path: ['monitoring'], message, hint: 'add looks: 5, or how often you will look' }];
  }
  const unused = (['spending', 'looks'] as const).find((key) => monitoring[key] !== undefined);
  if (method === 'group-sequential' || unused === undefined) return [];
  return [
    {
      path: ['monitoring', unused],
      atKey: true,
      message: `monitoring.${unused} is of group-sequential tests; this one is ${method}`,
      hint: `leave it out, or write method: group-sequential`,
    },
  ];
}

/** What is given up is an effect that is looked for, neither a margin nor what it pays, and before the end. */
function futilityFaults(
  { futility }: Pick<WrittenPlan, 'futility'>,
  { metrics, monitoring }: Plan,
): Fault[] {
  if (futility === undefined) return [];
  const fault = { path: ['futility'], atKey: true };
  if (monitoring.method !== 'group-sequential') {
    const message = `futility is of group-sequential tests; this one is ${monitoring.method}`;
    const hint = 'leave it out, or write monitoring: { method: group-sequential, looks: 5 }';
    return [{ ...fault, message, hint }];
  }
  const { name, margin, value } = metrics[0]!;
  if (margin !== null || value !== null) {
    const [key, decided] = margin === null ? ['value', 'its value'] : ['margin', 'a margin'];
    const message = `futility is of an effect that is looked for; ${name} is decided by ${decided}`;
    return [{ ...fault, message, hint: `leave it out, or the ${key} of ${name}` }];
  }
  if (monitoring.looks > 1) return [];
  const message = 'futility has no look to stop at before the one that ends the test';
  return [{ ...fault, message, hint: 'plan more looks, or leave it out' }];
}
