import { parseHash, toHash, type Location } from '../routes.ts';

/** What the pages need of the address bar. */
export interface PageLocation {
  readonly current: Location;
  href(change: Partial<Location>): string;
  replace(change: Partial<Location>): void;
}

/** The address bar as state. Only the hash is ours. */
export class LocationState implements PageLocation {
  #current = $state.raw<Location>(parseHash(window.location.hash));

  constructor() {
    $effect(() => {
      const read = () => (this.#current = parseHash(window.location.hash));
      window.addEventListener('hashchange', read);
      return () => window.removeEventListener('hashchange', read);
    });
  }

  get current(): Location {
    return this.#current;
  }

  href(change: Partial<Location>): string {
    return toHash({ ...this.#current, ...change });
  }

  /** A change of view on the same page: the back button should not have to walk through it. */
  replace(change: Partial<Location>): void {
    history.replaceState(null, '', this.href(change));
    this.#current = parseHash(window.location.hash);
  }
}
