const EXCHANGED = {
  min: 'max',
  max: 'min',
  floor: 'ceil',
  ceil: 'floor',
  round: 'floor',
  every: 'some',
  some: 'every',
};

/** What gives much the same as what it is called on, or with, so that leaving it out runs. */
const LEFT_OUT = new Set(['filter', 'slice', 'sort', 'toSorted', 'reverse', 'toReversed']);
const MATH_LEFT_OUT = new Set([
  'abs',
  'sqrt',
  'floor',
  'ceil',
  'round',
  'trunc',
  'sign',
  'log1p',
  'expm1',
]);

/** Mutants of a call: another function, none at all, or two arguments that change places. */
export function callMutants(node, _, text) {
  if (node.type !== 'CallExpression') return [];
  const of = ({ start, end }) => text.slice(start, end);
  const { callee } = node;
  if (callee.type === 'MemberExpression') return methodMutants(node, of);
  return swaps(node, of);
}

function methodMutants(node, of) {
  const { object, property } = node.callee;
  const other = EXCHANGED[property.name];
  const isMath = object.name === 'Math';
  const renamed =
    other === undefined || (!isMath && /min|max|floor|ceil|round/.test(property.name))
      ? []
      : [{ kind: 'call', start: property.start, end: property.end, becomes: other }];
  return [...renamed, ...(isMath ? withoutMath(node, of) : withoutMethod(node, of))];
}

function withoutMath(node, of) {
  const { name } = node.callee.property;
  const [first] = node.arguments;
  if (MATH_LEFT_OUT.has(name)) return [whole(node, of(first))];
  const isOfTwo = (name === 'min' || name === 'max') && node.arguments.length === 2;
  if (!isOfTwo || node.arguments.some(({ type }) => type === 'SpreadElement')) return [];
  const told = node.arguments.filter(({ type }) => type !== 'Literal');
  return told.map((argument) => whole(node, of(argument)));
}

function withoutMethod(node, of) {
  const { object, property } = node.callee;
  return LEFT_OUT.has(property.name) ? [whole(node, of(object))] : [];
}

function swaps(node, of) {
  return node.arguments.slice(1).flatMap((second, i) => {
    const first = node.arguments[i];
    if (!isPlain(first) || !isPlain(second)) return [];
    const between = { start: first.end, end: second.start };
    const becomes = of(second) + of(between) + of(first);
    return [{ kind: 'argument', start: first.start, end: second.end, becomes }];
  });
}

/** What could stand in the other's place at all: no function, object, list or name of a method. */
function isPlain({ type, value }) {
  const isMade = /^(Object|Array|ArrowFunction|Function)Expression$|^(Template|Spread)/.test(type);
  return !isMade && typeof value !== 'string';
}

function whole({ start, end }, becomes) {
  return { kind: 'call', start, end, becomes: `(${becomes})` };
}
