import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Injectable } from '@nestjs/common'
import { BackupConfig } from '../backup.config.js'
import { BackupKeyUnusable, BackupNotSet } from '../backup.errors.js'
import { BackupKeys } from '../format/backup-keys.js'
import { BackupStores } from './backup-stores.js'
import type { BackupStore } from './backup.store.js'

const SECRET_LENGTH_MIN = 12

/** What says otherwise than the settings where backups are, and how they are encrypted. */
export interface PlaceChoice {
  /** a directory, or `s3://bucket/prefix` */
  target?: string | undefined
  keyFile?: string | undefined
}

/** Where backups are, and what opens them. */
export interface BackupPlace {
  readonly store: BackupStore
  readonly keys: BackupKeys
}

/** Opens places of backups. */
@Injectable()
export class BackupPlaces {
  constructor(
    private readonly config: BackupConfig,
    private readonly stores: BackupStores,
  ) {}

  /** @throws BackupNotSet, BackupKeyUnusable */
  async open(choice: PlaceChoice = {}): Promise<BackupPlace> {
    const target = choice.target ?? this.config.target
    if (!target) throw new BackupNotSet('No place for backups is given: set PDS_BACKUP_TARGET, or name one')
    const keys = new BackupKeys(await this.#secret(choice.keyFile))
    return { store: await this.stores.open(target), keys }
  }

  async #secret(chosen: string | undefined): Promise<string> {
    const file = chosen ?? this.config.keyFile
    if (file !== undefined) return readSecret(resolve(file))
    if (this.config.passphrase) return this.config.passphrase
    throw new BackupNotSet(
      'Backups are encrypted, and no key is given: set PDS_BACKUP_KEY_FILE or PDS_BACKUP_PASSPHRASE, or name a key file',
    )
  }
}

async function readSecret(file: string): Promise<string> {
  let text: string
  try {
    text = (await readFile(file, 'utf8')).trim()
  } catch (error) {
    throw new BackupKeyUnusable((error as Error).message)
  }
  if (text.length >= SECRET_LENGTH_MIN) return text
  throw new BackupKeyUnusable(`${file} has less than ${SECRET_LENGTH_MIN} characters`)
}
