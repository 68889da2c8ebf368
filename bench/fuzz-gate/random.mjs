/* Random choices that follow from a seed: experiment i has its own, so that it can be run by itself. */

/** A source of random numbers in [0, 1): splitmix32 of a seed and a number. */
export function randomOf(seed, i) {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(i + 1, 0x85ebca6b)) >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return ((z ^ (z >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** The choices of an experiment. */
export function choicesOf(seed, i) {
  const random = randomOf(seed, i);
  const chance = (p) => random() < p;
  const whole = (from, to) => from + Math.floor(random() * (to - from + 1));
  const oneOf = (list) => list[Math.floor(random() * list.length)];
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  /** Between two positive numbers, evenly on the scale of their logarithms. */
  const scaled = (from, to) => Math.exp(Math.log(from) + random() * Math.log(to / from));
  const binomial = (n, p) => {
    if (n <= 200) return Array.from({ length: n }, () => chance(p)).filter(Boolean).length;
    const near = Math.round(n * p + normal() * Math.sqrt(n * p * (1 - p)));
    return Math.min(n, Math.max(0, near));
  };
  return { random, chance, whole, oneOf, normal, scaled, binomial };
}
