import { Refusal } from '../refusal.js'

/** Preferences of applications other than those of this namespace are not kept. */
export class ForeignPreference extends Refusal {
  constructor(namespace: string) {
    super('InvalidRequest', 'invalid', `Some preferences are not in the ${namespace} namespace`)
  }
}

/** What only the account itself may write, with its own password. */
export class PreferenceNotAllowed extends Refusal {
  constructor(types: readonly string[]) {
    super('InvalidRequest', 'invalid', `Do not have authorization to set preferences: ${types.join(', ')}`)
  }
}

/** A namespace that has methods of its own. */
export class NamespaceReserved extends Refusal {
  constructor(namespace: string) {
    super('InvalidRequest', 'invalid', `Preferences of ${namespace} have methods of their own`)
  }
}

/** The account keeps nothing in the namespace. */
export class NamespaceNotFound extends Refusal {
  constructor(namespace: string) {
    super('NamespaceNotFound', 'notFound', `No preferences are kept in ${namespace}`)
  }
}

/** The namespace is not, or is no longer, as whoever writes believes. */
export class PreferencesMoved extends Refusal {
  /** @param cid that it has now, as text; undefined if there is none */
  constructor(cid: string | undefined) {
    super(
      'InvalidSwap',
      'conflict',
      cid ? `The namespace has the CID ${cid}` : 'The namespace does not exist',
    )
  }
}

/** A value is not of its type, or of none that the namespace may have. */
export class InvalidPreference extends Refusal {
  constructor(message: string) {
    super('InvalidPreference', 'invalid', message)
  }
}

/** More than an account may keep. */
export class PreferencesTooLarge extends Refusal {
  constructor(message: string) {
    super('PreferencesTooLarge', 'invalid', message)
  }
}

/** A document of preferences that cannot be read to its end. */
export class InvalidDocument extends Refusal {
  /** @param line its number, from 1; undefined if it is about the whole */
  constructor(message: string, line?: number) {
    super('InvalidDocument', 'invalid', line === undefined ? message : `Line ${line}: ${message}`)
  }
}
