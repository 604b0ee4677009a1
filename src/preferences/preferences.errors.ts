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
