import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import { type TermsAcceptance, TermsAcceptanceStore } from './terms-acceptance.store.js'

/** Acceptances in the table `terms_acceptance`. */
@Injectable()
export class PgTermsAcceptanceStore extends TermsAcceptanceStore {
  override async add(tx: Queryable, { did, version, at, locale, ip }: TermsAcceptance): Promise<void> {
    await tx.query({
      text: `INSERT INTO terms_acceptance (did, version, accepted_at, locale, ip) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (did, version) DO NOTHING`,
      values: [did, version, at, locale ?? null, ip ?? null],
    })
  }

  override async removeOf(tx: Queryable, did: Did): Promise<void> {
    await tx.query({ text: 'DELETE FROM terms_acceptance WHERE did = $1', values: [did] })
  }
}
