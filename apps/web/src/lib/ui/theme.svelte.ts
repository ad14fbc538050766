import { createSubscriber, MediaQuery } from 'svelte/reactivity';

export const themeChoices = ['light', 'dark', 'system'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

/** Also read by public/theme.js. */
const storageKey = 'kilter.theme';

function stored(): ThemeChoice {
  try {
    const value = localStorage.getItem(storageKey);
    return themeChoices.find((choice) => choice === value) ?? 'system';
  } catch {
    return 'system';
  }
}

class Theme {
  #choice = $state<ThemeChoice>(stored());
  #systemIsDark = new MediaQuery('(prefers-color-scheme: dark)');
  #otherTabs = createSubscriber((update) => {
    const read = (event: StorageEvent) => {
      if (event.key !== storageKey) return;
      this.#apply(stored());
      update();
    };
    window.addEventListener('storage', read);
    return () => window.removeEventListener('storage', read);
  });

  get choice(): ThemeChoice {
    this.#otherTabs();
    return this.#choice;
  }

  /** What is on the screen; read it to follow every change of colours. */
  get resolved(): 'light' | 'dark' {
    const { choice } = this;
    return choice === 'system' ? (this.#systemIsDark.current ? 'dark' : 'light') : choice;
  }

  choose(choice: ThemeChoice): void {
    this.#apply(choice);
    try {
      localStorage.setItem(storageKey, choice);
    } catch {
      // The choice then lasts as long as the page.
    }
  }

  #apply(choice: ThemeChoice): void {
    this.#choice = choice;
    if (choice === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = choice;
  }
}

export const theme = new Theme();
