import { expect, test } from 'vitest';
import { alikeVariants } from '../../../src/experiment/checks/alike-variants.js';
import { cellsOf, rate } from '../given.js';

const alike = (units: Record<string, number>) =>
  alikeVariants({
    aggregates: cellsOf(
      ['m'],
      Object.fromEntries(Object.entries(units).map(([name, n]) => [name, [rate(0, n)]])),
    ),
  }).map(({ variants, samePlain }) => [...variants, samePlain]);

test.each([
  [{ generic: 1000, Generic: 990 }, [['generic', 'Generic', true]]],
  [{ 'a  b': 10, 'a b': 10 }, [['a  b', 'a b', true]]],
  [{ generic: 1000, personalized: 1000, genric: 3 }, [['generic', 'genric', false]]],
  [{ genric: 3, generic: 1000, personalized: 1000 }, [['generic', 'genric', false]]],
  [{ generic: 1000, personalized: 1000, genric: 9 }, [['generic', 'genric', false]]],
  [{ generic: 1000, personalized: 1000, genric: 10 }, []],
  // As many as an arm has, and names that are no misspelling.
  [{ personalized: 1000, personalised: 1000 }, []],
  [{ variant1: 1000, variant2: 900, control: 1000 }, []],
  [{ generic: 1000, holdout: 3 }, []],
])('%j', (units, found) => expect(alike(units)).toEqual(found));
