import { Injectable } from '@nestjs/common'
import { Secrets } from '../../config/index.js'
import { type KeyVault, LocalKeyVault } from '../../identity/index.js'
import { Random } from '../../telemetry/index.js'
import type { ArchiveReader } from '../archive/archive-reader.js'

/** The secrets that go with the accounts of a backup: those of the installation, or those in the backup. */
@Injectable()
export class RestoredKeys {
  constructor(
    private readonly secrets: Secrets,
    private readonly random: Random,
  ) {}

  /** Whether the installation has made its key-encryption key just now: no backup can know it. */
  get isNew(): boolean {
    return this.secrets.created.includes('key-encryption-key')
  }

  /** What opens the signing keys after a restore: the environment goes before the backup, files do not. */
  async vaultFor(reader: ArchiveReader): Promise<KeyVault> {
    const exported = this.secrets.given.includes('key-encryption-key') ? undefined : await reader.secrets()
    const { keyEncryptionKey, otherKeyEncryptionKeys } = this.secrets
    const current = exported?.secrets['key-encryption-key']
    const key = current === undefined ? keyEncryptionKey : Buffer.from(current, 'hex')
    const others = exported?.otherKeyEncryptionKeys.map((hex) => Buffer.from(hex, 'hex')) ?? []
    return new LocalKeyVault(key, (count) => this.random.bytes(count), [...others, ...otherKeyEncryptionKeys])
  }

  /** Puts the secrets of a backup in place, if they went along. @returns names of those that were replaced */
  async takeOver(reader: ArchiveReader): Promise<string[]> {
    const exported = await reader.secrets()
    return exported ? this.secrets.replaceBy(exported) : []
  }

  /** Puts those back that were there before. */
  giveBack(): void {
    this.secrets.replaceBy(this.secrets.exported())
  }
}
