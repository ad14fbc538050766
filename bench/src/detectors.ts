import {
  detectorKinds,
  startDetector,
  updateDetector,
  type Detector,
  type DetectorKind,
  type DetectorRequest,
} from '@kilter/core/detectors/detector';
import { cusumAgainstRate, recommendedForErrors } from '@kilter/core/detectors/recommended';
import { createRandom } from '@kilter/core/training/random';
import { median, quantile } from './statistics.ts';

/** Values before the change, and after it: what is not found by then counts as missed. */
const BEFORE = 2_000;
const AFTER = 6_000;
const STABLE_LENGTH = 20_000;
const RUNS = 200;
/** KSWIN sorts its window at each value. */
const KSWIN_RUNS = 10;

/** 0/1 errors at `from`, and after the change at `to`, reached evenly over `over` values. */
interface Change {
  from: number;
  to: number;
  over: number;
}

const stableRates = [0.05, 0.1, 0.2];
const changes: Change[] = [
  { from: 0.1, to: 0.13, over: 0 },
  { from: 0.1, to: 0.15, over: 0 },
  { from: 0.1, to: 0.2, over: 0 },
  { from: 0.2, to: 0.3, over: 0 },
  { from: 0.1, to: 0.2, over: 2_000 },
];

/** A row of the table: `request` may know the rate before the change. */
interface Contender {
  name: string;
  kind: DetectorKind;
  request: (rate: number) => DetectorRequest;
}

const contenders: Contender[] = [
  ...detectorKinds.flatMap((kind) => [
    { name: `${kind}, default`, kind, request: () => ({ kind }) },
    { name: `${kind}, recommended`, kind, request: () => recommendedForErrors[kind] },
  ]),
  { name: 'CUSUM, recommended, rate known', kind: 'CUSUM', request: cusumAgainstRate },
];

/** How soon each detector sees a change of 0/1 errors, and how often none; no server, and no time of this machine in it. */
export function benchDetectors(): void {
  console.log(
    `detectors: 0/1 errors; false alarms in 100,000 values at a stable rate (${RUNS} runs of ${STABLE_LENGTH}),\n` +
      `then of ${RUNS} changes after ${BEFORE} values: share found within ${AFTER} of them, and the delay, median (90 %)\n`,
  );
  const head = ['Detector', ...stableRates.map((rate) => `stable ${rate}`), ...changes.map(nameChange)];
  printRow(head);
  printRow(head.map(() => '---'));
  for (const contender of contenders) {
    printRow([
      contender.name,
      ...stableRates.map((rate) => falseAlarms(contender, rate)),
      ...changes.map((change) => delays(contender, change)),
    ]);
  }
}

const printRow = (cells: readonly string[]) => console.log(`| ${cells.join(' | ')} |`);

function nameChange({ from, to, over }: Change): string {
  return `${from} to ${to}${over > 0 ? ` over ${over}` : ''}`;
}

const runsOf = ({ kind }: Contender) => (kind === 'KSWIN' ? KSWIN_RUNS : RUNS);

function falseAlarms(contender: Contender, rate: number): string {
  const runs = runsOf(contender);
  let alarms = 0;
  for (let run = 0; run < runs; run++) {
    const next = errors(run, () => rate);
    const detector = start(contender, rate);
    for (let t = 0; t < STABLE_LENGTH; t++) alarms += Number(isDrift(detector, next(t)));
  }
  return ((alarms / (runs * STABLE_LENGTH)) * 1e5).toFixed(1);
}

/** Detectors keep running after a false alarm, as fresh ones. */
function delays(contender: Contender, { from, to, over }: Change): string {
  const runs = runsOf(contender);
  const found: number[] = [];
  for (let run = 0; run < runs; run++) {
    const next = errors(RUNS + run, (t) => (t < BEFORE ? from : from + (to - from) * rise(t - BEFORE, over)));
    const detector = start(contender, from);
    for (let t = 0; t < BEFORE; t++) isDrift(detector, next(t));
    for (let t = 0; t < AFTER; t++) {
      if (!isDrift(detector, next(BEFORE + t))) continue;
      found.push(t);
      break;
    }
  }
  const share = `${Math.round((100 * found.length) / runs)} %`;
  return found.length > runs / 10 ? `${share}, ${median(found)} (${quantile(found, 0.9)})` : share;
}

function rise(since: number, over: number): number {
  return over > 0 ? Math.min(1, since / over) : 1;
}

function errors(run: number, rateAt: (t: number) => number): (t: number) => number {
  const random = createRandom(1, run);
  return (t) => Number(random() < rateAt(t));
}

function start({ request }: Contender, rate: number): Detector {
  const started = startDetector(request(rate));
  if (!started.ok) throw new Error(started.failure.message);
  return started.detector;
}

function isDrift(detector: Detector, x: number): boolean {
  const result = updateDetector(detector, x);
  return result.ok && result.signal === 'DRIFT';
}
