import { contextBridge, ipcRenderer } from 'electron';
import { createStationApi } from './hosts/electron/preload-api.ts';

contextBridge.exposeInMainWorld('threshold', createStationApi(ipcRenderer));
