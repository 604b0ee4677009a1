import { K256Key } from '@guildhall/crypto'
import { genesisOperation } from '@guildhall/identity'
import type { Handle } from '@guildhall/syntax'
import { AnsweringServer } from '../support/answering-server.js'
import type { DashboardWorld } from './dashboard-world.js'

const TEST_MAX_MS = 120_000
const PEOPLE = 3

/** Those who are to move here, by a file. */
export function moveTasks(world: DashboardWorld): void {
  let old: AnsweringServer
  beforeAll(async () => {
    old = await AnsweringServer.json({ did: 'did:web:old.test', availableUserDomains: ['.old.test'] })
  })
  afterAll(() => old?.close())

  /** An account at another server. */
  async function elsewhere(at: number): Promise<string> {
    const key = K256Key.fromHex(String(7_000 + at).padStart(64, '0'))
    const handle = `mover${at}.old.test` as Handle
    const wanted = { signingKey: key.didKey, handle, rotationKeys: [key.didKey], pdsUrl: old.url }
    const { did, operation } = genesisOperation(wanted, key)
    const json = { 'content-type': 'application/json' }
    const kept = await world.server.request('POST', `/plc/${did}`, json, JSON.stringify(operation))
    expect(kept.status).toBe(200)
    return did
  }

  it(
    'invite people from a file, after having seen what is in the way',
    async () => {
      const dids = await Promise.all(Array.from({ length: PEOPLE }, (_none, at) => elsewhere(at)))
      const rows = dids.map((did, at) => `${did};"mover${at}@example.com"`)
      const csv = ['Konto;E-Mail', ...rows, 'nobody.invalid;nobody@example.com'].join('\n')
      await world.visit(async (visit) => {
        const { page } = visit
        await visit.signIn()
        await visit.find('moves', 'Moves')
        await page.getByRole('link', { name: 'Invite by a file' }).click()
        await page.waitForSelector('h1:has-text("Invite people by a file")')
        expect(await visit.lookAt('moves-file')).toEqual([])
        const file = { name: 'movers.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) }
        await page.getByLabel('File', { exact: true }).setInputFiles(file)
        await page.waitForSelector(`:text("movers.csv: ${PEOPLE + 1} rows")`)
        expect(await page.locator('.mapping td:last-child').allTextContents()).toEqual([
          dids[0],
          'mover0@example.com',
          '',
        ])
        await page.getByLabel('Language of the letters').selectOption('de')
        expect(await visit.lookAt('moves-columns')).toEqual([])
        await visit.press('Try it')
        await page.waitForSelector(`button:enabled:has-text("Invite ${PEOPLE} people")`)
        expect(await visit.lookAt('moves-tried')).toEqual([])
        expect((await world.ask('GET', 'migrations/invited')).json['data']).toEqual([])
        await visit.press(`Invite ${PEOPLE} people`)
        await page.waitForSelector('[role=dialog] textarea:focus')
        await page.keyboard.type('New members')
        expect(await visit.lookAt('moves-run')).toEqual([])
        await visit.press('Run')
        await page.waitForURL(/\/admin\/bulk\/[0-9a-f-]{36}$/)
        await page.waitForSelector('button:has-text("Result file")')
        expect(visit.faults).toEqual([])
      })
      const { json } = await world.ask('GET', 'migrations/invited')
      const invited = json['data'] as { did: string; state: string }[]
      expect(invited.map(({ did }) => did).sort()).toEqual([...dids].sort())
      const letters = await world.server.sql('SELECT DISTINCT language FROM guided_move')
      expect(letters).toEqual([{ language: 'de' }])
      await world.server.sql('DELETE FROM guided_move')
    },
    TEST_MAX_MS,
  )
}
