import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AccountData } from '../account/index.js'
import type { Queryable } from '../database/index.js'
import { TermsAcceptanceStore } from './terms-acceptance.store.js'

/** What a member has agreed to goes with the account. */
@Injectable()
export class TermsData extends AccountData {
  override readonly known = {
    terms: `SELECT version, accepted_at, locale, ip, via, asked FROM terms_acceptance WHERE did = $1 ORDER BY accepted_at`,
  }

  constructor(private readonly acceptances: TermsAcceptanceStore) {
    super()
  }

  override erase(tx: Queryable, did: Did): Promise<void> {
    return this.acceptances.removeOf(tx, did)
  }
}
