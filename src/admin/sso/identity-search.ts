import { Injectable } from '@nestjs/common'
import { isUUID } from 'class-validator'
import { type Account, maskedEmail } from '../../account/index.js'
import type { Grants } from '../../roles/index.js'
import { type IdentityFilter, IdentityListStore, type ListedIdentity } from '../../sso/index.js'
import type { Administrator } from '../access/administrator.js'
import { InvalidCursor } from '../admin.errors.js'
import type { ListDto } from '../api/api.dto.js'
import { listAndCount, pageOf, sliceOf } from '../api/list-page.js'
import type { ListOptions, ListQuery } from '../api/list-query.js'
import { isTimePlace } from '../api/time-text.js'
import type { ExternalIdentityDto, FoundIdentityDto } from './identities.dto.js'

/** What may be asked of the list of links. */
export const IDENTITY_LIST: ListOptions = {
  sorts: ['-linkedAt'],
  filters: { connection: 'uuid', did: 'text', subject: 'text' },
}
/** More than anybody has. */
const OF_ACCOUNT_MAX = 200

/** Which person of an organization has which account, as administrators look for it. */
@Injectable()
export class IdentitySearch {
  constructor(private readonly store: IdentityListStore) {}

  /** The page that is asked for, of accounts within reach. @throws {InvalidCursor} */
  async list(query: ListQuery, { grants }: Administrator): Promise<ListDto<FoundIdentityDto>> {
    const reach = grants.reach('accounts.view') ?? []
    const { connection: connectionId, did, subject } = query.filters
    const domains = reach === 'everything' ? undefined : reach
    const filter: IdentityFilter = { connectionId, did, subject, domains }
    const slice = sliceOf(query)
    if (slice.after && !(isTimePlace(slice.after.value) && isUUID(slice.after.id))) throw new InvalidCursor()
    const { found, count } = await listAndCount(
      query,
      () => this.store.list(filter, slice),
      () => this.store.count(filter),
    )
    const isWhole = grants.reach('accounts.contact') === 'everything'
    const show = (listed: ListedIdentity) => foundView(listed, isWhole)
    return pageOf(query, { found, count, placeOf: ({ place }) => place, show })
  }

  /** The links of an account, the oldest first. */
  async ofAccount({ did, handle }: Account, grants: Grants): Promise<ExternalIdentityDto[]> {
    const slice = { descending: false, limit: OF_ACCOUNT_MAX, after: undefined }
    const isWhole = grants.allows('accounts.contact', handle)
    return (await this.store.list({ did }, slice)).map((listed) => identityView(listed, isWhole))
  }

  /** The account that a person has. */
  async ofPerson(
    connectionId: string,
    subject: string,
    { grants }: Administrator,
  ): Promise<FoundIdentityDto | undefined> {
    const slice = { descending: false, limit: 1, after: undefined }
    const [listed] = await this.store.list({ connectionId, subject }, slice)
    return listed && foundView(listed, grants.reach('accounts.contact') === 'everything')
  }
}

function foundView(listed: ListedIdentity, isWhole: boolean): FoundIdentityDto {
  return { did: listed.identity.did, ...identityView(listed, isWhole) }
}

function identityView({ place, identity }: ListedIdentity, isWhole: boolean): ExternalIdentityDto {
  const { connectionId, subject, issuer, email, linkedBy, linkedAt, lastLoginAt } = identity
  return {
    ...{ id: place.id, connection: connectionId, subject, issuer, linkedBy },
    ...(email !== undefined && { email: isWhole ? email : maskedEmail(email) }),
    linkedAt: linkedAt.toISOString(),
    ...(lastLoginAt && { lastLoginAt: lastLoginAt.toISOString() }),
  }
}
