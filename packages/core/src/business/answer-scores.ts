import { answersStart, type MinuteCounters } from '../sketches/minute-counters.ts';
import { readScores, type ScoreSums } from '../sketches/score-bins.ts';

const TWO_CLASSES = 2;

/** The scores of all answers of a binary model, from its counters. */
export function answerScores(counters: MinuteCounters): ScoreSums {
  return readScores(counters, answersStart() + TWO_CLASSES);
}
