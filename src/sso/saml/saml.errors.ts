import { Refusal } from '../../refusal.js'

/** What is to be the metadata of a provider is not. */
export class UnreadableMetadata extends Refusal {
  /** @param why in a few words */
  constructor(why: string) {
    super('unreadable_metadata', 'invalid', `These are not the metadata of the provider: ${why}`)
  }
}

/** The metadata of a provider cannot be read where it publishes them, or are not those of this provider alone. */
export class MetadataOutOfReach extends Refusal {
  /** @param why for administrators, who have given the address */
  constructor(why: string) {
    super('metadata_out_of_reach', 'unavailable', why)
  }
}

/** There is a next key already. */
export class NextKeyThere extends Refusal {
  constructor() {
    super('next_certificate_there', 'conflict', 'There is a next certificate already; use it first')
  }
}

/** There is no next key. */
export class NextKeyMissing extends Refusal {
  constructor() {
    super('no_next_certificate', 'conflict', 'There is no next certificate')
  }
}

/** The connection speaks another protocol. */
export class NoSamlConnection extends Refusal {
  constructor() {
    super('no_saml_connection', 'invalid', 'The connection is none of SAML')
  }
}
