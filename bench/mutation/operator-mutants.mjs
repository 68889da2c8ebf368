const OPPOSITES = {
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '**': ['*'],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '&&': ['||'],
  '||': ['&&'],
  '+=': ['-='],
  '-=': ['+='],
  '*=': ['/='],
  '/=': ['*='],
  '++': ['--'],
  '--': ['++'],
};

const COMPARES = /^([<>]=?|[!=]==)$/;
const COUNTS = /^([-+*/%]|\*\*)$/;

/** Mutants of an operator, a number, a condition and what is returned. */
export function operatorMutants(node, parents, text) {
  const of = MUTANTS[node.type];
  return of === undefined ? [] : of(node, parents, text);
}

const MUTANTS = {
  BinaryExpression: (node, _, text) => (isText(node) ? [] : exchanged(node, text)),
  LogicalExpression: (node, _, text) =>
    node.operator === '??'
      ? [node.left, node.right].map((side) => whole('default', node, sliced(side, text)))
      : exchanged(node, text),
  AssignmentExpression: exchangedAssignment,
  UpdateExpression: (node) =>
    OPPOSITES[node.operator].map((becomes) => ({
      kind: 'assignment',
      ...(node.prefix
        ? { start: node.start, end: node.start + 2 }
        : { start: node.end - 2, end: node.end }),
      becomes,
    })),
  UnaryExpression: ({ operator, argument, start, end }, _, text) =>
    operator === '-' || operator === '!'
      ? [whole('sign', { start, end }, sliced(argument, text))]
      : [],
  Literal: numberMutants,
  IfStatement: ({ test }) => fixed(test, ['true', 'false']),
  ConditionalExpression: ({ test }) => fixed(test, ['true', 'false']),
  WhileStatement: ({ test }) => fixed(test, ['false']),
  DoWhileStatement: ({ test }) => fixed(test, ['false']),
  ForStatement: ({ test }) => (test === null ? [] : fixed(test, ['false'])),
  ReturnStatement: ({ argument }) => returned(argument),
  ArrowFunctionExpression: ({ body }) => returned(body),
  ChainExpression: (node, _, text) =>
    node.expression.optional === true || node.expression.object?.optional === true
      ? [whole('optional', node, sliced(node, text).replace('?.[', '[').replace('?.', '.'))]
      : [],
};

function exchanged({ operator, left, right }, text) {
  const start = text.indexOf(operator, left.end);
  if (start < 0 || start >= right.start) return [];
  const kind = COMPARES.test(operator)
    ? 'comparison'
    : COUNTS.test(operator)
      ? 'arithmetic'
      : 'logic';
  const all = OPPOSITES[operator] ?? [];
  return all.map((becomes) => ({ kind, start, end: start + operator.length, becomes }));
}

function exchangedAssignment(node, _, text) {
  const all = exchanged(node, text);
  return all.map((mutant) => ({ ...mutant, kind: 'assignment' }));
}

/** Adding to a text makes another text, whatever else is done. */
function isText({ left, right }) {
  return [left, right].some(
    (side) => side.type === 'TemplateLiteral' || typeof side.value === 'string',
  );
}

/** One more and one less, and a tenth more of what is no whole number; not of `(0, imported)(…)` or `void 0`. */
function numberMutants({ value, start, end }, parents) {
  if (typeof value !== 'number' || isPlaceOrKey(parents.at(-1), start)) return [];
  const others = Number.isInteger(value) ? [value + 1, value - 1] : [value * 1.1];
  return others
    .filter((other) => other !== value)
    .map((other) => ({ kind: 'number', start, end, becomes: `(${other})` }));
}

function isPlaceOrKey(parent, start) {
  if (parent?.type === 'SequenceExpression' || parent?.operator === 'void') return true;
  return parent?.type === 'Property' && parent.key.start === start;
}

function fixed(node, values) {
  return values.map((value) => whole('condition', node, value));
}

function returned(node) {
  const bare = node?.type === 'ParenthesizedExpression' ? node.expression : node;
  const { type, operator } = bare ?? {};
  if (type === 'BinaryExpression' && COUNTS.test(operator) && !isText(bare)) {
    return [whole('return', node, '0')];
  }
  const isTruth =
    (type === 'BinaryExpression' && COMPARES.test(operator)) ||
    (type === 'LogicalExpression' && operator !== '??') ||
    (type === 'UnaryExpression' && operator === '!');
  return isTruth ? ['true', 'false'].map((value) => whole('return', node, value)) : [];
}

function whole(kind, { start, end }, becomes) {
  return { kind, start, end, becomes: /^[\w.]+$/.test(becomes) ? becomes : `(${becomes})` };
}

function sliced({ start, end }, text) {
  return text.slice(start, end);
}
