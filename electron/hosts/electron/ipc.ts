import type { IpcMain, IpcMainInvokeEvent, WebContents, WebFrameMain } from 'electron';
import { channelNames } from '../../contract/channels.ts';
import type { Caller } from '../handle.ts';
import type { StationServices } from '../services.ts';
import { noticeName } from './ipc-names.ts';
import { isOurs } from './origin.ts';

/** Answers every message of the contract, and no other. */
export function serveRequests(
  ipcMain: Pick<IpcMain, 'handle'>,
  services: Pick<StationServices, 'handle'>,
): void {
  for (const channel of channelNames) {
    ipcMain.handle(channel, (event, payload: unknown) =>
      services.handle(callerOf(event), channel, payload),
    );
  }
}

/** Passes the station's notices to one page, and tells the station when that page is gone. */
export function connectPage(
  contents: Pick<WebContents, 'id' | 'on' | 'send' | 'isDestroyed'>,
  services: Pick<StationServices, 'onNotice' | 'forgetCaller'>,
): void {
  const id = callerId(contents.id);
  const stop = services.onNotice((notice) => {
    if (!contents.isDestroyed()) contents.send(noticeName, notice);
  });
  const forget = () => services.forgetCaller(id);
  contents.on('did-navigate', forget);
  contents.on('render-process-gone', forget);
  contents.on('destroyed', () => {
    stop();
    forget();
  });
}

/** The frame is looked at before anything is awaited: afterwards it may show another page. */
function callerOf(event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>): Caller {
  return { id: callerId(event.sender.id), trusted: isOurTopFrame(event.senderFrame) };
}

function callerId(contentsId: number): string {
  return `window:${contentsId}`;
}

/** A frame that is already gone throws when it is looked at, and is trusted no more than any other. */
function isOurTopFrame(frame: WebFrameMain | null): boolean {
  try {
    return frame !== null && frame.parent === null && isOurs(frame.url) && isOurs(frame.origin);
  } catch {
    return false;
  }
}
