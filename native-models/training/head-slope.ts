/**
 * A head gives u = z/‖z‖ of z = Wx. With g = ∂J/∂u the chain rule says
 *
 *     ∂J/∂z = (g − (g·u) u) / ‖z‖        ∂J/∂W = Σ ∂J/∂z xᵀ
 *
 * What lies along u is lost: a unit vector cannot become longer.
 */
export interface MappedRows {
  /** Unit vectors, row-major. */
  readonly units: Float32Array;
  /** ‖z‖ of each row. */
  readonly norms: Float64Array;
}

/** `rows`: encodings, row-major; `matrix`: W, `length` × `length`, row-major. */
export function mapRows(rows: Float32Array, matrix: Float32Array, length: number): MappedRows {
  const count = rows.length / length;
  const units = new Float32Array(rows.length);
  const norms = new Float64Array(count);
  const mapped = new Float64Array(length);
  for (let row = 0; row < count; row++) {
    const from = row * length;
    let squares = 0;
    for (let out = 0; out < length; out++) {
      let sum = 0;
      for (let at = 0; at < length; at++) sum += matrix[out * length + at]! * rows[from + at]!;
      mapped[out] = sum;
      squares += sum * sum;
    }
    const norm = Math.sqrt(squares);
    norms[row] = norm;
    for (let out = 0; out < length; out++) units[from + out] = mapped[out]! / norm;
  }
  return { units, norms };
}

/** ∂J/∂W of ∂J/∂u (`slope`, row-major). */
export function slopeOfHead(
  rows: Float32Array,
  { units, norms }: MappedRows,
  slope: Float32Array,
  length: number,
): Float32Array {
  const total = new Float64Array(length * length);
  for (let row = 0; row < norms.length; row++) {
    const from = row * length;
    let along = 0;
    let any = false;
    for (let out = 0; out < length; out++) {
      along += slope[from + out]! * units[from + out]!;
      any ||= slope[from + out] !== 0;
    }
    // Most rows of a batch are in no triplet that costs something.
    if (!any) continue;
    for (let out = 0; out < length; out++) {
      const part = (slope[from + out]! - along * units[from + out]!) / norms[row]!;
      for (let at = 0; at < length; at++) total[out * length + at]! += part * rows[from + at]!;
    }
  }
  return Float32Array.from(total);
}
