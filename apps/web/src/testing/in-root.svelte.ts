import { flushSync } from 'svelte';
import { afterEach } from 'vitest';

const roots: (() => void)[] = [];
afterEach(() => {
  for (const stop of roots.splice(0)) stop();
});

/** Makes what a component would make in its initialisation; its effects run until the end of the test. */
export function inRoot<Made>(make: () => Made): Made {
  const made: Made[] = [];
  roots.push($effect.root(() => void made.push(make())));
  flushSync();
  const [first] = made;
  if (first === undefined) throw new Error('nothing was made');
  return first;
}
