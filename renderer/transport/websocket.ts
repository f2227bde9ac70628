import { decode, Encoder } from '@msgpack/msgpack';
import type { Channel, Notice, Request, Response } from '../../electron/contract/channels.ts';
import { fail, type Result } from '../../electron/contract/errors.ts';
import type { Transport } from '../../electron/contract/transport.ts';

/** Waits between attempts to reach the station, in ms. The last one repeats. */
const backOffMs = [250, 500, 1000, 2000, 4000] as const;

type Reply = { id: number; result: Result<unknown> } | { notice: Notice };
type Settle = (result: Result<unknown>) => void;

/**
 * The station on loopback. What is asked while the line is being opened waits for it; what is
 * open when the line breaks fails with `station-unreachable`, and the line is opened again.
 */
export class WebSocketTransport implements Transport {
  readonly #open: () => WebSocket;
  readonly #encoder = new Encoder({ ignoreUndefined: true });
  readonly #pending = new Map<number, Settle>();
  readonly #noticeListeners = new Set<(notice: Notice) => void>();
  readonly #connectionListeners = new Set<(connected: boolean) => void>();
  #socket: WebSocket;
  #opened: Promise<boolean>;
  #connected: boolean | null = null;
  #failures = 0;
  #lastId = 0;
  #closed = false;

  /** `open` makes one connection; a test's carries the headers a browser would send. */
  constructor(url: string, open: () => WebSocket = () => new WebSocket(url)) {
    this.#open = open;
    [this.#socket, this.#opened] = this.#connect();
  }

  async request<C extends Channel>(channel: C, payload: Request<C>): Promise<Result<Response<C>>> {
    // Only a line being opened is waited for: a frame's buffer is reused once this returns.
    if (this.#socket.readyState !== WebSocket.OPEN && !(await this.#opened)) {
      return fail('station-unreachable');
    }
    return this.#send(channel, payload) as Promise<Result<Response<C>>>;
  }

  onNotice(listener: (notice: Notice) => void): () => void {
    this.#noticeListeners.add(listener);
    return () => this.#noticeListeners.delete(listener);
  }

  onConnection(listener: (connected: boolean) => void): () => void {
    this.#connectionListeners.add(listener);
    if (this.#connected !== null) listener(this.#connected);
    return () => this.#connectionListeners.delete(listener);
  }

  /** Ends the line for good. */
  close(): void {
    this.#closed = true;
    this.#socket.close();
  }

  #send(channel: Channel, payload: unknown): Promise<Result<unknown>> {
    if (this.#socket.readyState !== WebSocket.OPEN) {
      return Promise.resolve(fail('station-unreachable'));
    }
    const id = ++this.#lastId;
    const bytes = this.#encoder.encodeSharedRef({ id, channel, payload });
    return new Promise((settle) => {
      this.#pending.set(id, settle);
      this.#socket.send(bytes);
    });
  }

  #connect(): [WebSocket, Promise<boolean>] {
    const socket = this.#open();
    socket.binaryType = 'arraybuffer';
    const opened = new Promise<boolean>((settle) => {
      socket.addEventListener('open', () => {
        this.#failures = 0;
        settle(true);
        this.#report(true);
      });
      socket.addEventListener('close', () => {
        settle(false);
        this.#lost();
      });
    });
    socket.addEventListener('message', (event) => this.#receive(event.data));
    return [socket, opened];
  }

  #lost(): void {
    for (const settle of this.#pending.values()) settle(fail('station-unreachable'));
    this.#pending.clear();
    this.#report(false);
    if (this.#closed) return;
    const wait = backOffMs[Math.min(this.#failures, backOffMs.length - 1)];
    this.#failures += 1;
    setTimeout(() => {
      [this.#socket, this.#opened] = this.#connect();
    }, wait);
  }

  #report(connected: boolean): void {
    if (this.#connected === connected) return;
    this.#connected = connected;
    for (const listener of this.#connectionListeners) listener(connected);
  }

  #receive(data: unknown): void {
    if (!(data instanceof ArrayBuffer)) return;
    const reply = decode(data) as Reply;
    if ('notice' in reply) {
      for (const listener of this.#noticeListeners) listener(reply.notice);
      return;
    }
    const settle = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    settle?.(reply.result);
  }
}
