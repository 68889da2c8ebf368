import { describe, expect, test } from 'vitest';
import { bareMisfit, effectMisfit } from '../../src/experiment/effect-misfit.js';

describe('an effect that a metric can not have', () => {
  test.each(['mean', 'ratio', 'quantile'] as const)('is one in points, of a %s', (kind) => {
    const points = { scale: 'points', size: 0.01 } as const;
    expect(effectMisfit(points, kind)!.what).toBe(
      `percentage points are for rates, and this is a ${kind}`,
    );
    expect(effectMisfit(points, kind, 'spend')!.what).toContain(`and spend is a ${kind}`);
    expect(effectMisfit({ ...points, scale: 'absolute', size: 5 }, kind)).toBeNull();
    expect(effectMisfit({ ...points, scale: 'relative', size: 5 }, kind)).toBeNull();
  });

  test.each([
    ['points', 1, null],
    ['absolute', 1, null],
    ['relative', 5, null],
    ['points', 2, ['a rate cannot change by 200 points', '200% is relative', '200pp are points']],
    ['absolute', 5, ['a rate cannot change by 500 points', '5% is relative', '5pp are points']],
  ] as const)('of a rate is one of more than all: %s %d', (scale, size, said) => {
    const misfit = effectMisfit({ scale, size }, 'proportion');
    if (said === null) expect(misfit).toBeNull();
    else {
      expect(misfit!.what).toBe(said[0]);
      expect(misfit!.hint).toContain(said[1]);
      expect(misfit!.hint).toContain(said[2]);
    }
  });
});

describe('a number without a unit', () => {
  test.each([
    // As it is and as a share of 1, where that is a share; 100 × 0.07 is 7.000000000000001 in doubles.
    [0.5, ['0.5pp', '50pp', '0.5%']],
    [0.07, ['0.07pp', '7pp', '0.07%']],
    [1, ['1pp', '1%']],
    [3, ['3pp', '3%']],
  ])('may of a rate be points or percent: %d', (size, meanings) => {
    const bare = bareMisfit({ scale: 'absolute', size }, 'proportion')!;
    expect(bare.meanings).toEqual(meanings);
    expect(bare.what).toBe(`of a rate, ${size} may be points or percent`);
    expect(bare.hint).toBe(`${meanings.slice(0, -1).join(', ')} or ${size}%?`);
  });

  test('is a size of all else, and where it is nothing', () => {
    expect(bareMisfit({ scale: 'absolute', size: 0 }, 'proportion')).toBeNull();
    expect(bareMisfit({ scale: 'absolute', size: 0.5 }, 'mean')).toBeNull();
    expect(bareMisfit({ scale: 'points', size: 0.5 }, 'proportion')).toBeNull();
    expect(bareMisfit({ scale: 'relative', size: 0.5 }, 'proportion')).toBeNull();
  });
});
