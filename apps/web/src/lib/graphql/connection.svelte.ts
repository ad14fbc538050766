export type ConnectionPhase = 'connecting' | 'live' | 'reconnecting' | 'offline';

/** How long a cut line is called "reconnecting" before it is called "offline". */
const patienceMs = 6_000;

/** What is needed of a graphql-ws client. */
export interface SocketEvents {
  on(event: 'connected' | 'closed' | 'error', listener: () => void): unknown;
}

/** The state of the live connection, from the socket's own events. */
export class Connection {
  phase = $state<ConnectionPhase>('connecting');
  /** Since when there is no line, ms; null while it is up. */
  since = $state<number | null>(null);

  #startedAt = Date.now();
  #wasConnected = false;
  #offlineTimer: ReturnType<typeof setTimeout> | undefined;
  #reconnected: readonly (() => void)[] = [];

  follow(socket: SocketEvents): void {
    socket.on('connected', () => this.#up());
    socket.on('closed', () => this.#down());
    socket.on('error', () => this.#down());
  }

  /** Calls back on every connection after the first: events of the meantime never arrive by themselves. */
  onReconnect(callback: () => void): () => void {
    this.#reconnected = [...this.#reconnected, callback];
    return () => {
      this.#reconnected = this.#reconnected.filter((each) => each !== callback);
    };
  }

  #up(): void {
    clearTimeout(this.#offlineTimer);
    this.#offlineTimer = undefined;
    this.phase = 'live';
    this.since = null;
    const isFirst = !this.#wasConnected;
    this.#wasConnected = true;
    if (isFirst) return;
    for (const callback of this.#reconnected) callback();
  }

  #down(): void {
    if (this.#offlineTimer !== undefined || this.phase === 'offline') return;
    this.since = this.#wasConnected ? Date.now() : this.#startedAt;
    this.phase = this.#wasConnected ? 'reconnecting' : 'connecting';
    this.#offlineTimer = setTimeout(() => {
      this.#offlineTimer = undefined;
      this.phase = 'offline';
    }, patienceMs);
  }
}
