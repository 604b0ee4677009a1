import { K256Key } from '@guildhall/crypto'
import { type KeyVault, VaultError } from '../../identity/index.js'
import type { ArchiveReader } from '../archive/archive-reader.js'
import { archivedRows } from './archived-rows.js'

const TABLE = 'signing_key'
const COLUMNS = ['did', 'did_key', 'wrapped', 'kek_id']

/** How many signing keys there are, and how many of them the key-encryption key at hand opens. */
export interface OpenedKeys {
  keys: number
  opened: number
}

/**
 * Opens every signing key of a backup, and looks whether it is the one that it is called. It needs no database: what
 * nobody can open is known before anything is lost for it.
 * @throws BackupDamaged
 */
export async function openArchivedKeys(reader: ArchiveReader, vault: KeyVault): Promise<OpenedKeys> {
  const found: OpenedKeys = { keys: 0, opened: 0 }
  const table = reader.manifest.tables.find(({ name }) => name === TABLE)
  if (!table) return found
  for await (const [did, didKey, wrapped, kekId] of archivedRows(reader, table, COLUMNS)) {
    found.keys++
    const key = { wrapped: wrapped!, kekId: kekId!.toString() }
    if ((await publicKeyOf(vault, key, did!.toString())) === didKey!.toString()) found.opened++
  }
  return found
}

async function publicKeyOf(
  vault: KeyVault,
  key: { wrapped: Uint8Array; kekId: string },
  did: string,
): Promise<string | undefined> {
  try {
    return K256Key.fromBytes(await vault.unwrap(key, did)).didKey
  } catch (error) {
    if (error instanceof VaultError) return undefined
    throw error
  }
}
