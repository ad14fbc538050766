import { DAY_MS } from '../time/units.ts';

/** What may happen to a model in production. */
export const scenarios = [
  'STABLE',
  'HARMLESS',
  'COVARIATE_DRIFT',
  'CONCEPT_DRIFT',
  'PRIOR_SHIFT',
  'RECALL_COLLAPSE',
  'MISSING_DATA',
  'ERRORS',
  'LATENCY',
] as const;

export type Scenario = (typeof scenarios)[number];

/** One sentence each, for a person who chooses. */
export const scenarioDescriptions: Readonly<Record<Scenario, string>> = {
  STABLE: 'Nothing happens: customers come as they did in training and behave as they did.',
  HARMLESS: 'A feature that hardly matters moves, and the predictions stay as good as they were.',
  COVARIATE_DRIFT:
    'Over five days more and more new customers come (the share of low tenure rises by 15 points); they leave as often as such customers always did.',
  CONCEPT_DRIFT: 'Customers look the same, but what drove them to leave now has half its effect.',
  PRIOR_SHIFT:
    'Half as many customers again leave as before (25 % where 16.8 % did), and they look like those who always left.',
  RECALL_COLLAPSE:
    'A fault upstream sends every count and duration one too high and the cashback 25 too high; accuracy hardly moves while a third of the leaving customers who were found no longer are.',
  MISSING_DATA:
    'One source of customers stops sending an important value; it is missing in 30 % of all predictions in place of 5 %.',
  ERRORS: 'The server fails to answer 12 % of the predictions.',
  LATENCY: 'Answers become slow: one of twenty takes more than 2.5 seconds.',
};

/** How long after its begin a scenario has its full effect; 0 where it has it at once. Linear in between. */
export const scenarioRampMs: Readonly<Record<Scenario, number>> = {
  STABLE: 0,
  HARMLESS: 0,
  COVARIATE_DRIFT: 5 * DAY_MS,
  CONCEPT_DRIFT: 0,
  PRIOR_SHIFT: 0,
  RECALL_COLLAPSE: 0,
  MISSING_DATA: 0,
  ERRORS: 0,
  LATENCY: 0,
};
