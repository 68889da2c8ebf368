import { parseAst } from 'vitest/node';
import { childrenOf } from './tree.mjs';

const TICK = '$tick();';

/**
 * JavaScript that calls `$tick` in each turn of each loop, line for line where it was, with the places
 * and lengths of what was put in: so that a mutant without an end is told by counting, on every machine alike.
 */
export function metered(text) {
  const edits = [];
  visit(parseAst(text));
  edits.sort((a, b) => a.at - b.at);
  let result = '';
  let from = 0;
  for (const { at, put } of edits) {
    result += text.slice(from, at) + put;
    from = at;
  }
  return { text: result + text.slice(from), edits };

  function visit(node) {
    if (isLoop(node)) edits.push(...ticksIn(node.body));
    childrenOf(node).forEach(visit);
  }
}

/** Where an offset of the metered text is in the text before. */
export function unmetered(offset, edits) {
  let put = 0;
  for (const edit of edits) {
    if (edit.at + put >= offset) break;
    put += edit.put.length;
  }
  return offset - put;
}

export function isTick({ type, expression }) {
  return type === 'ExpressionStatement' && expression.callee?.name === '$tick';
}

function isLoop({ type }) {
  return /^(For|While|DoWhile|ForOf|ForIn)Statement$/.test(type);
}

function ticksIn(body) {
  if (body.type === 'BlockStatement') return [{ at: body.start + 1, put: TICK }];
  return [
    { at: body.start, put: `{${TICK}` },
    { at: body.end, put: '}' },
  ];
}
