import type { Random } from '../../telemetry/index.js'
import { listBackups } from '../archive/backup-list.js'
import { manifestOf } from '../archive/object-names.js'
import { BackupDamaged } from '../backup.errors.js'
import { type BackupKey, KEY_SALT_BYTES } from '../format/backup-key.js'
import { peek } from '../format/packing.js'
import type { BackupPlace } from '../store/backup-places.js'

/**
 * The key for a new backup: the one of the newest backup that was made with the same secret, so that both share their
 * blobs, or else a new one.
 */
export async function keyForNew({ store, keys }: BackupPlace, random: Random): Promise<BackupKey> {
  const seen = new Set<string>()
  for (const { id, isComplete } of await listBackups(store)) {
    const manifest = isComplete ? await store.open(manifestOf(id)) : undefined
    if (!manifest) continue
    const header = await peek(manifest, manifestOf(id)).catch(unlessDamaged)
    if (!header || seen.has(header.keyId)) continue
    const { keySalt, keyId } = header
    seen.add(keyId)
    const key = await keys.of(keySalt)
    if (key.id === keyId) return key
  }
  return keys.of(random.bytes(KEY_SALT_BYTES))
}

/** A backup that cannot be read is no reason to make none. */
function unlessDamaged(error: unknown): undefined {
  if (!(error instanceof BackupDamaged)) throw error
}
