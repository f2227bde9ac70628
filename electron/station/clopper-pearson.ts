/** A share of trials with its exact confidence interval. */
export interface ExactShare {
  readonly share: number;
  readonly lower95: number;
  readonly upper95: number;
}

/**
 * The share of hits among independent trials and the two bounds of its exact 95 % interval
 * (Clopper and Pearson, 1934): each bound is passed with a chance of at most 2.5 %.
 * Without trials nothing is known: 0..1, and a share of 0.
 */
export function clopperPearson(hits: number, trials: number): ExactShare {
  return {
    share: trials > 0 ? hits / trials : 0,
    lower95: lowerBound(hits, trials, tail),
    upper95: upperBound(hits, trials, tail),
  };
}

/** Chance of passing one bound of a two-sided 95 % interval. */
const tail = 0.025;

/** The share below which the true one lies with a chance of at most `chance`. */
export function lowerBound(hits: number, trials: number, chance: number): number {
  return hits <= 0 ? 0 : betaQuantile(chance, hits, trials - hits + 1);
}

/** The share above which the true one lies with a chance of at most `chance`. */
export function upperBound(hits: number, trials: number, chance: number): number {
  return hits >= trials ? 1 : betaQuantile(1 - chance, hits + 1, trials - hits);
}

/** Where the beta distribution's cumulative reaches `share`: it only rises, so halve. */
function betaQuantile(share: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < halvings; step++) {
    const middle = (low + high) / 2;
    if (regularisedBeta(middle, a, b) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** To 1e-18: twelve digits of a rate of one in a million. */
const halvings = 60;

/** I_x(a, b), the beta distribution's cumulative (DLMF 8.17.22). */
function regularisedBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The continued fraction is quick on this side of the mean only.
  if (x > (a + 1) / (a + b + 2)) return 1 - regularisedBeta(1 - x, b, a);
  const logFront =
    a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b);
  return (Math.exp(logFront) / a) * betaFraction(x, a, b);
}

const closeEnough = 1e-14;
/** Terms needed grow as the root of the trials: this is enough for 10⁹ of them. */
const termsAtMost = 100_000;

/** The fraction from its front, after Lentz: numerator and denominator as running ratios. */
function betaFraction(x: number, a: number, b: number): number {
  let value = 1;
  let ratio = 1;
  let inverse = 0;
  for (let term = 1; term < termsAtMost; term++) {
    const m = term >> 1;
    const coefficient =
      term % 2 === 0
        ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
        : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    inverse = 1 / (1 + coefficient * inverse);
    ratio = 1 + coefficient / ratio;
    const step = ratio * inverse;
    value *= step;
    if (Math.abs(step - 1) < closeEnough) break;
  }
  return 1 / value;
}

/** From here on Stirling's series is good to fifteen digits. */
const stirlingFrom = 15;

/** ln Γ(x) for x > 0 (DLMF 5.11.1), small x lifted by Γ(x + 1) = x Γ(x). */
function logGamma(x: number): number {
  let lifted = x;
  let shift = 0;
  while (lifted < stirlingFrom) shift += Math.log(lifted++);
  const square = lifted * lifted;
  const series = (1 / 12 - (1 / 360 - (1 / 1260 - 1 / 1680 / square) / square) / square) / lifted;
  return (lifted - 0.5) * Math.log(lifted) - lifted + 0.5 * Math.log(2 * Math.PI) + series - shift;
}
