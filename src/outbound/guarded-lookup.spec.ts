import type { LookupAddress } from 'node:dns'
import { guardedLookup } from './guarded-lookup.js'
import { HostLookup } from './host-lookup.js'

type Result = { problem: string } | { addresses: string | LookupAddress[] }

/** A name whose addresses are others each time it is looked up. */
class ChangingHosts extends HostLookup {
  lookups = 0
  constructor(private readonly answers: string[][]) {
    super()
  }
  override all(...[, , found]: Parameters<HostLookup['all']>): void {
    const addresses = this.answers[this.lookups++] ?? []
    found(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
}

const PUBLIC = '198.41.0.4'
const PUBLIC_V6 = '2001:500:1::53'

function look(hosts: HostLookup, all = true): Promise<Result> {
  return new Promise((resolve) =>
    guardedLookup(hosts)('host.example', { all }, (error, addresses) =>
      resolve(error ? { problem: error.message } : { addresses }),
    ),
  )
}

describe('a guarded lookup', () => {
  test('gives the connection the very addresses that it has checked, and looks them up once', async () => {
    const hosts = new ChangingHosts([[PUBLIC, PUBLIC_V6], ['127.0.0.1']])
    expect(await look(hosts)).toEqual({
      addresses: [
        { address: PUBLIC, family: 4 },
        { address: PUBLIC_V6, family: 6 },
      ],
    })
    expect(hosts.lookups).toBe(1)
  })

  test('checks anew for the next connection', async () => {
    const hosts = new ChangingHosts([[PUBLIC], ['127.0.0.1']])
    await look(hosts)
    expect(await look(hosts)).toEqual({ problem: 'host.example is not a public host' })
  })

  test('gives one address to who wants one', async () => {
    expect(await look(new ChangingHosts([[PUBLIC, PUBLIC_V6]]), false)).toEqual({ addresses: PUBLIC })
  })

  test.each([
    ['one of many is private', [PUBLIC, '10.0.0.1']],
    ['all are private', ['192.168.0.1', 'fd00::1']],
    ['one is IPv4 in disguise', ['::ffff:127.0.0.1']],
    ['one is no address', ['not an address']],
  ])('fails when %s', async (_what, addresses) => {
    expect(await look(new ChangingHosts([addresses]))).toEqual({
      problem: 'host.example is not a public host',
    })
  })

  test('fails when there is none', async () => {
    expect(await look(new ChangingHosts([[]]))).toEqual({ problem: 'host.example has no address' })
  })
})
