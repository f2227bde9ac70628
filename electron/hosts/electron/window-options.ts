import type { BrowserWindowConstructorOptions } from 'electron';

/** The page's `--surface` in each theme, so that nothing flashes before it has painted. */
const background = { light: '#f3f6f8', dark: '#0f1318' } as const;

export interface WindowLook {
  readonly preload: string;
  readonly dark: boolean;
  readonly devTools: boolean;
}

/** A hidden window whose page has no power but the preload's. What is not named keeps its default. */
export function windowOptions({
  preload,
  dark,
  devTools,
}: WindowLook): BrowserWindowConstructorOptions {
  return {
    title: 'Threshold',
    width: 1280,
    height: 832,
    minWidth: 720,
    minHeight: 560,
    show: false,
    backgroundColor: dark ? background.dark : background.light,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      devTools,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  };
}
