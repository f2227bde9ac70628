import type { MenuItemConstructorOptions } from 'electron';
import { externalLinks } from './external-links.ts';

export interface MenuChoices {
  readonly mac: boolean;
  readonly devTools: boolean;
  readonly openExternal: (url: string) => void;
}

/** Copy and paste, zoom, full screen, quit. Ctrl or ⌘ with a digit belongs to the page's views. */
export function menuTemplate(choices: MenuChoices): MenuItemConstructorOptions[] {
  const { mac, devTools, openExternal } = choices;
  return [
    mac ? { role: 'appMenu' } : { label: '&File', submenu: [{ role: 'quit' }] },
    {
      label: '&Edit',
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        { role: 'reload' },
        ...(devTools ? [{ role: 'toggleDevTools' } as const] : []),
      ],
    },
    {
      role: 'help',
      submenu: [{ label: 'Licence', click: () => openExternal(externalLinks.licence) }],
    },
  ];
}
