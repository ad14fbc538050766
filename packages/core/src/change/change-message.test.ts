import { describe, expect, it } from 'vitest';
import { featureMessage, remainderMessage, segmentMessage, wholeMessage } from './change-message.ts';
import type { FeatureAccount } from './feature-account.ts';
import type { SegmentAccount, SegmentPart } from './segment-account.ts';

const clear = { standardError: 0.001, pValue: 0, matters: true };
const unclear = { standardError: 0.1, pValue: 0.6, matters: false };
const whole: SegmentAccount = {
  before: 0.889,
  after: 0.844,
  whole: { contribution: -0.045, ...clear },
  parts: [],
  mix: 0,
  rate: -0.045,
  unevenness: 0,
};
const part: SegmentPart = {
  segment: '3',
  pooled: [],
  before: { rows: 300, share: 0.3, mean: 0.88 },
  after: { rows: 310, share: 0.31, mean: 0.791 },
  contribution: -0.029,
  mix: -0.001,
  rate: -0.028,
  ...clear,
};

describe('wholeMessage', () => {
  it('says from where to where', () => {
    expect(wholeMessage('ACCURACY', whole)).toBe('Accuracy fell by 4.5 points, from 88.9 % to 84.4 %.');
    const risen = { ...whole, before: 0.168, after: 0.2, whole: { contribution: 0.032, ...unclear } };
    expect(wholeMessage('POSITIVE_RATE', risen)).toBe(
      'Positive rate rose by 3.2 points, from 16.8 % to 20.0 % (too little or too uncertain to matter).',
    );
    const still = { ...whole, after: 0.889, whole: { contribution: 0.0001, ...unclear } };
    expect(wholeMessage('CONFIDENCE', still)).toBe('Mean confidence stayed at 88.9 %.');
  });
});

describe('segmentMessage', () => {
  const message = (changed: Partial<SegmentPart>) =>
    segmentMessage('ACCURACY', 'cityTier', { ...part, ...changed });

  it('tells of what did it', () => {
    expect(message({})).toBe(
      'cityTier 3: its accuracy fell from 88.0 % to 79.1 %, which takes 2.9 points off the whole.',
    );
    expect(
      message({ mix: 0.03, rate: 0, contribution: 0.03, after: { rows: 500, share: 0.5, mean: 0.88 } }),
    ).toBe(
      'cityTier 3: its share of the rows rose from 30.0 % to 50.0 %, which adds 3.0 points to the whole.',
    );
    expect(message({ mix: -0.02, rate: -0.02 })).toContain(
      '% and its share of the rows rose from 30.0 % to 31.0 %',
    );
    expect(message({ contribution: 0.0001, ...unclear })).toMatch(/hardly moves the whole \(too little/);
  });

  it('tells of what is new, gone, small or rare', () => {
    expect(message({ before: { rows: 0, share: 0, mean: null } })).toContain(
      '3: new, 31.0 % of the rows, which',
    );
    expect(message({ after: { rows: 0, share: 0, mean: null } })).toContain(
      '3: gone, it was 30.0 % of the rows,',
    );
    expect(message({ mix: null, rate: null })).toContain(
      '300 rows before and 310 after, too few to tell its share',
    );
    expect(message({ segment: 'other', pooled: ['7', '8'] })).toMatch(/^cityTier, 2 rare values together: /);
  });
});

describe('featureMessage', () => {
  it('says what other values do', () => {
    const message = (contribution: number) =>
      featureMessage('CONFIDENCE', 'tenure', { contribution, ...clear });
    expect(message(-0.048)).toBe('Other values of tenure take 4.8 points off mean confidence.');
    expect(message(0.048)).toBe('Other values of tenure add 4.8 points to mean confidence.');
    expect(message(0.0004)).toBe('Other values of tenure hardly move mean confidence.');
  });
});

describe('remainderMessage', () => {
  const account: FeatureAccount = {
    parts: [],
    remainder: { contribution: -0.096, ...clear },
    variesWith: [1, 0],
    whole: { contribution: -0.1, standardError: 0.01 },
    unseenShare: 0,
    foretold: 0.2,
  };
  const message = (changed: Partial<FeatureAccount>) =>
    remainderMessage('ACCURACY', { ...account, ...changed }, (feature) => ['tenure', 'complain'][feature]);

  it('says what is left, where, and how surely', () => {
    expect(message({})).toBe(
      'At equal inputs, accuracy fell by 9.6 points, most of all by complain, tenure.',
    );
    expect(message({ variesWith: [], remainder: { contribution: 0, ...unclear } })).toBe(
      'At equal inputs, accuracy stayed as it was.',
    );
    expect(message({ variesWith: [], unseenShare: 0.128 })).toBe(
      'At equal inputs, accuracy fell by 9.6 points. 12.8 % of the rows have values that were not there before: for ' +
        'them this is a guess.',
    );
  });
});
