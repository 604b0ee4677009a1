import { Refusal } from '../refusal.js'

/** Nobody has said where backups go, or with which key they are encrypted. */
export class BackupNotSet extends Refusal {
  /** @param what is missing, and how it is given */
  constructor(what: string) {
    super('BackupNotSet', 'invalid', what)
  }
}

/** The file of the key cannot be used. */
export class BackupKeyUnusable extends Refusal {
  constructor(what: string) {
    super('BackupKeyUnusable', 'invalid', `The key of the backups cannot be used: ${what}`)
  }
}

/** Something was encrypted with another key than the one that is given. */
export class WrongBackupKey extends Refusal {
  constructor(name: string) {
    super('WrongBackupKey', 'invalid', `${name} was encrypted with another key or passphrase`)
  }
}

/** A part of a backup is not what was written. */
export class BackupDamaged extends Refusal {
  constructor(name: string, what: string, options?: ErrorOptions) {
    super('BackupDamaged', 'conflict', `${name} is damaged: ${what}`, options)
  }
}

/** A backup of a release that is newer than this one. */
export class BackupTooNew extends Refusal {
  constructor(what: string) {
    super('BackupTooNew', 'notImplemented', `This release cannot read the backup: ${what}`)
  }
}

/** There is no such backup. */
export class BackupNotFound extends Refusal {
  constructor(id: string | undefined, place: string) {
    const what = id === undefined ? 'no complete backup' : `no complete backup ${id}`
    super('BackupNotFound', 'notFound', `There is ${what} in ${place}`)
  }
}

/** Another backup of the same database is under way. */
export class BackupUnderWay extends Refusal {
  constructor() {
    super('BackupUnderWay', 'conflict', 'Another backup of this database is under way')
  }
}

/** What holds the snapshot, and keeps blobs from being removed, is gone. */
export class SnapshotLost extends Refusal {
  constructor(options?: ErrorOptions) {
    super(
      'SnapshotLost',
      'unavailable',
      'The connection that held the snapshot broke; there is no backup',
      options,
    )
  }
}

/** The place of the backups cannot be read or written. */
export class BackupPlaceUnavailable extends Refusal {
  constructor(place: string, options: { cause: unknown }) {
    const { message = String(options.cause) } = (options.cause ?? {}) as { message?: string }
    super('BackupPlaceUnavailable', 'unavailable', `${place} cannot be used: ${message}`, options)
  }
}

/** A server runs on the database that a backup would replace. */
export class DatabaseInUse extends Refusal {
  constructor(database: string) {
    super('DatabaseInUse', 'conflict', `A server uses the ${database}; stop it first`)
  }
}

/** There is something in the database that a backup would replace. */
export class DatabaseNotEmpty extends Refusal {
  /** @param table one that has rows */
  constructor(database: string, table: string) {
    super(
      'DatabaseNotEmpty',
      'conflict',
      `The ${database} is not empty: the table ${table} has rows. With --replace-everything, all that is in it is lost`,
    )
  }
}

/** The key-encryption key of the installation does not belong to the accounts of the backup. */
export class KeysDoNotOpen extends Refusal {
  constructor(keys: number) {
    super(
      'KeysDoNotOpen',
      'conflict',
      `The key-encryption key at hand opens none of the ${keys} signing keys in the backup: put secrets/ of the former installation, or its variables, in place first`,
    )
  }
}

/** The backup is of a server of another name. */
export class OtherHost extends Refusal {
  constructor(ofBackup: string, here: string) {
    super(
      'OtherHost',
      'conflict',
      `The backup is of ${ofBackup}, and this is ${here}: set PDS_HOSTNAME, or say --other-host if that is meant`,
    )
  }
}
