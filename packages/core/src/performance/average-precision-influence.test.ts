import fc from 'fast-check';
import { expect, it } from 'vitest';
import { averagePrecisionVariance } from './average-precision-influence.ts';
import { binaryInfluence } from './binary-influence.ts';
import { countTies, rankRows } from './ranked-rows.ts';

const rows = fc.array(fc.tuple(fc.constantFrom(0, 1), fc.constantFrom(0.1, 0.3, 0.5, 0.6, 0.8)), {
  maxLength: 25,
});

it('of ties varies as the rows do that they count', () => {
  fc.assert(
    fc.property(rows, (scored) => {
      const targets = scored.map(([target]) => target);
      const probabilities = scored.map(([, score]) => score);
      const influence = binaryInfluence('prAuc', { targets, probabilities, threshold: 0.5 });
      const variance = averagePrecisionVariance(countTies(rankRows(targets, probabilities)));
      if (influence === null) expect(variance).toBeNull();
      else
        expect(variance).toBeCloseTo(
          influence.reduce((sum, value) => sum + value * value, 0),
          12,
        );
    }),
  );
});
