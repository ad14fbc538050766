/* global document */
// Runs before the first paint, so that a stored choice never flashes in the other colours. Key as in lib/ui/theme.svelte.ts.
try {
  const choice = localStorage.getItem('kilter.theme');
  if (choice === 'light' || choice === 'dark') document.documentElement.dataset.theme = choice;
} catch {
  // Storage can be forbidden; the system's colours are used then.
}
