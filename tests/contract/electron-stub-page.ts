import { EventEmitter } from 'node:events';
import type {
  ContextBridge,
  HandlerDetails,
  IpcMain,
  IpcMainInvokeEvent,
  IpcRenderer,
  IpcRendererEvent,
  RenderProcessGoneDetails,
  WebContents,
  WebContentsWillFrameNavigateEventParams,
  WebFrameMain,
  WindowOpenHandlerResponse,
} from 'electron';
import { bridged } from './electron-stub-bridge.ts';

type InvokeListener = Parameters<IpcMain['handle']>[1];

/** Electron's own way to say no: an event whose default can be prevented. */
export function preventable(): { preventDefault: () => void; readonly defaultPrevented: boolean } {
  let prevented = false;
  return {
    preventDefault: () => void (prevented = true),
    get defaultPrevented() {
      return prevented;
    },
  };
}

/** A frame as the main process sees it. Once disposed it throws when looked at, as in Electron. */
export class StubFrame implements Pick<WebFrameMain, 'url' | 'origin' | 'isDestroyed'> {
  disposed = false;
  readonly #url: string;
  readonly #origin: string;
  readonly #parent: StubFrame | null;

  constructor(url: string, parent: StubFrame | null = null, origin = originOf(url)) {
    this.#url = url;
    this.#origin = origin;
    this.#parent = parent;
  }

  get url(): string {
    return this.#look(this.#url);
  }
  get origin(): string {
    return this.#look(this.#origin);
  }
  get parent(): WebFrameMain | null {
    return this.#look(this.#parent) as WebFrameMain | null;
  }
  isDestroyed(): boolean {
    return this.disposed;
  }

  #look<T>(value: T): T {
    if (this.disposed) throw new Error('Render frame was disposed before it could be accessed');
    return value;
  }
}

/** A custom standard scheme has a real origin in Chromium, unlike in Node's URL. */
function originOf(url: string): string {
  const parsed = URL.parse(url);
  return parsed && parsed.host !== '' ? `${parsed.protocol}//${parsed.host}` : 'null';
}

/** `ipcMain`, which clones every argument and result and hides what a handler threw. */
export class StubIpcMain implements Pick<IpcMain, 'handle'> {
  readonly #handlers = new Map<string, InvokeListener>();

  get channels(): string[] {
    return [...this.#handlers.keys()];
  }

  handle(channel: string, listener: InvokeListener): void {
    if (this.#handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    this.#handlers.set(channel, listener);
  }

  /** What `ipcRenderer.invoke` does, for whichever frame. */
  async deliver(
    sender: StubContents,
    frame: StubFrame | null,
    channel: string,
    args: unknown[],
  ): Promise<unknown> {
    const sent = structuredClone(args);
    const failure = (cause: unknown) =>
      new Error(`Error invoking remote method '${channel}': ${String(cause)}`);
    const handler = this.#handlers.get(channel);
    if (!handler) throw failure(`No handler registered for '${channel}'`);
    const event = {
      ...preventable(),
      type: 'frame',
      frameId: 1,
      processId: 1,
      sender: sender.asElectron(),
      senderFrame: frame as WebFrameMain | null,
    } satisfies IpcMainInvokeEvent;
    try {
      return structuredClone(await (handler(event, ...sent) as unknown));
    } catch (cause) {
      throw failure(cause);
    }
  }
}

type ContentsPower = Pick<
  WebContents,
  | 'id'
  | 'isDestroyed'
  | 'send'
  | 'reload'
  | 'getURL'
  | 'setWindowOpenHandler'
  | 'setWebRTCIPHandlingPolicy'
>;

/** A page and its main-process half. Without guards it allows everything, as Electron does. */
export class StubContents extends EventEmitter implements ContentsPower {
  readonly id: number;
  /** The page's own globals, as far as the preload put some there. */
  readonly world: Record<string, unknown> = {};
  readonly toPage = new EventEmitter();
  reloads = 0;
  webRtcPolicy = 'default';
  mainFrame = new StubFrame('about:blank');
  readonly #ipcMain: StubIpcMain;
  #openHandler: ((details: HandlerDetails) => WindowOpenHandlerResponse) | null = null;
  #destroyed = false;

  constructor(id: number, ipcMain: StubIpcMain) {
    super();
    this.id = id;
    this.#ipcMain = ipcMain;
  }

  asElectron(): WebContents {
    return this as unknown as WebContents;
  }

  getURL(): string {
    return this.mainFrame.url;
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  send(channel: string, ...args: unknown[]): void {
    if (this.#destroyed) throw new Error('Object has been destroyed');
    this.toPage.emit(channel, ...structuredClone(args));
  }
  reload(): void {
    if (this.#destroyed) throw new Error('Object has been destroyed');
    this.reloads += 1;
    this.arriveAt(this.mainFrame.url);
  }
  setWindowOpenHandler(handler: (details: HandlerDetails) => WindowOpenHandlerResponse): void {
    this.#openHandler = handler;
  }
  setWebRTCIPHandlingPolicy(policy: string): void {
    this.webRtcPolicy = policy;
  }

  /** A navigation has happened: the old frame is gone. */
  arriveAt(url: string): void {
    this.mainFrame.disposed = true;
    this.mainFrame = new StubFrame(url);
    this.emit('did-navigate', preventable(), url, 200, 'OK');
  }

  /** A link, `location = …` or a form, in the top frame or one below it. */
  navigate(url: string, frame: StubFrame = this.mainFrame): 'went' | 'stayed' {
    const isMainFrame = frame === this.mainFrame;
    const names = isMainFrame ? ['will-frame-navigate', 'will-navigate'] : ['will-frame-navigate'];
    const prevented = names.map((name) => this.#ask(name, url, isMainFrame)).includes(true);
    if (prevented) return 'stayed';
    if (isMainFrame) this.arriveAt(url);
    return 'went';
  }

  /** Only one of the navigation events, to see that each is guarded by itself. */
  emitNavigation(
    name: 'will-navigate' | 'will-frame-navigate' | 'will-redirect',
    url: string,
  ): 'went' | 'stayed' {
    return this.#ask(name, url, true) ? 'stayed' : 'went';
  }

  #ask(name: string, url: string, isMainFrame: boolean): boolean {
    const params: WebContentsWillFrameNavigateEventParams = {
      url,
      isMainFrame,
      isSameDocument: false,
      frame: null,
    };
    const event = preventable();
    this.emit(name, Object.assign(event, params), url, false, isMainFrame, 1, 1);
    return event.defaultPrevented;
  }

  /** `window.open`, `target=_blank`, a middle click. */
  openWindow(url: string): 'opened' | 'denied' {
    const details: HandlerDetails = {
      url,
      frameName: '',
      features: '',
      disposition: 'new-window',
      referrer: { url: '', policy: 'no-referrer' },
    };
    return this.#openHandler?.(details).action === 'deny' ? 'denied' : 'opened';
  }

  attachWebview(params: Record<string, string>): 'attached' | 'prevented' {
    const event = preventable();
    this.emit('will-attach-webview', event, {}, params);
    return event.defaultPrevented ? 'prevented' : 'attached';
  }

  crash(reason: RenderProcessGoneDetails['reason']): void {
    this.emit('render-process-gone', preventable(), { reason, exitCode: 11 });
  }

  destroy(): void {
    this.#destroyed = true;
    this.emit('destroyed');
  }

  /** A message from any frame, past the preload: what a page that broke out of it could send. */
  invokeFrom(frame: StubFrame | null, channel: string, ...args: unknown[]): Promise<unknown> {
    return this.#ipcMain.deliver(this, frame, channel, args);
  }

  /** The isolated world's modules. `contextBridge` puts copies into `world`. */
  preloadModules(): { contextBridge: StubBridge; ipcRenderer: StubIpcRenderer } {
    const toPage = this.toPage;
    const listeners = new Map<(event: IpcRendererEvent, ...args: unknown[]) => void, Listener>();
    const ipcRenderer = {
      invoke: (channel: string, ...args: unknown[]) =>
        this.invokeFrom(this.mainFrame, channel, ...args),
      on(channel, listener) {
        const pass: Listener = (...args) =>
          listener({ secret: 'event' } as unknown as IpcRendererEvent, ...args);
        listeners.set(listener, pass);
        toPage.on(channel, pass);
        return ipcRenderer as IpcRenderer;
      },
      removeListener(channel: string, listener: (...args: unknown[]) => void) {
        const pass = listeners.get(listener);
        if (pass) toPage.removeListener(channel, pass);
        return ipcRenderer as IpcRenderer;
      },
    } as StubIpcRenderer;
    const contextBridge: StubBridge = {
      exposeInMainWorld: (name, api: unknown) => void (this.world[name] = bridged(api)),
    };
    return { contextBridge, ipcRenderer };
  }
}

type Listener = (...args: unknown[]) => void;
type StubBridge = Pick<ContextBridge, 'exposeInMainWorld'>;
type StubIpcRenderer = Pick<IpcRenderer, 'invoke' | 'on' | 'removeListener'>;
