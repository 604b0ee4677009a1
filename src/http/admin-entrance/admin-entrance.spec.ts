import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import fastify, { type FastifyInstance } from 'fastify'
import { AdminEntranceConfig, configOf, Environment } from '../../config/index.js'
import { Log } from '../../telemetry/index.js'
import { AdminEntrance } from './admin-entrance.js'

const HOME = 'https://pds.example.com'

let server: FastifyInstance
let entrance: AdminEntrance

const start = async (settings: Partial<AdminEntranceConfig>) => {
  server = fastify({ trustProxy: true })
  entrance = new AdminEntrance(configOf(AdminEntranceConfig, settings), Log.silent())
  entrance.close(server)
  for (const path of ['/admin', '/admin/v1/me', '/administrators', '/xrpc/_health'])
    server.get(path, () => 'here')
  await server.listen({ port: 0, host: '127.0.0.1' })
  await entrance.listen(server)
}
const statusAt = async (port: number, path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status
const publicPort = () => (server.server.address() as { port: number }).port
const statusOf = async (path: string, host: string, more: Record<string, string> = {}) => {
  const asked = request({ host: '127.0.0.1', port: publicPort(), path, headers: { host, ...more } }).end()
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  answer.resume()
  return answer.statusCode
}

afterEach(async () => {
  await entrance.onApplicationShutdown()
  await server.close()
})

it('without settings, the administration is where everything else is', async () => {
  await start({})
  expect(entrance.port).toBeUndefined()
  expect(await statusAt(publicPort(), '/admin/v1/me')).toBe(200)
})

it('on a port of its own it is to be had there only, however its address is written', async () => {
  await start({ port: 0, bindAddress: '127.0.0.1' })
  for (const path of ['/admin', '/admin/v1/me', '/%61dmin/v1/me', '/admin/v1/me?x=/xrpc/_health']) {
    expect([path, await statusAt(publicPort(), path)]).toEqual([path, 404])
    expect([path, await statusAt(entrance.port!, path)]).toEqual([path, 200])
  }
  for (const path of ['/administrators', '/xrpc/_health'])
    expect(await statusAt(publicPort(), path)).toBe(200)
})

it('under a host name of its own it is to be had there only', async () => {
  await start({ hostname: 'admin.example.com' })
  expect(await statusOf('/admin/v1/me', 'admin.example.com')).toBe(200)
  expect(await statusOf('/admin/v1/me', 'ADMIN.example.com:8443')).toBe(200)
  for (const host of ['pds.example.com', 'admin.example.com.evil.example', 'example.com'])
    expect(await statusOf('/admin/v1/me', host)).toBe(404)
  expect(await statusOf('/xrpc/_health', 'pds.example.com')).toBe(200)
})

it.each([
  ['admin.example.com', 'admin.example.com', 200],
  ['pds.example.com', 'admin.example.com', 404],
  ['admin.example.com', 'pds.example.com', 404],
])('who asks %s through a proxy, and says that it was %s, gets %i', async (host, forwarded, status) => {
  await start({ hostname: 'admin.example.com' })
  expect(await statusOf('/admin/v1/me', host, { 'x-forwarded-host': forwarded })).toBe(status)
})

it.each([
  [{}, 'https://pds.example.com', undefined, false],
  [{ PDS_ADMIN_PORT: '8443' }, 'https://pds.example.com:8443', HOME, false],
  [{ PDS_ADMIN_HOSTNAME: 'Admin.example.com' }, 'https://admin.example.com', HOME, true],
  [
    { PDS_ADMIN_PORT: '2584', PDS_ADMIN_URL: 'https://ops.example.com/' },
    'https://ops.example.com',
    HOME,
    true,
  ],
  [{ PDS_ADMIN_HOSTNAME: 'pds.example.com' }, 'https://pds.example.com', undefined, false],
])('with %j, browsers find it at %s', async (more, origin, home, isOtherHost) => {
  await start({})
  const environment = Environment.of({ PDS_HOSTNAME: 'pds.example.com', ...more })
  expect(environment.section(AdminEntranceConfig)).toMatchObject({ origin, home, isOtherHost })
})
