/** 2²⁷ + 1 splits a double's 53 bits in two halves whose products are exact (Veltkamp 1968). */
const SPLITTER = 2 ** 27 + 1;

/** Beyond this the split itself would overflow; the plain product does there. */
const SPLIT_UNTIL = 1e290;

/**
 * b·x − a·y for x + y = 1: how far a beta variable of shapes a and b lies beyond its mean, times
 * a + b. From the smaller of x and y alone, since the other was rounded to the scale of 1, and with
 * exact products: for shapes of 1e12 the plain difference has an error of 1e-4 where the standard
 * deviation is 1e6, which costs a tail of 1e-200 half of its digits.
 * @see Dekker (1971), A floating-point technique for extending the available precision, Numerische
 * Mathematik 18, 224–242.
 */
export function betaOffset(a: number, b: number, x: number, y: number): number {
  if (x > y) return -betaOffset(b, a, y, x);
  const [ax, bx] = [a * x, b * x];
  const rest = productError(a, x, ax) + productError(b, x, bx);
  const sum = ax - a;
  const sumError = ax - (sum + a);
  const total = sum + bx;
  const shift = total - sum;
  const totalError = sum - (total - shift) + (bx - shift);
  return total + (rest + sumError + totalError);
}

/** What was rounded off in product = a·b. */
function productError(a: number, b: number, product: number): number {
  if (a > SPLIT_UNTIL) return 0;
  const [aHigh, bHigh] = [upperHalf(a), upperHalf(b)];
  const [aLow, bLow] = [a - aHigh, b - bHigh];
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

function upperHalf(a: number): number {
  const scaled = SPLITTER * a;
  return scaled - (scaled - a);
}
