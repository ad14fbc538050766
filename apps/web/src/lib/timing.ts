export interface Throttled {
  call: () => void;
  /** As if it had just run: a call waits, although there was none before it. */
  rest: () => void;
  cancel: () => void;
}

/** Runs at once, then at most every `ms`, asked for after each run; the last call of a busy time is never lost. */
export function throttle(run: () => void, ms: () => number): Throttled {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isPending = false;
  const rest = () => {
    timer = setTimeout(() => {
      timer = undefined;
      if (!isPending) return;
      isPending = false;
      fire();
    }, ms());
  };
  const fire = () => {
    run();
    rest();
  };
  return {
    call: () => {
      if (timer === undefined) fire();
      else isPending = true;
    },
    rest: () => {
      if (timer === undefined) rest();
    },
    cancel: () => {
      clearTimeout(timer);
      timer = undefined;
      isPending = false;
    },
  };
}

/** Many requests, one run in the next animation frame. */
export function batchPerFrame(run: () => void): { call: () => void; cancel: () => void } {
  let frame = 0;
  return {
    call: () => {
      if (frame !== 0) return;
      frame = requestAnimationFrame(() => {
        frame = 0;
        run();
      });
    },
    cancel: () => {
      cancelAnimationFrame(frame);
      frame = 0;
    },
  };
}

/** Runs every `ms` while the page is looked at, for what nobody pushes. Returns how to stop it. */
export function everyWhileVisible(run: () => void, ms: number): () => void {
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible') run();
  }, ms);
  return () => clearInterval(timer);
}
