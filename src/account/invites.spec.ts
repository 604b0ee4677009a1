import { randomBytes } from 'node:crypto'
import type { Did } from '@guildhall/syntax'
import type { ServiceConfig } from '../config/index.js'
import type { Queryable, UnitOfWork } from '../database/index.js'
import type { Clock, Random } from '../telemetry/index.js'
import type { InviteCode } from './invite-code.js'
import { InviteStore, type ListedInvite, type NewInviteCodes } from './invite.store.js'
import { Invites } from './invites.js'

const ALICE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const NOW_MS = Date.UTC(2026, 0, 1)
const TX = {} as Queryable

class FakeStore extends InviteStore {
  readonly added: NewInviteCodes[] = []
  override async add(on: Queryable, codes: NewInviteCodes): Promise<void> {
    expect(on).toBe(TX)
    this.added.push(codes)
  }

  override async usable(): Promise<undefined> {}

  override async redeem(): Promise<undefined> {}

  override async awaited(): Promise<never[]> {
    return []
  }

  override async find(): Promise<undefined> {}

  override async invited(): Promise<string[]> {
    return []
  }

  override async sent(): Promise<void> {}

  override async census() {
    return { open: 0, used: 0, expired: 0, revoked: 0, sent: 0 }
  }

  override async givenTo(): Promise<InviteCode[]> {
    return []
  }

  override async usedBy(): Promise<Map<Did, InviteCode>> {
    return new Map()
  }

  override async disable(): Promise<void> {}

  override async page(): Promise<ListedInvite[]> {
    return []
  }

  override async list(): Promise<ListedInvite[]> {
    return []
  }

  override async count(): Promise<number> {
    return 0
  }
}

function setUp() {
  const store = new FakeStore()
  const work = { run: (step: (tx: Queryable) => unknown) => step(TX) } as unknown as UnitOfWork
  const config = { hostname: 'pds.example.com', inviteRequired: true } as ServiceConfig
  const random = { bytes: randomBytes } as unknown as Random
  return { store, invites: new Invites(store, work, config, { nowMs: () => NOW_MS } as Clock, random) }
}

describe('Invites', () => {
  test('makes codes that say where they are good, for nobody in particular', async () => {
    const { invites, store } = setUp()
    const made = await invites.create({ codeCount: 2, useCount: 3 })
    expect(made).toEqual([{ account: 'admin', codes: expect.any(Array) }])
    const { codes } = made[0]!
    for (const code of codes) expect(code).toMatch(/^pds-example-com-[a-z2-7]{5}-[a-z2-7]{5}$/)
    expect(new Set(codes).size).toBe(2)
    const createdAt = new Date(NOW_MS)
    expect(store.added).toEqual([{ codes, uses: 3, forAccount: 'admin', createdBy: 'admin', createdAt }])
  })

  test('makes codes for each account, in the order they were named', async () => {
    const { invites, store } = setUp()
    const made = await invites.create({ codeCount: 1, useCount: 1, accounts: [ALICE, 'did:web:bob.test'] })
    expect(made.map(({ account }) => account)).toEqual([ALICE, 'did:web:bob.test'])
    expect(store.added.map(({ forAccount }) => forAccount)).toEqual([ALICE, 'did:web:bob.test'])
  })

  test.each([
    { codeCount: 1, useCount: 0 },
    { codeCount: 1, useCount: -1 },
    { codeCount: 1, useCount: 2 ** 31 },
    { codeCount: 0, useCount: 1 },
    { codeCount: -1, useCount: 1 },
    { codeCount: 10_001, useCount: 1 },
    { codeCount: 5_001, useCount: 1, accounts: [ALICE, 'did:web:bob.test'] },
  ])('makes none as ordered by %j', async (order) => {
    const { invites, store } = setUp()
    await expect(invites.create(order)).rejects.toMatchObject({ code: 'InvalidRequest', kind: 'invalid' })
    expect(store.added).toEqual([])
  })
})
