import type { Did } from '@guildhall/syntax'
import type { Account } from '../account/index.js'
import type { DidDocuments } from '../identity/index.js'
import type { AuthConfig } from './auth.config.js'
import { SessionViews } from './session-views.js'

const ALICE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const ACCOUNT = {
  did: ALICE,
  handle: 'alice.test',
  email: 'alice@example.com',
  emailConfirmedAt: undefined,
  status: 'active',
} as Account

function view(
  account: Account,
  { withDocument = false, document = async () => ({ id: ALICE }) as object | undefined } = {},
) {
  const documents = { resolve: document } as unknown as DidDocuments
  return new SessionViews(documents, { didDocWithSession: withDocument } as AuthConfig).view(account)
}

describe('SessionViews', () => {
  test('describes an account to its owner', async () => {
    expect(await view(ACCOUNT)).toEqual({
      did: ALICE,
      handle: 'alice.test',
      email: 'alice@example.com',
      emailConfirmed: false,
      active: true,
    })
  })

  test.each(['deactivated', 'takendown', 'suspended'] as const)('says that it is %s', async (status) => {
    expect(await view({ ...ACCOUNT, status })).toMatchObject({ active: false, status })
  })

  test('does without handle and address', async () => {
    const shown = await view({
      ...ACCOUNT,
      handle: undefined,
      email: undefined,
      emailConfirmedAt: new Date(0),
    })
    expect(shown).toEqual({ did: ALICE, handle: 'handle.invalid', emailConfirmed: true, active: true })
  })

  test('brings the document where that is wanted, and if it can be had', async () => {
    expect(await view(ACCOUNT, { withDocument: true })).toMatchObject({ didDoc: { id: ALICE } })
    const gone = { withDocument: true, document: async () => undefined }
    expect(await view(ACCOUNT, gone)).not.toHaveProperty('didDoc')
    const away = { withDocument: true, document: () => Promise.reject(new Error('the directory is away')) }
    expect(await view(ACCOUNT, away)).not.toHaveProperty('didDoc')
  })
})
