import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import type {
  App,
  BrowserWindow,
  BrowserWindowConstructorOptions,
  CommandLine,
  CustomScheme,
  Dialog,
  ForkOptions,
  IpcMain,
  Menu,
  MenuItemConstructorOptions,
  NativeTheme,
  Protocol,
  SafeStorage,
  Session,
  Shell,
  utilityProcess,
  UtilityProcess,
} from 'electron';
import { preventable, StubContents, StubIpcMain } from './electron-stub-page.ts';
import { StubSession } from './electron-stub-session.ts';

type AppPower = Pick<
  App,
  | 'isPackaged'
  | 'enableSandbox'
  | 'exit'
  | 'getAppPath'
  | 'getPath'
  | 'getVersion'
  | 'quit'
  | 'requestSingleInstanceLock'
  | 'setPath'
  | 'whenReady'
>;

/** `app`, with Electron's rules on what must come before ready. */
export class StubApp extends EventEmitter implements AppPower {
  isPackaged = false;
  ready = false;
  sandboxed = false;
  lockFree = true;
  exitCode: number | null = null;
  appPath = process.cwd();
  readonly paths = new Map<string, string>([['userData', '/nowhere/Threshold']]);
  readonly switches = new Map<string, string>();
  readonly commandLine: Pick<CommandLine, 'appendSwitch'> = {
    appendSwitch: (name, value) => {
      this.#mustComeEarly('commandLine.appendSwitch');
      this.switches.set(name, value ?? '');
    },
  };
  readonly #whenReady = Promise.withResolvers<void>();

  asElectron(): App {
    return this as unknown as App;
  }

  enableSandbox(): void {
    this.#mustComeEarly('enableSandbox');
    this.sandboxed = true;
  }
  whenReady(): Promise<void> {
    return this.#whenReady.promise;
  }
  becomeReady(): void {
    this.ready = true;
    this.emit('ready');
    this.#whenReady.resolve();
  }
  requestSingleInstanceLock(): boolean {
    return this.lockFree;
  }
  getAppPath(): string {
    return this.appPath;
  }
  getVersion(): string {
    return '0.0.0-stub';
  }
  getPath(name: string): string {
    return this.paths.get(name) ?? `/nowhere/${name}`;
  }
  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }
  quit(): void {
    const event = preventable();
    this.emit('before-quit', event);
    if (!event.defaultPrevented) this.exit(0);
  }
  exit(code = 0): void {
    this.exitCode ??= code;
  }

  #mustComeEarly(what: string): void {
    if (this.ready) throw new Error(`${what} has no effect once the app is ready`);
  }
}

/** `protocol`; `answer` is what a page that asks for `url` gets. */
export class StubProtocol implements Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle'> {
  readonly schemes: CustomScheme[] = [];
  readonly #app: StubApp;
  readonly #handlers = new Map<string, Parameters<Protocol['handle']>[1]>();

  constructor(app: StubApp) {
    this.#app = app;
  }

  registerSchemesAsPrivileged(schemes: CustomScheme[]): void {
    if (this.#app.ready || this.schemes.length > 0) throw new Error('too late, or a second time');
    this.schemes.push(...schemes);
  }
  handle(scheme: string, handler: Parameters<Protocol['handle']>[1]): void {
    if (!this.#app.ready) throw new Error('protocol.handle before the app is ready');
    this.#handlers.set(scheme, handler);
  }

  get handled(): string[] {
    return [...this.#handlers.keys()];
  }
  /** The address reaches the handler letter by letter: no help from a parser on the way. */
  async answer(url: string, method = 'GET'): Promise<Response> {
    const handler = this.#handlers.get(url.slice(0, url.indexOf(':')));
    if (!handler) throw new Error(`net::ERR_UNKNOWN_URL_SCHEME for ${url}`);
    return handler({ url, method } as Request);
  }
}

/** A utility process: messages are cloned both ways, its exit is told once. */
class StubChild
  extends EventEmitter
  implements Pick<UtilityProcess, 'kill' | 'pid' | 'postMessage'>
{
  readonly stdout = new PassThrough();
  readonly stderr = new PassThrough();
  readonly received: unknown[] = [];
  killed = false;
  pid: number | undefined;
  readonly entry: string;
  readonly args: readonly string[];
  readonly options: ForkOptions;

  constructor(entry: string, args: readonly string[], options: ForkOptions) {
    super();
    this.entry = entry;
    this.args = args;
    this.options = options;
  }
  postMessage(message: unknown): void {
    this.received.push(structuredClone(message));
  }
  say(message: unknown): void {
    this.emit('message', structuredClone(message));
  }
  kill(): boolean {
    this.killed = true;
    return true;
  }
}

export interface StubWindow {
  readonly window: BrowserWindow;
  readonly options: BrowserWindowConstructorOptions;
  readonly page: StubContents;
  readonly visible: boolean;
}

/** A fresh `electron` module, and what a test needs to see and to play the outside world. */
export function createElectronStub() {
  const app = new StubApp();
  const protocol = new StubProtocol(app);
  const ipcMain = new StubIpcMain();
  const defaultSession = new StubSession();
  const windows: (StubWindow & { visible: boolean })[] = [];
  const children: StubChild[] = [];
  const opened: string[] = [];
  const errorBoxes: string[] = [];
  const menus: MenuItemConstructorOptions[][] = [];

  class Window extends EventEmitter {
    readonly webContents: StubContents;
    readonly #record: (typeof windows)[number];

    constructor(options: BrowserWindowConstructorOptions) {
      super();
      if (!app.ready) throw new Error('Cannot create BrowserWindow before app is ready');
      this.webContents = new StubContents(windows.length + 1, ipcMain);
      const window = this as unknown as BrowserWindow;
      this.#record = { window, options, page: this.webContents, visible: options.show !== false };
      windows.push(this.#record);
      app.emit('web-contents-created', preventable(), this.webContents);
    }
    static getAllWindows(): BrowserWindow[] {
      return windows.map(({ window }) => window);
    }
    async loadURL(url: string): Promise<void> {
      if (!defaultSession.loads(url, 'mainFrame')) throw new Error('ERR_BLOCKED_BY_CLIENT');
      await protocol.answer(url);
      this.webContents.arriveAt(url);
      this.emit('ready-to-show');
    }
    show(): void {
      this.#record.visible = true;
    }
    focus(): void {}
    restore(): void {}
    isMinimized(): boolean {
      return false;
    }
  }

  const module = {
    app: app.asElectron(),
    protocol: protocol as unknown as Protocol,
    ipcMain: ipcMain as unknown as IpcMain,
    session: { defaultSession: defaultSession.asElectron() as Session },
    BrowserWindow: Window as unknown as typeof BrowserWindow,
    nativeTheme: { shouldUseDarkColors: false } as NativeTheme,
    shell: { openExternal: async (url: string) => void opened.push(url) } as Shell,
    dialog: {
      showErrorBox: (_title: string, text: string) => void errorBoxes.push(text),
    } as Dialog,
    Menu: {
      buildFromTemplate: (template: MenuItemConstructorOptions[]) => template as unknown as Menu,
      setApplicationMenu: (menu: Menu | null) =>
        void menus.push(menu as unknown as MenuItemConstructorOptions[]),
    },
    /** A computer without a keychain. */
    safeStorage: {
      isAsyncEncryptionAvailable: () => Promise.resolve(false),
      getSelectedStorageBackend: () => 'basic_text',
      encryptStringAsync: () => Promise.reject(new Error('no keychain')),
      decryptStringAsync: () => Promise.reject(new Error('no keychain')),
    } satisfies Partial<SafeStorage>,
    utilityProcess: {
      fork(entry: string, args: string[] = [], options: ForkOptions = {}) {
        if (!app.ready) throw new Error('utilityProcess.fork before the app is ready');
        const child = new StubChild(entry, args, options);
        children.push(child);
        return child as unknown as UtilityProcess;
      },
    } satisfies Pick<typeof utilityProcess, 'fork'>,
  };
  const seen = { windows, children, opened, errorBoxes, menus };
  return { module, app, protocol, ipcMain, defaultSession, ...seen };
}

export type ElectronStub = ReturnType<typeof createElectronStub>;
