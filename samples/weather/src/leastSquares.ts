/** The weights w that minimise the squared error of `rows · w` against `values`, by the normal equations. */
export function leastSquares(rows: readonly (readonly number[])[], values: readonly number[]): number[] {
  const size = rows[0]?.length ?? 0;
  const matrix = Array.from({ length: size }, () => new Array<number>(size + 1).fill(0));
  rows.forEach((row, at) => {
    const value = values[at]!;
    for (let i = 0; i < size; i++) {
      const equation = matrix[i]!;
      for (let j = 0; j < size; j++) equation[j]! += row[i]! * row[j]!;
      equation[size]! += row[i]! * value;
    }
  });
  return solve(matrix);
}

/** Solves the equations `[A | b]` by elimination. Normal equations are positive definite: no row swaps are needed. */
function solve(matrix: readonly number[][]): number[] {
  const size = matrix.length;
  for (const [i, pivot] of matrix.entries()) {
    for (const row of matrix.slice(i + 1)) {
      const factor = row[i]! / pivot[i]!;
      for (let j = i; j <= size; j++) row[j]! -= factor * pivot[j]!;
    }
  }
  const weights = new Array<number>(size).fill(0);
  for (let i = size - 1; i >= 0; i--) {
    const row = matrix[i]!;
    const known = weights.reduce((sum, weight, j) => sum + weight * row[j]!, 0);
    weights[i] = (row[size]! - known) / row[i]!;
  }
  return weights;
}
