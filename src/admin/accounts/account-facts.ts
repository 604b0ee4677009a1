import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Facts, type FactsChange, MemberFacts } from '../../account/index.js'
import { BlobAllowances } from '../../blob/index.js'
import type { Queryable } from '../../database/index.js'
import type { Grants } from '../../roles/index.js'
import type { MemberFactsDto } from './account-details.dto.js'

/** What the organization knows of an account, and how much it may store if that is something of its own (bytes). */
export type KnownFacts = Facts & { readonly quotaBytes?: number | undefined }

/** What is to be changed of them: null takes away, what is absent stays. */
export type KnownFactsChange = FactsChange & { readonly quotaBytes?: number | null | undefined }

/** What the organization knows of accounts, wherever it is kept. */
@Injectable()
export class AccountFacts {
  constructor(
    private readonly memberFacts: MemberFacts,
    private readonly allowances: BlobAllowances,
  ) {}

  async of(did: Did, on?: Queryable): Promise<KnownFacts> {
    const facts = await this.memberFacts.of([did], on)
    return { ...facts.get(did), quotaBytes: await this.allowances.ownQuota(did, on) }
  }

  /** Inside the caller's transaction. */
  async change(tx: Queryable, did: Did, { quotaBytes, ...facts }: KnownFactsChange): Promise<void> {
    if (quotaBytes === undefined) await this.memberFacts.change(tx, did, facts)
    else await this.allowances.giveQuota(tx, did, quotaBytes)
  }
}

/** Facts of an account as somebody with these grants sees them. */
export function factsView(
  { externalId, class: kind, displayName, locale, note, tags = [], quotaBytes }: KnownFacts,
  handle: string | undefined,
  grants: Grants,
): MemberFactsDto {
  const isNoteShown = grants.allows('accounts.note', handle) || grants.allows('accounts.contact', handle)
  return {
    ...(externalId !== undefined && { externalId }),
    ...(kind !== undefined && { class: kind }),
    ...(displayName !== undefined && { displayName }),
    ...(locale !== undefined && { locale }),
    ...(note !== undefined && isNoteShown && { note }),
    tags: [...tags],
    ...(quotaBytes !== undefined && { quotaBytes }),
  }
}
