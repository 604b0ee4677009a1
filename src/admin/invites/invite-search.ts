import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import {
  INVITE_STATES,
  type InviteCode,
  type InviteState,
  inviteState,
  InviteStore,
  maskedEmail,
  shownCode,
} from '../../account/index.js'
import { Database } from '../../database/index.js'
import { type Grants, mayAssign } from '../../roles/index.js'
import { Clock } from '../../telemetry/index.js'
import type { InvitesOfMemberDto } from '../accounts/account-details.dto.js'
import { InvalidCursor, NotThere } from '../admin.errors.js'
import type { ListDto } from '../api/api.dto.js'
import { listAndCount, pageOf, type Place, sliceOf } from '../api/list-page.js'
import type { ListOptions, ListQuery } from '../api/list-query.js'
import { isTimePlace } from '../api/time-text.js'
import { CustomRoleStore } from '../roles/custom-role.store.js'
import type { InviteCountsDto, InviteDto } from './invites.dto.js'

/** What may be asked of the list of codes. */
export const INVITE_LIST: ListOptions = {
  sorts: ['-createdAt'],
  filters: { state: INVITE_STATES, disabled: ['true', 'false'], forAccount: 'text' },
}

/** Invite codes, as administrators look through them. */
@Injectable()
export class InviteSearch {
  constructor(
    private readonly store: InviteStore,
    private readonly db: Database,
    private readonly customs: CustomRoleStore,
    private readonly clock: Clock,
  ) {}

  /** The page of codes that is asked for. */
  async list(query: ListQuery, grants: Grants): Promise<ListDto<InviteDto>> {
    const { state, disabled, forAccount } = query.filters
    if (query.cursor && !isPlace(query.cursor)) throw new InvalidCursor()
    const now = this.#now()
    const filter = {
      forAccount,
      disabled: disabled === undefined ? undefined : disabled === 'true',
      state: state === undefined ? undefined : { is: state as InviteState, at: now },
    }
    const { found, count } = await listAndCount(
      query,
      () => this.store.list(filter, sliceOf(query)),
      () => this.store.count(filter),
    )
    const show = await this.#viewFor(grants)
    return pageOf(query, {
      found,
      count,
      placeOf: ({ place, id }) => ({ value: place, id }),
      show,
    })
  }

  /** A code. @throws {NotThere} */
  async find(code: string, grants: Grants): Promise<InviteDto> {
    const [invite, show] = await Promise.all([this.store.find(code), this.#viewFor(grants)])
    if (!invite) throw new NotThere('invite code')
    return show(invite)
  }

  /** How many there are in each state. */
  counts(): Promise<InviteCountsDto> {
    return this.store.census(this.#now())
  }

  /** The codes that a member has, and the one that the account was made with. */
  async ofMember(did: Did, grants: Grants): Promise<InvitesOfMemberDto> {
    const [given, usedBy, show] = await Promise.all([
      this.store.givenTo(this.db, [did]),
      this.store.usedBy([did]),
      this.#viewFor(grants),
    ])
    const invitedBy = usedBy.get(did)
    return { data: given.map(show), ...(invitedBy && { invitedBy: show(invitedBy) }) }
  }

  /** Shows codes to somebody: those that give a role are whole for whoever may give it only. */
  async #viewFor(grants: Grants): Promise<(invite: InviteCode) => InviteDto> {
    const now = this.#now()
    const customs = new Map((await this.customs.list()).map((custom) => [custom.id, custom]))
    return (invite) => {
      const { role } = invite
      const held = role && { role: role.id, domain: role.domain, custom: customs.get(role.id) }
      const code = held && !mayAssign(grants, held) ? shownCode(invite.code) : invite.code
      return { ...inviteDto(invite, grants, now), code }
    }
  }

  #now(): Date {
    return new Date(this.clock.nowMs())
  }
}

function isPlace({ value, id }: Place): boolean {
  return isTimePlace(value) && /^\d{1,18}$/.test(id)
}

/** A code as somebody with these grants sees it. */
function inviteDto(invite: InviteCode, grants: Grants, now: Date): Omit<InviteDto, 'code'> {
  const { available, disabled, forAccount, createdBy, maker, createdAt, uses, letter } = invite
  const { expiresAt, emailPattern, handleDomain, suggestedHandle, accountClass, role } = invite
  const shown = (email: string) => (grants.allows('accounts.contact', undefined) ? email : maskedEmail(email))
  return {
    ...{ available, disabled, forAccount, createdBy },
    ...(maker && { maker: { type: maker.type, ...(maker.id !== undefined && { id: maker.id }) } }),
    createdAt: createdAt.toISOString(),
    uses: uses.map(({ usedBy, usedAt, isAwaited }) => ({
      ...{ usedBy, usedAt: usedAt.toISOString() },
      ...(isAwaited && { roleAwaited: true }),
    })),
    state: inviteState(invite, now),
    ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
    ...(emailPattern !== undefined && { emailPattern: shown(emailPattern) }),
    ...(handleDomain !== undefined && { handleDomain }),
    ...(suggestedHandle !== undefined && { prefill: { handle: suggestedHandle } }),
    ...(accountClass && { accountClass }),
    ...(role && { role: role.id }),
    ...(role?.domain !== undefined && { roleDomain: role.domain }),
    ...(letter && { sentTo: shown(letter.to) }),
    ...(letter?.sentAt && { sentAt: letter.sentAt.toISOString() }),
  }
}
