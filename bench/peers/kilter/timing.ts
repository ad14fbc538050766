/** As many as on the peers' side. */
const RUNS = 7;
/** Until the code is compiled, which in a server it is. */
const WARM_UP = 5;

/** The fastest of some runs, in milliseconds, once warm: what else the machine does only adds to it. */
export function fastestMs(work: () => void): number {
  for (let run = 0; run < WARM_UP; run++) work();
  let fastest = Infinity;
  for (let run = 0; run < RUNS; run++) {
    const startedMs = performance.now();
    work();
    fastest = Math.min(fastest, performance.now() - startedMs);
  }
  return fastest;
}
