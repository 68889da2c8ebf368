import type { Report } from '../../report/report.js';
import { wordHoldout } from '../../report/wording/holdout-wording.js';
import { printable } from '../printable.js';
import { labelled } from './layout.js';
import type { Style } from './style.js';

/** What a held-out group says of what was claimed, metric by metric. */
export function renderHoldouts({ holdouts = [] }: Report, { width, paint }: Style): string[][] {
  return holdouts.map((one) => [
    paint.bold(printable(`${one.metric} · ${one.exposed} against the held-out ${one.heldOut}`)),
    ...wordHoldout(one).flatMap(([label, text]) =>
      labelled(label, printable(text), { indent: 2, labelWidth: 11, width }),
    ),
  ]);
}
