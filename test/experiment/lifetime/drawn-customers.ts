import type { KnownCustomer } from '../../../src/experiment/lifetime/purchases.js';
import { randomStream } from '../../../src/stats/random/random.js';
import { drawGamma } from '../../../src/stats/random/random-draws.js';

/** One who bought so often, last at that time, was observed as long, and spent so much each time. */
export const customer = (
  repeats: number,
  last: number,
  observed: number,
  mean: number | null = null,
): KnownCustomer => ({ history: { repeats, last, observed }, mean });

/** As the models have it, about a third of whom come back: so many of them first, then so many others. */
export function drawn(
  repeaters: number,
  once: number,
  amount = (each: number) => each,
): KnownCustomer[] {
  const random = randomStream(20261128, [1, 0]);
  const all: KnownCustomer[] = [];
  for (let i = 0; i < 1000; i += 1) {
    const rate = drawGamma(random, 0.25) / 8;
    const [stays, leaves] = [drawGamma(random, 3), drawGamma(random, 0.8)];
    const each = 15 / drawGamma(random, 4);
    const observed = Math.round(30 + 20 * random.uniform());
    let [at, repeats, last, spent] = [0, 0, 0, 0];
    for (;;) {
      at -= Math.log(random.uniform()) / rate;
      if (at > observed) break;
      [repeats, last, spent] = [repeats + 1, at, spent + each * drawGamma(random, 6)];
      if (random.uniform() < leaves / (leaves + stays)) break;
    }
    all.push(customer(repeats, last, observed, repeats === 0 ? null : amount(spent / repeats)));
  }
  const isAgain = ({ history }: KnownCustomer) => history.repeats > 0;
  const others = all.filter((one) => !isAgain(one));
  return [...all.filter(isAgain).slice(0, repeaters), ...others.slice(0, once)];
}
