import { callMutants } from './call-mutants.mjs';
import { isTick } from './metered.mjs';
import { operatorMutants } from './operator-mutants.mjs';
import { childrenOf, isFunction, placeOf } from './tree.mjs';

/**
 * Every mutant of a module's JavaScript: the text from `start` to `end` becomes `becomes`, which a fault
 * of a programmer's could have left there. `within` is the function that it stands in, as V8 names it by
 * its place, or null for what runs when the module is loaded; `of` the name that is declared around it.
 * Equal texts are one mutant.
 */
export function mutantsOf(program, text) {
  const found = new Map();
  let of = '';
  for (const statement of ownStatements(program)) {
    of = nameOf(statement);
    visit(statement, [], null);
  }
  return [...found.values()];

  function visit(node, parents, within) {
    const inner = isFunction(node) ? placeOf(node, parents.at(-1)) : within;
    if (isTick(node) || node.type === 'ThrowStatement') {
      if (node.type === 'ThrowStatement') add(removed(node), inner);
      return;
    }
    const kinds = [...operatorMutants(node, parents, text), ...callMutants(node, parents, text)];
    for (const mutant of [...kinds, ...removals(node, parents)]) add(mutant, inner);
    const here = [...parents, node];
    for (const child of childrenOf(node)) visit(child, here, inner);
  }

  function add(mutant, within) {
    const was = text.slice(mutant.start, mutant.end);
    if (was === mutant.becomes) return;
    found.set(`${mutant.start} ${mutant.end} ${mutant.becomes}`, { ...mutant, was, within, of });
  }
}

/** What was written, without what the translation to CommonJS puts before it. */
function ownStatements(program) {
  const first = program.body.findIndex(isExportsLine);
  return program.body.slice(first + 1).filter((statement) => !isRequire(statement));
}

function nameOf({ id, declarations }) {
  return (id ?? declarations?.[0]?.id)?.name ?? '';
}

function isExportsLine({ type, expression }) {
  return type === 'ExpressionStatement' && expression.right?.callee?.name === '__toCommonJS';
}

function isRequire({ type, declarations, expression }) {
  if (type === 'ExpressionStatement') return expression.callee?.name === '__reExport';
  const made = declarations?.[0]?.init;
  return made?.callee?.name === 'require' || made?.callee?.name === '__toESM';
}

function removals(node, parents) {
  const list = parents.at(-1)?.type;
  const isInList = list === 'BlockStatement' || list === 'SwitchCase' || list === 'IfStatement';
  const isRemovable = ['ExpressionStatement', 'ContinueStatement', 'BreakStatement'];
  if (!isInList || !isRemovable.includes(node.type)) return [];
  return [removed(node)];
}

function removed({ start, end }) {
  return { kind: 'statement', start, end, becomes: ';' };
}
