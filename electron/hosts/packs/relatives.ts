import { openHead, type LinearHead } from '../../../native-models/head.ts';
import type { Pack } from '../../../native-models/manifest.ts';
import type { TemplateMapping } from '../../station/interfaces.ts';
import { encoderIdentity, fedIdentity } from './encoder-identity.ts';
import type { PackShelf, ShelvedPack } from './pack-shelf.ts';

/**
 * The packs that differ from this one by their heads alone, and how their encodings become its own:
 * through the inverse of their head, then through its head. The encoder without a head comes first,
 * since what it says is mapped once and not twice. A pack that cannot be read is none.
 */
export async function relativesOf(
  shelved: ShelvedPack,
  shelf: Pick<PackShelf, 'all'>,
): Promise<Omit<TemplateMapping, 'to'>[]> {
  const all = await shelf.all();
  if (!all.ok) return [];
  const head = await headOf(shelved);
  if (head === undefined) return [];
  const own = encoderIdentity(shelved);
  const base = baseIdentity(shelved);
  const found = new Map<string, Omit<TemplateMapping, 'to'>>();
  const others = all.value.packs.toSorted((a, b) => heads(a.pack) - heads(b.pack));
  for (const other of others) {
    const from = encoderIdentity(other);
    if (from === own || found.has(from) || baseIdentity(other) !== base) continue;
    // One file that is fed in two ways is two encoders, whatever their manifests call the base.
    if (fedIdentity(other.pack) !== fedIdentity(shelved.pack)) continue;
    const before = await headOf(other);
    if (before !== undefined) found.set(from, { from, map: mapBetween(before, head) });
  }
  return [...found.values()];
}

/**
 * Identities of the encoders that templates of this pack serve, as they are or through their heads:
 * what a head does can be undone. Its own is among them.
 */
export async function kinOf(
  shelved: ShelvedPack,
  shelf: Pick<PackShelf, 'all'>,
): Promise<ReadonlySet<string>> {
  const relatives = await relativesOf(shelved, shelf);
  return new Set([encoderIdentity(shelved), ...relatives.map(({ from }) => from)]);
}

/** What marks the templates of a pack's encoder without its head, hex. */
export function baseIdentity(shelved: Pick<ShelvedPack, 'pack' | 'origin'>): string {
  return shelved.pack.head?.base ?? encoderIdentity(shelved);
}

function heads({ head }: Pack): number {
  return head === undefined ? 0 : 1;
}

/** Undefined where the pack has one that cannot be used. */
async function headOf({ pack, dir }: ShelvedPack): Promise<LinearHead | null | undefined> {
  return openHead(pack, dir).catch(() => undefined);
}

function mapBetween(before: LinearHead | null, after: LinearHead | null): TemplateMapping['map'] {
  return (encoding) => {
    try {
      const base = before === null ? encoding : before.undo(encoding);
      const mapped = after === null ? base : after.apply(base);
      // A damaged template becomes no template.
      return mapped.every(Number.isFinite) ? mapped : null;
    } catch {
      return null;
    }
  };
}
