import { readFileSync, writeFileSync } from 'node:fs';
import { answerDetectors } from './detectors.ts';
import { answerEvidently, timeEvidently } from './evidently.ts';
import { answerCbpe, timeCbpe } from './cbpe.ts';
import { answerNannyml } from './nannyml.ts';
import { answerScores, answerTests } from './scipy.ts';
import { answerShapley } from './shapley.ts';

/** What compare.py may ask for: a question is JSON, in which null stands for a missing value, and so is the answer. */
const answers = {
  evidently: (json: string) => answerEvidently(JSON.parse(json)),
  'evidently-time': (json: string) => timeEvidently(JSON.parse(json)),
  nannyml: (json: string) => answerNannyml(JSON.parse(json)),
  cbpe: (json: string) => answerCbpe(JSON.parse(json)),
  'cbpe-time': (json: string) => timeCbpe(JSON.parse(json)),
  detectors: (json: string) => answerDetectors(JSON.parse(json)),
  tests: (json: string) => answerTests(JSON.parse(json)),
  scores: (json: string) => answerScores(JSON.parse(json)),
  shapley: (json: string) => answerShapley(JSON.parse(json)),
};

const [topic, questionFile, answerFile] = process.argv.slice(2);
const found = Object.entries(answers).find(([name]) => name === topic);
if (found === undefined || answerFile === undefined) {
  console.error(`Usage: main.ts <${Object.keys(answers).join('|')}> <question.json> <answer.json>`);
  process.exit(1);
}
const [, answer] = found;
writeFileSync(answerFile, JSON.stringify(answer(readFileSync(questionFile, 'utf8'))));
