import type { Clock } from '../../station/interfaces.ts';
import { settingEvent } from '../../station/operator-event.ts';
import { PackChanger } from '../../station/pack-change.ts';
import { VisionClient } from '../../vision/client.ts';
import type { SpawnVision } from '../../vision/port.ts';
import { packInUse } from '../models.ts';
import type { Store } from '../open-store.ts';
import { visionArguments } from '../watch-vision.ts';
import { defaultDownloadLimits, type DownloadLimits } from './download.ts';
import type { PackShelf } from './pack-shelf.ts';
import { PackWork } from './pack-work.ts';
import { Packs } from './packs.ts';

export interface OpenPacksOptions {
  readonly spawnVision: SpawnVision;
  readonly packWork?: PackWork;
  readonly downloadLimits?: DownloadLimits;
}

/** The station's packs, wired. */
export function openPacks(
  options: OpenPacksOptions,
  shelf: PackShelf,
  store: Store,
  clock: Clock,
): Packs {
  return new Packs({
    shelf,
    inUse: () => packInUse(store.settings),
    work: options.packWork ?? new PackWork(),
    openVision: ({ pack, dir, manifestPath }) =>
      new VisionClient({
        spawn: options.spawnVision,
        args: visionArguments({ pack: pack.name, dir, manifestPath }),
        onChange: () => undefined,
      }),
    changer: new PackChanger({ ...store, clock }),
    note: (detail) => store.events.append(settingEvent('models', clock.now(), detail)),
    downloadLimits: options.downloadLimits ?? defaultDownloadLimits,
  });
}
