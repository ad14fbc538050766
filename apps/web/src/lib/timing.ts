/** Runs at once, then at most every `ms`, asked for after each run; the last call of a busy time is never lost. */
export function throttle(run: () => void, ms: () => number): { call: () => void; cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isPending = false;
  const rest = () => {
    timer = undefined;
    if (!isPending) return;
    isPending = false;
    fire();
  };
  const fire = () => {
    run();
    timer = setTimeout(rest, ms());
  };
  return {
    call: () => {
      if (timer === undefined) fire();
      else isPending = true;
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
