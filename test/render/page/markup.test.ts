import { expect, test } from 'vitest';
import { element, nameOf } from '../../../src/render/page/markup.js';

test('no line of a page ends between a number and its unit; names stay as they are', () => {
  const said = '+2.6 % [−0.02, +0.53] (97.5 %), ∞ pp, 3 pp; 5 %x, a % of 7 pps';
  expect(element('p', { title: '5 %' }, said).markup).toBe(
    '<p title="5 %">+2.6\u00a0% [−0.02, +0.53] (97.5\u00a0%), ∞\u00a0pp, 3\u00a0pp; 5 %x, a % of 7 pps</p>',
  );
  expect(nameOf('20 % off').markup).toBe('<bdi>20 % off</bdi>');
});
