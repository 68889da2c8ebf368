import { nameOfShellWord, type Vocabulary } from '../../vocabulary.js';

/**
 * The words for whoever follows a plan: what it has a key for is said by that key, as it is written there in YAML, how
 * files are written as `otherwise`.
 * @example
 * const error = new UserError('"12,5" is not a number', {
 *   hint: (say) => `where that is a decimal comma, say ${say.decimal(',')}`,
 * });
 * error.hint; // => "where that is a decimal comma, say decimal: new Map([['', ',']])"
 * error.inWords(planWords(LIBRARY_WORDS)).hint;
 * // => 'where that is a decimal comma, say reading.decimal: "," in the plan'
 */
export function planWords(otherwise: Vocabulary): Vocabulary {
  const column = key('metrics.column');
  return {
    ...otherwise,
    option: 'key',
    where: key('reading.where', listed),
    variants: key('reading.variants', (value) => `[${value.split(',').map(text).join(', ')}]`),
    variantColumn: key('variants.column'),
    unitsColumn: key('units.column'),
    unitId: key('units.id'),
    rowsAreUnits: () => 'units.rows: true in the plan',
    emptyIs: key('reading.emptyIs', (value) => value),
    missing: key('reading.missing', listed),
    decimal: key('reading.decimal', decimal),
    thousands: key('reading.thousands'),
    comment: key('reading.comment'),
    onBadRow: key('reading.onBadRow'),
    // A kind is a key of its own; that a ratio is one the plan has said, and it lacks the second column.
    metric: (name, kind) =>
      kind === undefined || kind === 'ratio' ? column(name) : key('metrics.kind')(kind),
    kind: (_, kind) => `kind: ${kind}`,
    segment: key('segments', listed),
    triggered: key('triggered'),
    covariate: ofMetric('metrics.covariate'),
    cap: ofMetric('metrics.cap'),
    control: key('variants.control'),
    allocation: key('variants.allocation'),
    mde: key('metrics.mde'),
    monitoring: key('monitoring'),
    test: null,
    // The plan has said which way is better, and what it promised cannot change with the data.
    lowerIsBetter: (metric) =>
      `that takes a new plan, with metrics.direction: decrease for "${metric}"`,
    again: (added) => added.join(', '),
    byFile: () => null,
    describe: () => null,
  };
}

/** What a value is in YAML: the value as a flag has it, without the quotes that a shell takes off. */
type Yaml = (value: string) => string;

function key(name: string, yaml: Yaml = text): Vocabulary['where'] {
  return (word) =>
    word === undefined ? name : `${name}: ${yaml(nameOfShellWord(word))} in the plan`;
}

/** A key of one metric, which a flag says before the value: METRIC=VALUE. Another value makes another plan. */
function ofMetric(name: string): Vocabulary['cap'] {
  return (word) => {
    if (word === undefined) return name;
    const whole = nameOfShellWord(word);
    const sign = whole.lastIndexOf('=');
    return `${name}: ${text(whole.slice(sign + 1))} for "${whole.slice(0, sign)}" in a new plan`;
  };
}

/** A text as YAML takes it for that text, wherever it stands. */
function text(value: string): string {
  const isPlain = /^([a-z_][\w/-]*|[\d.]+(%|pp))$/i.test(value);
  return isPlain && !/^(true|false|null)$/i.test(value) ? value : JSON.stringify(value);
}

function listed(value: string): string {
  return `[${text(value)}]`;
}

/** For all columns, or for one: price=. */
function decimal(value: string): string {
  const [, column, sign] = /^(.*)=(.)$/s.exec(value) ?? [];
  return column === undefined ? text(value) : `{ ${text(column)}: ${text(sign!)} }`;
}
