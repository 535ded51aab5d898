/** An exact number in lowest terms; `d` is above 0. */
export interface Fraction {
  n: bigint;
  d: bigint;
}

/** In lowest terms. @param d Not 0. */
export function fraction(n: bigint, d = 1n): Fraction {
  const sign = d < 0n ? -1n : 1n;
  const common = greatestCommon(n, d);
  return { n: sign * n / common, d: sign * d / common };
}

export function product(a: Fraction, b: Fraction): Fraction {
  return fraction(a.n * b.n, a.d * b.d);
}

/** `null` of 0. */
export function inverse({ n, d }: Fraction): Fraction | null {
  return n === 0n ? null : fraction(d, n);
}

function greatestCommon(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}
