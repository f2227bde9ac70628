import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  protocol,
  safeStorage,
  session,
  shell,
  utilityProcess,
} from 'electron';
import { registerAppScheme, serveRenderer } from './hosts/electron/app-scheme.ts';
import { reloadAfterCrash } from './hosts/electron/crash-recovery.ts';
import { claimDataFolder } from './hosts/electron/data-folder.ts';
import { externalOpener } from './hosts/electron/external-links.ts';
import { connectPage, serveRequests } from './hosts/electron/ipc.ts';
import { keyPlace } from './hosts/electron/key-place.ts';
import { menuTemplate } from './hosts/electron/menu.ts';
import { guardNavigation } from './hosts/electron/navigation.ts';
import { cutNameResolution } from './hosts/electron/network.ts';
import { stationPaths } from './hosts/electron/paths.ts';
import { closeBeforeQuit } from './hosts/electron/safe-quit.ts';
import { lockSession, refuseCertificates } from './hosts/electron/session-lockdown.ts';
import { claimSingleInstance } from './hosts/electron/single-instance.ts';
import { openStationWindow, raiseWindow } from './hosts/electron/station-window.ts';
import { stopStation } from './hosts/electron/stop-station.ts';
import { inUtilityProcess } from './hosts/electron/utility-process.ts';
import { windowOptions } from './hosts/electron/window-options.ts';
import { openServices } from './hosts/open-services.ts';
import type { StationServices } from './hosts/services.ts';
import type { SpawnProcess } from './hosts/spawn-process.ts';
import { alreadyRunning, lockStation } from './hosts/station-lock.ts';

const log = (line: string): void => console.error(line);
const devTools = !app.isPackaged;
const dataDir = claimDataFolder(app, process.argv);
const paths = stationPaths(app, process.resourcesPath);
const openExternal = externalOpener(shell, log);
const fail = (cause: unknown): void => stopStation({ app, dialog }, cause, log);

main();

function main(): void {
  if (!claimSingleInstance(app, () => raiseWindow(BrowserWindow))) return app.exit(0);
  secureBeforeReady();
  app.whenReady().then(start).catch(fail);
}

function secureBeforeReady(): void {
  app.enableSandbox();
  registerAppScheme(protocol);
  cutNameResolution(app.commandLine);
  refuseCertificates(app);
  app.on('session-created', (created) => lockSession(created, { devTools }));
  app.on('web-contents-created', (_event, contents) => guardNavigation(contents, openExternal));
}

async function start(): Promise<void> {
  const lock = lockStation(dataDir);
  if (lock === null) throw new Error(alreadyRunning(dataDir));
  lockSession(session.defaultSession, { devTools });
  serveRenderer(protocol, paths.renderer);
  const mac = process.platform === 'darwin';
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ mac, devTools, openExternal })));
  const services = await openStationServices();
  closeBeforeQuit(app, () => services.close().finally(lock.release));
  serveRequests(ipcMain, services);
  openWindow(services);
}

function openStationServices(): Promise<StationServices> {
  return openServices({
    dataDir,
    modelsDir: paths.models,
    manifestPath: paths.manifest,
    spawnVision: spawner('vision', paths.visionEntry),
    spawnTraining: spawner('training', paths.trainingEntry),
    trainingWorker: paths.trainingWorker,
    backupWorker: paths.backupWorker,
    keyPlace: keyPlace(safeStorage),
    host: 'electron',
    version: app.getVersion(),
    log,
  });
}

function spawner(name: string, entry: string): SpawnProcess {
  return inUtilityProcess(utilityProcess, { name, entry }, log);
}

function openWindow(services: StationServices): void {
  const look = { preload: paths.preload, dark: nativeTheme.shouldUseDarkColors, devTools };
  const window = openStationWindow(BrowserWindow, windowOptions(look), log);
  connectPage(window.webContents, services);
  const giveUp = () => fail(new Error('The window stopped several times in a row.'));
  reloadAfterCrash(window.webContents, { log, giveUp });
}
