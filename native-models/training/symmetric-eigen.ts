/** Eigenvalues and eigenvectors of a symmetric matrix: A = V diag(values) Vᵀ. */
export interface Eigen {
  readonly values: Float64Array;
  /** Row-major; column k belongs to value k. */
  readonly vectors: Float64Array;
}

/** Off the diagonal so little, relative to all of it, that it is rounding. */
const rounding = 1e-13;
/** Jacobi's method squares the error in each sweep; a dozen is more than it takes. */
const mostSweeps = 30;

/** Jacobi's method (Golub, Van Loan, Matrix Computations, 8.5). `matrix`: row-major, symmetric. */
export function symmetricEigen(matrix: Float64Array, length: number): Eigen {
  const a = Float64Array.from(matrix);
  const vectors = new Float64Array(length * length);
  for (let at = 0; at < length; at++) vectors[at * (length + 1)] = 1;
  const whole = Math.hypot(...squareRootsOfRows(a, length));
  for (let sweep = 0; sweep < mostSweeps && offDiagonal(a, length) > rounding * whole; sweep++) {
    for (let p = 0; p < length - 1; p++) {
      for (let q = p + 1; q < length; q++) rotate(a, vectors, length, p, q);
    }
  }
  return { values: Float64Array.from({ length }, (_, at) => a[at * (length + 1)]!), vectors };
}

/** Turns rows and columns p and q so that what they share vanishes. */
function rotate(
  a: Float64Array,
  vectors: Float64Array,
  length: number,
  p: number,
  q: number,
): void {
  const shared = a[p * length + q]!;
  if (shared === 0) return;
  const half = (a[q * length + q]! - a[p * length + p]!) / (2 * shared);
  const tangent = Math.sign(half || 1) / (Math.abs(half) + Math.sqrt(half * half + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (let at = 0; at < length; at++) turn(a, p * length + at, q * length + at, cosine, sine);
  for (let at = 0; at < length; at++) turn(a, at * length + p, at * length + q, cosine, sine);
  for (let at = 0; at < length; at++) turn(vectors, at * length + p, at * length + q, cosine, sine);
}

function turn(
  values: Float64Array,
  one: number,
  other: number,
  cosine: number,
  sine: number,
): void {
  const [x, y] = [values[one]!, values[other]!];
  values[one] = cosine * x - sine * y;
  values[other] = sine * x + cosine * y;
}

function offDiagonal(a: Float64Array, length: number): number {
  let squares = 0;
  a.forEach((value, at) => (squares += at % (length + 1) === 0 ? 0 : value * value));
  return Math.sqrt(squares);
}

function squareRootsOfRows(a: Float64Array, length: number): number[] {
  return Array.from({ length }, (_, row) =>
    Math.hypot(...a.subarray(row * length, (row + 1) * length)),
  );
}
