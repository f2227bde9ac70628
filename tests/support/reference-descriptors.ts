import type { DescriptorPart, DescriptorPlan } from '../../native-models/training/network.ts';

/**
 * What ops/oriented-gradients.ts says, in plain loops over doubles: angles are angles here, and nothing
 * is a convolution. `image`: three planes of size × size, −1..1.
 */
export function referenceDescriptors(
  image: ArrayLike<number>,
  size: number,
  { orientations, parts }: DescriptorPlan,
): number[] {
  const luma = (row: number, column: number) => {
    const at = row * size + column;
    const colour = (plane: number) => (image[plane * size * size + at]! + 1) / 2;
    return 0.299 * colour(0) + 0.587 * colour(1) + 0.114 * colour(2);
  };
  const steep = (row: number, column: number, orientation: number) => {
    const x = luma(row, column + 1) - luma(row, column - 1);
    const y = luma(row + 1, column) - luma(row - 1, column);
    const m = Math.hypot(x, y);
    const ahead = Math.cos(Math.atan2(y, x) - (2 * Math.PI * orientation) / orientations);
    return (m * Math.max(0, ahead)) ** 2 / (m + 1e-3);
  };
  return parts.flatMap((part) => {
    const { first, count } = cellsIn(size, part);
    const { cell } = part;
    const mean = (row: number, column: number, orientation: number) => {
      let sum = 0;
      for (let i = 0; i < cell; i++)
        for (let j = 0; j < cell; j++)
          sum += steep(first + (row * cell) / 2 + i, first + (column * cell) / 2 + j, orientation);
      return sum / cell ** 2;
    };
    const cells = Array.from({ length: orientations }, (_, orientation) =>
      Array.from({ length: count }, (_, row) =>
        Array.from({ length: count }, (_, column) => mean(row, column, orientation)),
      ),
    );
    const energy = (row: number, column: number) => {
      const around = [-1, 0, 1].flatMap((i) =>
        [-1, 0, 1].flatMap((j) => {
          const values = cells.map((map) => map[row + i]?.[column + j]);
          return values.includes(undefined) ? [] : [values.reduce((sum, p) => sum! + p! ** 2, 0)!];
        }),
      );
      return Math.sqrt(around.reduce((sum, value) => sum + value, 0) / around.length);
    };
    return cells.flatMap((map) =>
      map.flatMap((line, row) =>
        line.map((value, column) => Math.sqrt(value / (energy(row, column) + 0.02))),
      ),
    );
  });
}

/** Counted out instead of computed: cells of which all pixels have neighbours, in the middle. */
function cellsIn(size: number, { side, cell }: DescriptorPart): { first: number; count: number } {
  const [from, to] = [(size - side) / 2 + 1, (size + side) / 2 - 1];
  let count = 0;
  while (from + (count * cell) / 2 + cell <= to) count++;
  const left = to - from - ((count - 1) * cell) / 2 - cell;
  return { first: from + Math.floor(left / 2), count };
}
