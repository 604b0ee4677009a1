import type { FastifyReply, FastifyRequest } from 'fastify'
import { AtprotoDidController } from './atproto-did.controller.js'
import type { HandleLookup } from './handle-lookup.js'

const ALICE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa'

function setUp() {
  const asked: string[] = []
  const types: string[] = []
  const lookup = {
    hosted: async (handle: string) => {
      asked.push(handle)
      return handle === 'alice.main.test' ? ALICE : undefined
    },
  } as unknown as HandleLookup
  const reply = { type: (type: string) => types.push(type) } as unknown as FastifyReply
  const controller = new AtprotoDidController(lookup)
  return { asked, types, show: (hostname: string) => controller.show({ hostname } as FastifyRequest, reply) }
}

describe('/.well-known/atproto-did', () => {
  test.each(['alice.main.test', 'Alice.MAIN.test'])('%s is answered with the DID as text', async (host) => {
    const { show, types } = setUp()
    expect(await show(host)).toBe(ALICE)
    expect(types).toEqual(['text/plain; charset=utf-8'])
  })

  test('a name that nobody has is not found', async () => {
    const { show, types } = setUp()
    await expect(show('bob.main.test')).rejects.toMatchObject({ status: 404, message: 'User not found' })
    expect(types).toEqual([])
  })

  test.each(['', 'localhost', '127.0.0.1', '[::1]', 'a b.test', 'a\u0000.test', 'ſ.test'])(
    'the host %j cannot be a handle, and is not looked for',
    async (host) => {
      const { show, asked } = setUp()
      await expect(show(host)).rejects.toMatchObject({ status: 404 })
      expect(asked).toEqual([])
    },
  )
})
