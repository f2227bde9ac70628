import { EventEmitter } from 'node:events';
import type {
  MediaAccessPermissionRequest,
  OnBeforeRequestListenerDetails,
  PermissionCheckHandlerHandlerDetails,
  ProxyConfig,
  Session,
  WebContents,
} from 'electron';
import { preventable } from './electron-stub-page.ts';

type Handler<K extends keyof Session> = Session[K] extends (
  handler: infer H,
  ...rest: never[]
) => void
  ? NonNullable<H>
  : never;
type RequestHandler = Handler<'setPermissionRequestHandler'>;
type CheckHandler = Handler<'setPermissionCheckHandler'>;
type DeviceHandler = Handler<'setDevicePermissionHandler'>;
type DisplayHandler = Handler<'setDisplayMediaRequestHandler'>;
type VerifyProc = Handler<'setCertificateVerifyProc'>;
type BeforeRequest = (
  details: OnBeforeRequestListenerDetails,
  callback: (response: { cancel?: boolean }) => void,
) => void;

export type Permission = Parameters<CheckHandler>[1];

type SessionPower = Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setCertificateVerifyProc'
  | 'setSpellCheckerEnabled'
  | 'setProxy'
>;

/** A session. Where no handler was set it grants and loads everything, as Electron does. */
export class StubSession extends EventEmitter implements SessionPower {
  spellChecker = true;
  proxy: ProxyConfig = { mode: 'system' };
  #request: RequestHandler | null = null;
  #check: CheckHandler | null = null;
  #device: DeviceHandler | null = null;
  #display: DisplayHandler | null = null;
  #verify: VerifyProc | null = null;
  #beforeRequest: BeforeRequest | null = null;
  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest): void => void (this.#beforeRequest = listener),
  };

  asElectron(): Session {
    return this as unknown as Session;
  }

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.#request = handler;
  }
  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.#check = handler;
  }
  setDevicePermissionHandler(handler: DeviceHandler | null): void {
    this.#device = handler;
  }
  setDisplayMediaRequestHandler(handler: DisplayHandler | null): void {
    this.#display = handler;
  }
  setCertificateVerifyProc(proc: VerifyProc | null): void {
    this.#verify = proc;
  }
  setSpellCheckerEnabled(enabled: boolean): void {
    this.spellChecker = enabled;
  }
  setProxy(config: ProxyConfig): Promise<void> {
    this.proxy = config;
    return Promise.resolve();
  }

  permissionRequested(
    contents: WebContents,
    permission: Permission,
    details: MediaAccessPermissionRequest,
  ): boolean {
    const handler = this.#request;
    if (!handler) return true;
    return answered<boolean>((answer) => handler(contents, permission, answer, details));
  }
  permissionChecked(
    contents: WebContents | null,
    permission: Permission,
    origin: string,
    details: PermissionCheckHandlerHandlerDetails,
  ): boolean {
    return this.#check ? this.#check(contents, permission, origin, details) : true;
  }
  deviceAllowed(deviceType: 'hid' | 'serial' | 'usb', origin: string): boolean {
    const device = {} as Parameters<DeviceHandler>[0]['device'];
    return this.#device ? this.#device({ deviceType, origin, device }) : true;
  }
  screenGranted(): boolean {
    const handler = this.#display;
    const request = {} as Parameters<DisplayHandler>[0];
    if (!handler) return false;
    return answered<object | null>((answer) => handler(request, answer)) !== null;
  }
  certificateAccepted(): boolean {
    const proc = this.#verify;
    const request = {} as Parameters<VerifyProc>[0];
    return proc ? answered<number>((answer) => proc(request, answer)) === 0 : true;
  }
  loads(url: string, resourceType: OnBeforeRequestListenerDetails['resourceType']): boolean {
    const listener = this.#beforeRequest;
    if (!listener) return true;
    const details = { id: 1, url, method: 'GET', resourceType, referrer: '', timestamp: 0 };
    const { cancel } = answered<{ cancel?: boolean }>((answer) =>
      listener(details as OnBeforeRequestListenerDetails, answer),
    );
    return cancel !== true;
  }
  downloads(url: string): boolean {
    const event = preventable();
    this.emit('will-download', event, { getURL: () => url }, {});
    return !event.defaultPrevented;
  }
}

/** Electron waits for exactly one answer; none would leave a page hanging, two would throw. */
function answered<T>(ask: (answer: (value: T) => void) => void): T {
  const answers: T[] = [];
  ask((value) => void answers.push(value));
  if (answers.length !== 1) throw new Error(`${answers.length} answers where one is due`);
  return answers[0] as T;
}
