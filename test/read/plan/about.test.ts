import { expect, test } from 'vitest';
import { mistakeOf, planIn, smallPlan } from './given.js';

const about = {
  tags: { surface: 'homepage', strength: 2, audience: ' returning ' },
  owner: 'growth',
  follows: 'hero-2025',
};

test('a plan says what tells its experiment from others', async () => {
  const { plan } = await planIn({ ...smallPlan(), ...about });
  expect([...plan.tags!]).toEqual([
    ['surface', 'homepage'],
    ['strength', '2'],
    ['audience', 'returning'],
  ]);
  expect([plan.owner, plan.follows]).toEqual(['growth', 'hero-2025']);
});

test('which promises nothing, so that the hash of what is promised stays', async () => {
  const [bare, told] = [await planIn(smallPlan()), await planIn({ ...smallPlan(), ...about })];
  expect(told.sha256).toBe(bare.sha256);
});

test.each<[object, string]>([
  [{ tags: ['homepage'] }, 'tags must hold a text for each tag'],
  [{ tags: { surface: ['a'] } }, 'tags.surface is no name'],
  [{ tags: { surface: ' ' } }, 'tags.surface:   is blank'],
  [{ tags: { surface: 'a'.repeat(101) } }, 'is no short text'],
  [{ tags: { surface: null } }, 'tags.surface has no value'],
  [{ owner: '' }, 'owner:  is blank'],
  [{ follows: ['a'] }, 'follows is no name'],
])('%j is refused', async (said, message) => {
  expect((await mistakeOf({ ...smallPlan(), ...said }))[0]).toContain(message);
});
