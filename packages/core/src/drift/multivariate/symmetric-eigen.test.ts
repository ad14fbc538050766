import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { symmetricEigen } from './symmetric-eigen.ts';

describe('symmetricEigen', () => {
  it('gives the eigenvalues of the second difference: 2 - 2 cos(k pi / (n + 1))', () => {
    const size = 25;
    const matrix = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      matrix[i * size + i] = 2;
      if (i + 1 < size) matrix[i * size + i + 1] = -1;
    }
    symmetricEigen(matrix, size).values.forEach((value, i) => {
      expect(value).toBeCloseTo(2 - 2 * Math.cos(((size - i) * Math.PI) / (size + 1)), 13);
    });
  });

  // numpy 2.4.6, linalg.eigvalsh and eigh.
  it('agrees with LAPACK on a Hilbert matrix, small values included', () => {
    const hilbert = Float64Array.from({ length: 36 }, (_, k) => 1 / (Math.floor(k / 6) + (k % 6) + 1));
    const expected = [
      1.6188998589243386, 0.2423608705752093, 0.016321521319875708, 0.0006157483541825938,
      1.257075712263069e-5, 1.0827994845192786e-7,
    ];
    symmetricEigen(hilbert, 6).values.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 14));
  });

  it('agrees with LAPACK on negative values and on a vector', () => {
    const matrix = Float64Array.of(4, 1, -2, 2, 1, 2, 0, 1, -2, 0, 3, -2, 2, 1, -2, -1);
    const { values, vectors } = symmetricEigen(matrix, 4);
    const expected = [6.844621107234965, 2.2685314064312423, 1.0843644637732166, -2.1975169774394243];
    values.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 13));
    const first = [0.7180459594506796, 0.2211529881551807, -0.5573513771375096, 0.3533564748939929];
    vectors[0].forEach((entry, i) => expect(entry).toBeCloseTo(first[i], 13));
  });

  it('takes matrices of zeros and of one entry', () => {
    expect([...symmetricEigen(new Float64Array(9), 3).values]).toEqual([0, 0, 0]);
    expect([...symmetricEigen(Float64Array.of(-3), 1).values]).toEqual([-3]);
  });

  it('gives orthonormal vectors that the matrix only stretches, and keeps the trace', () => {
    const symmetric = fc.integer({ min: 1, max: 9 }).chain((size) =>
      fc
        .array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), {
          minLength: size * size,
          maxLength: size * size,
        })
        .map((entries) => {
          const matrix = Float64Array.from(entries);
          for (let i = 0; i < size; i++)
            for (let j = 0; j < i; j++) matrix[i * size + j] = matrix[j * size + i];
          return { matrix, size };
        }),
    );
    fc.assert(
      fc.property(symmetric, ({ matrix, size }) => {
        const { values, vectors } = symmetricEigen(matrix, size);
        let trace = 0;
        for (let i = 0; i < size; i++) trace += matrix[i * size + i];
        expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(trace, 8);
        vectors.forEach((vector, k) => {
          if (k > 0) expect(values[k]).toBeLessThanOrEqual(values[k - 1]);
          for (let i = 0; i < size; i++) {
            const product = vector.reduce((sum, entry, j) => sum + matrix[i * size + j] * entry, 0);
            expect(product).toBeCloseTo(values[k] * vector[i], 8);
          }
          vectors.forEach((other, l) => {
            const product = vector.reduce((sum, entry, i) => sum + entry * other[i], 0);
            expect(product).toBeCloseTo(Number(k === l), 10);
          });
        });
      }),
      { numRuns: 50 },
    );
  });
});
