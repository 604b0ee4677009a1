import { K256Key } from '@guildhall/crypto'
import type pg from 'pg'
import { type KeyVault, VaultError } from '../../identity/index.js'

/** Keys read at a time. */
const PAGE = 500

/** How many signing keys there are, and how many of them the key-encryption key at hand opens. */
export interface OpenedKeys {
  keys: number
  opened: number
}

/** Opens every signing key of a database, and looks whether it is the one that it is called. */
export async function openStoredKeys(client: pg.ClientBase, vault: KeyVault): Promise<OpenedKeys> {
  const found: OpenedKeys = { keys: 0, opened: 0 }
  for (let after = ''; ;) {
    const { rows } = await client.query<{ did: string; did_key: string; wrapped: Buffer; kek_id: string }>(
      'SELECT did, did_key, wrapped, kek_id FROM signing_key WHERE did > $1 ORDER BY did LIMIT $2',
      [after, PAGE],
    )
    for (const { did, did_key: didKey, wrapped, kek_id: kekId } of rows) {
      found.keys++
      if ((await publicKeyOf(vault, { wrapped, kekId }, did)) === didKey) found.opened++
      after = did
    }
    if (rows.length < PAGE) return found
  }
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
