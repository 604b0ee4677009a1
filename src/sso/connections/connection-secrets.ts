import { Injectable } from '@nestjs/common'
import type { Queryable } from '../../database/index.js'
import { KeyVault } from '../../identity/index.js'
import { Clock } from '../../telemetry/index.js'
import { ConnectionSecretStore, type SecretKey } from './connection-secret.store.js'

/** Secrets that this server shares with identity providers, and keys that it has for them: sealed by the vault. */
@Injectable()
export class ConnectionSecrets {
  constructor(
    private readonly store: ConnectionSecretStore,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
  ) {}

  /** @throws {VaultError} if it cannot be opened here */
  async read(key: SecretKey): Promise<string | undefined> {
    const sealed = await this.store.find(key)
    return sealed && Buffer.from(await this.vault.unwrap(sealed, contextOfSecret(idOf(key)))).toString('utf8')
  }

  async put(tx: Queryable, key: SecretKey, secret: string): Promise<void> {
    const sealed = await this.vault.wrap(Buffer.from(secret, 'utf8'), contextOfSecret(idOf(key)))
    await this.store.put(tx, key, sealed, new Date(this.clock.nowMs()))
  }
}

/** What a secret has for an id in its table. */
export function idOf({ connectionId, purpose }: SecretKey): string {
  return `${connectionId}/${purpose}`
}

/** What a secret is wrapped for. */
export function contextOfSecret(id: string): string {
  return `sso secret ${id}`
}
