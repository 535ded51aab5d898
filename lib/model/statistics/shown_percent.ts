/** Decimals of a figure that lies closer to a border than one decimal can tell. */
export const MOST_DECIMALS = 4;

/** Computing per cent from fractions and back strays by less. */
const NOISE = 1e-7;

/**
 * Per cent as every page and file shows it: one decimal, and never rounded over a border that decides. What lies under a
 * whole per cent, such as a pass mark or 100, does not reach it by rounding (39.98 is 39.9, 99.97 is 99.9), and what is not
 * nothing is not 0. Never -0.
 *
 * @param borders Others that decide here, in per cent. A figure is shown with as many decimals, up to 4, as tell it from them.
 */
export function shownPercent(percent: number, borders: readonly number[] = []): number {
  const whole = Math.round(percent);
  const exact = Math.abs(percent - whole) < NOISE ? whole : percent;
  for (let digits = 1; digits <= MOST_DECIMALS; digits++) {
    const found = rounded(exact, digits).find((shown) => isTrue(shown, exact, borders));
    if (found !== undefined) return found + 0;
  }
  return rounded(exact, MOST_DECIMALS)[0]! + 0;
}

/** To the nearest, and where that says too much, down or up. */
function rounded(exact: number, digits: number): number[] {
  const scale = 10 ** digits;
  return [Math.round, Math.floor, Math.ceil].map((round) => round(near(exact * scale)) / scale);
}

/** 0.29 * 100 is 28.999999999999996. */
function near(value: number): number {
  const whole = Math.round(value);
  return Math.abs(value - whole) < NOISE ? whole : value;
}

function isTrue(shown: number, exact: number, borders: readonly number[]): boolean {
  if (Math.sign(shown) !== Math.sign(exact)) return false;
  return [Math.ceil(exact), ...borders].every((border) => {
    const distance = Math.abs(exact - border) < NOISE ? 0 : exact - border;
    // A figure above a border may be shown as the border: it has reached it.
    return distance === 0 ? shown === border : distance > 0 ? shown >= border : shown < border;
  });
}
