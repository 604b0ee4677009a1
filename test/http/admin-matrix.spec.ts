import { ROLE_IDS, ROLES, type RoleId } from '../../src/roles/index.js'
import { AdminApi, type Operation, operations } from '../support/admin-api.js'
import { WholeServer } from '../support/whole-server.js'

const NOBODY = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa'
const VALUES: Record<string, string> = {
  did: NOBODY,
  code: 'none',
  cid: 'none',
  collection: 'com.example.none',
  rkey: 'none',
  role: 'none',
  token: '00000000-0000-7000-8000-000000000000',
  job: '00000000-0000-7000-8000-000000000000',
  id: '00000000-0000-7000-8000-000000000000',
  queue: 'none',
  host: 'none.example.com',
  name: 'none',
  delivery: '00000000-0000-7000-8000-000000000000',
  group: 'sign-up',
  domain: 'none.example.com',
  handle: 'none.example.com',
}
const ROOT = '/admin/v1/'
/** Ends what all others need. */
const LAST = 'signOut'

let server: WholeServer
let api: AdminApi
const members = new Map<RoleId, AdminApi>()
let plain: AdminApi

const pathOf = ({ path }: Operation) =>
  path.slice(ROOT.length).replace(/\{(\w+)\}/g, (_whole, name: string) => VALUES[name] ?? 'unknown')

beforeAll(async () => {
  server = await WholeServer.start({ PDS_RATE_LIMITS_ENABLED: 'false' })
  api = new AdminApi(server)
  for (const role of ROLE_IDS) {
    const { did } = await server.signUp()
    const { status } = await api.assign(did, role)
    expect(status).toBe(201)
    members.set(role, await api.signedIn(did))
  }
  plain = await api.signedIn((await server.signUp()).did)
})
afterAll(() => server?.close())

it('the description knows what to fill in', () => {
  for (const operation of operations()) expect(pathOf(operation)).not.toContain('unknown')
})

describe.each(ROLE_IDS)('%s', (role) => {
  const ordered = operations().sort((one, other) => Number(one.id === LAST) - Number(other.id === LAST))
  it.each(ordered.map((one) => [`${one.method} ${one.path}`, one] as const))(
    '%s',
    async (_name, operation) => {
      const { method, permission } = operation
      const { status, json } = await members
        .get(role)!
        .send(method, pathOf(operation), method === 'GET' ? undefined : {})
      const isAllowed =
        permission === 'self' || (ROLES[role].permissions as readonly string[]).includes(permission)
      const outcome =
        json.code === 'permission_denied' ? 'denied' : status === 401 || status === 403 ? status : 'let in'
      expect({ outcome, isServed: status !== 500 }).toEqual({
        outcome: isAllowed ? 'let in' : 'denied',
        isServed: true,
      })
    },
  )
})

describe('somebody without a role', () => {
  it.each(operations().map((one) => [`${one.method} ${one.path}`, one] as const))(
    '%s',
    async (_name, operation) => {
      const { method } = operation
      const body = method === 'GET' ? undefined : {}
      for (const who of [plain, api.as({}), api.as({ authorization: 'Bearer pdsadm_none' })]) {
        const { status, json } = await who.send(method, pathOf(operation), body)
        expect([status, json.code]).toEqual([401, 'authentication_required'])
      }
    },
  )
})
