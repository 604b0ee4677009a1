import { Refusal } from '../../refusal.js'

/** A file that is no whole and well-formed repository of the account. */
export class InvalidImport extends Refusal {
  constructor(message: string, options?: ErrorOptions) {
    super('InvalidRequest', 'invalid', message, options)
  }
}

/** A block of the repository is not in the file. */
export class BlockMissing extends InvalidImport {}

/** The file is larger than this server takes. */
export class ImportTooLarge extends Refusal {
  constructor(message: string) {
    super('PayloadTooLarge', 'tooLarge', message)
  }
}

/** What had arrived of a file is not there any more: the database crashed, or the import was given up. */
export class ImportLost extends Refusal {
  constructor() {
    super('NotEnoughResources', 'unavailable', 'What had arrived of the file was lost, please try again')
  }
}

/** The repository was changed before an import that was interrupted could be finished. */
export class ImportOvertaken extends Refusal {
  constructor() {
    super('InvalidRequest', 'conflict', 'The repository has changed since the file arrived')
  }
}

/** The operator has closed imports. */
export class ImportsClosed extends Refusal {
  constructor() {
    super('InvalidRequest', 'invalid', 'Service is not accepting repo imports')
  }
}

/** Another import into the same repository is under way, or too many at all. */
export class ImportsBusy extends Refusal {
  constructor() {
    super('NotEnoughResources', 'unavailable', 'Another import is under way, please try again later')
  }
}
