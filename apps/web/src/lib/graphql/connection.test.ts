import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Connection } from './connection.svelte.ts';

function fakeSocket() {
  const listeners = new Map<string, () => void>();
  return {
    on: (event: string, listener: () => void) => {
      listeners.set(event, listener);
      return () => listeners.delete(event);
    },
    emit: (event: string) => listeners.get(event)?.(),
  };
}

describe('Connection', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function connect() {
    const socket = fakeSocket();
    const connection = new Connection();
    connection.follow(socket);
    return { socket, connection };
  }

  it('goes live, reconnects, and after a while is offline since the cut', () => {
    const { socket, connection } = connect();
    expect(connection.phase).toBe('connecting');
    socket.emit('connected');
    expect(connection.phase).toBe('live');
    socket.emit('closed');
    const cut = Date.now();
    expect(connection.phase).toBe('reconnecting');
    vi.advanceTimersByTime(2_000);
    socket.emit('error');
    socket.emit('closed');
    vi.advanceTimersByTime(4_000);
    expect(connection.phase).toBe('offline');
    expect(connection.since).toBe(cut);
    socket.emit('connected');
    expect(connection.phase).toBe('live');
    expect(connection.since).toBeNull();
  });

  it('calls back on every connection but the first', () => {
    const { socket, connection } = connect();
    const callback = vi.fn();
    const stop = connection.onReconnect(callback);
    socket.emit('connected');
    expect(callback).not.toHaveBeenCalled();
    socket.emit('closed');
    socket.emit('connected');
    expect(callback).toHaveBeenCalledTimes(1);
    stop();
    socket.emit('closed');
    socket.emit('connected');
    expect(callback).toHaveBeenCalledTimes(1);
  });
});
