import type { Did } from '@guildhall/syntax'
import type { BulkRow } from './bulk-job.js'
import { MemberMaking } from './member-making.js'

const DID = 'did:plc:alice' as Did

describe('what is left when the account of a row is there', () => {
  const sent: string[] = []
  const making = new MemberMaking(
    { byDid: async () => ({ did: DID, email: 'alice@example.com' }) } as never,
    {} as never,
    { giveRole: async (_did: Did, role: string) => role === 'help-desk' } as never,
    { send: async ({ did }: { did: Did }) => void sent.push(did) } as never,
    {} as never,
  )
  const finish = (role?: string) => making.finish({ input: { role } } as BulkRow, DID, {} as never)
  beforeEach(() => sent.splice(0))

  it.each([[undefined], ['help-desk']])(
    'with the role %p is done, and no letter is sent again',
    async (role) => {
      expect(await finish(role)).toEqual({ outcome: 'created', did: DID })
      expect(sent).toEqual([])
    },
  )

  it('is said of a role that is gone meanwhile', async () => {
    expect(await finish('gone')).toMatchObject({
      outcome: 'created',
      detail: 'There is no role gone any more',
    })
  })
})
