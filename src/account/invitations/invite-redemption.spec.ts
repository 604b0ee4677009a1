import type { Did } from '@guildhall/syntax'
import type { Contributions } from '../../contributions/index.js'
import type { ServiceConfig } from '../../config/index.js'
import type { Queryable } from '../../database/index.js'
import type { Clock } from '../../telemetry/index.js'
import type { WebhookOutbox } from '../../webhooks/index.js'
import type { InviteStore } from '../invite.store.js'
import { InviteGift, type RedeemedInvite } from './invite-gift.js'
import { InviteRedemption } from './invite-redemption.js'
import type { InviteTerms } from './invite-terms.js'

const ALICE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const TX = {} as Queryable
const CODE = 'pds-example-com-abcde-fghij'
const INVITEE = { email: 'ada@example.org', handleDomain: 'people.example' }

function setUp(terms: InviteTerms | undefined) {
  const told: unknown[] = []
  const given: unknown[] = []
  const late: unknown[] = []
  const awaited = async () => (terms ? [{ ...terms, code: CODE }] : [])
  const store = { usable: async () => terms, redeem: async () => terms, awaited } as unknown as InviteStore
  class Gift extends InviteGift {
    override async give(...args: [Queryable, Did, RedeemedInvite]) {
      given.push(args)
    }
  }
  class LateGift extends Gift {
    override readonly takesProof = true
    override async give(...[, did]: [Queryable, Did, RedeemedInvite]) {
      late.push(did)
    }
  }
  const contributions = { of: () => [new Gift(), new LateGift()] }
  const outbox = { record: async (_: Queryable, event: unknown) => void told.push(event) }
  const redemption = new InviteRedemption(
    store,
    contributions as unknown as Contributions,
    outbox as unknown as WebhookOutbox,
    { inviteRequired: true } as ServiceConfig,
    { nowMs: () => 0 } as Clock,
  )
  return { redemption, told, given, late }
}

describe('InviteRedemption', () => {
  test('refuses what cannot be redeemed, early and in the end', async () => {
    const { redemption, told } = setUp(undefined)
    const refused = { code: 'InvalidInviteCode', message: 'Provided invite code not available' }
    await expect(redemption.check(CODE, INVITEE)).rejects.toMatchObject(refused)
    await expect(redemption.redeem(TX, CODE, ALICE)).rejects.toMatchObject(refused)
    expect(told).toEqual([])
  })

  test('refuses what is for somebody else', async () => {
    const { redemption } = setUp({ emailPattern: 'bob@example.org' })
    expect(await redemption.isGood(CODE, INVITEE)).toBe(false)
    await expect(redemption.check(CODE, INVITEE)).rejects.toMatchObject({
      code: 'InvalidInviteCode',
      message: 'This invite code is for another email address',
    })
  })

  test('has the account given what it promises, and tells of the use, but not the code', async () => {
    const { redemption, told, given, late } = setUp({ accountClass: 'team' })
    await redemption.check(CODE, INVITEE)
    expect(await redemption.isGood(CODE, INVITEE)).toBe(true)
    await redemption.redeem(TX, CODE, ALICE)
    expect(given).toEqual([[TX, ALICE, { accountClass: 'team', shownCode: 'pds-example-com-abcde-…' }]])
    expect(late).toEqual([])
    expect(told).toEqual([{ type: 'invite.used', data: { invite: 'pds-example-com-abcde-…', did: ALICE } }])
  })

  test('gives what takes a confirmed address when there is one, and nothing twice', async () => {
    const { redemption, told, given, late } = setUp({ emailPattern: 'ada@example.org' })
    await redemption.fulfil(TX, ALICE, 'ada@example.org')
    expect([late, given, told]).toEqual([[ALICE], [], []])
  })
})
