import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { INestApplicationContext } from '@nestjs/common'
import { ModulesContainer, NestFactory } from '@nestjs/core'
import { bundledLexicons } from '@guildhall/lexicon'
import { AppModule } from '../../src/app.module.js'
import { type RouteEntry, routeTable } from '../../src/xrpc/index.js'
import { findRoutes } from '../../src/xrpc/route-table.js'
import { ROOT } from './overlay.js'

const run = promisify(execFile)
/** The script builds first. */
const SCRIPT_MAX_MS = 90_000

let app: INestApplicationContext

beforeAll(async () => {
  // In preview, modules are put together but nothing in them is made: no settings, no database.
  const options = { preview: true, logger: false, abortOnError: false } as const
  app = await NestFactory.createApplicationContext(AppModule, options)
}, SCRIPT_MAX_MS)

const line = ({ method, path, kind, access, limit }: RouteEntry) =>
  [method, path, kind, access, ...(limit ? [limit] : [])].join(' | ')

describe('the routes of the server', () => {
  it('are those that were agreed on, each with its policy and limit', () => {
    expect(routeTable(app).map(line)).toMatchSnapshot()
  })

  it('all say who may use them', () => {
    expect(findRoutes(app.get(ModulesContainer, { strict: false })).unstated).toEqual([])
  })

  it('of administrators that change an account look at who ranks above whom', () => {
    const changes = routeTable(app).filter(({ access }) =>
      /^admin( or moderation service)? \(accounts\.(?!view)/.test(access),
    )
    expect(changes.map(({ path }) => path)).toContain('/xrpc/com.atproto.admin.updateAccountPassword')
    expect(changes.filter(({ access }) => !access.endsWith('above the account'))).toEqual([])
  })

  it('of methods are methods of the lexicons, and there once', () => {
    const methods = routeTable(app).filter(({ kind }) => kind !== 'page')
    const nsids = methods.map(({ path }) => path.replace('/xrpc/', ''))
    const lexicons = bundledLexicons()
    expect(nsids.filter((nsid) => lexicons.method(nsid)?.kind === undefined)).toEqual([])
    expect(methods.map(({ kind }) => kind)).toEqual(nsids.map((nsid) => lexicons.method(nsid)!.kind))
    expect(nsids.filter((nsid, i) => nsids.indexOf(nsid) !== i)).toEqual([])
  })

  it(
    'are printed by `npm run routes`, for people and for machines',
    async () => {
      const script = join(ROOT, 'scripts/routes.mjs')
      const json = await run(process.execPath, [script, '--json'], { cwd: ROOT })
      expect(JSON.parse(json.stdout)).toEqual(routeTable(app))
      const text = await run(process.execPath, [script], { cwd: ROOT })
      expect(text.stdout.trim().split('\n')).toHaveLength(routeTable(app).length + 1)
    },
    SCRIPT_MAX_MS,
  )
})
