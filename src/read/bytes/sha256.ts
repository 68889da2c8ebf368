/**
 * The SHA-256 of a few bytes, in hexadecimal.
 *
 * For small files only: starting OpenSSL up takes longer than this and a whole report together.
 *
 * @see NIST FIPS 180-4 (2015), §6.2; its constants are the fractional parts of the square and cube
 *   roots of the first primes (§4.2.2, §5.3.3), computed here.
 */
export function smallSha256(bytes: Uint8Array): string {
  const message = padded(bytes);
  const words = new DataView(message.buffer);
  let state: Uint32Array = ROOTS.square.slice(0, 8);
  for (let block = 0; block < message.length; block += 64) {
    state = compressed(state, schedule(words, block));
  }
  return [...state].map((word) => word.toString(16).padStart(8, '0')).join('');
}

/** The message with a 1 bit, zeros and its length in bits, to a multiple of 64 bytes (§5.1.1). */
function padded(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const message = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6);
  message.set(bytes);
  message[bytes.length] = 0x80;
  new DataView(message.buffer).setBigUint64(message.length - 8, BigInt(bytes.length) * 8n);
  return message;
}

/** The sixty-four words that a block is spread to (§6.2.2, step 1). */
function schedule(words: DataView, block: number): Uint32Array {
  const w = new Uint32Array(64);
  for (let t = 0; t < 16; t++) w[t] = words.getUint32(block + 4 * t);
  for (let t = 16; t < 64; t++) {
    const [a, b] = [w[t - 15]!, w[t - 2]!];
    const s0 = rotated(a, 7) ^ rotated(a, 18) ^ (a >>> 3);
    const s1 = rotated(b, 17) ^ rotated(b, 19) ^ (b >>> 10);
    w[t] = w[t - 16]! + s0 + w[t - 7]! + s1;
  }
  return w;
}

/** The state after one block (§6.2.2, steps 2 to 4); in plain assignments, since it runs uncompiled. */
function compressed(state: Uint32Array, w: Uint32Array): Uint32Array {
  const next = state.slice();
  for (let t = 0; t < 64; t++) {
    const a = next[0]!;
    const e = next[4]!;
    const s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const t1 = next[7]! + s1 + ((e & next[5]!) ^ (~e & next[6]!)) + ROOTS.cube[t]! + w[t]!;
    const s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    const t2 = s0 + ((a & next[1]!) ^ (a & next[2]!) ^ (next[1]! & next[2]!));
    next.copyWithin(1, 0, 7);
    next[4]! += t1;
    next[0] = t1 + t2;
  }
  return next.map((word, i) => word + state[i]!);
}

function rotated(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

const ROOTS = fractionalRoots();

/** The first 32 bits of the fractional parts of the roots of the first 64 primes. */
function fractionalRoots(): { square: Uint32Array; cube: Uint32Array } {
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n++) {
    if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  }
  const bits = (root: number) => Math.floor((root % 1) * 2 ** 32);
  return {
    square: Uint32Array.from(primes, (prime) => bits(Math.sqrt(prime))),
    cube: Uint32Array.from(primes, (prime) => bits(Math.cbrt(prime))),
  };
}
