import { com } from '@guildhall/lexicon'
import { BlobMember } from '../support/blob-member.js'
import { bearer } from '../support/whole-server.js'
import type { DashboardWorld } from './dashboard-world.js'

const TEST_MAX_MS = 120_000
/** Each of them gets an identity, a repository and a letter, on a machine that may be busy with other tests. */
const IMPORT_MAX_MS = 400_000
const ROWS = Number(process.env.DASHBOARD_ROWS ?? 40)
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

/** People as another program writes them: its own names of columns, quoted names with separators, one row that is none. */
const CSV = [
  'Work e-mail;Login;Full name;Employee ID',
  ...Array.from(
    { length: ROWS - 1 },
    (_, i) => `person${i}@example.com;person${i}.test;"Person; ${i}";E${i}`,
  ),
  'nobody@example.com;not a handle;Nobody;E-1',
].join('\n')

/** What those who look after people do, without a mouse. */
export function peopleTasksByKeyboard(world: DashboardWorld): void {
  it(
    'take down the picture of a post, and restore it',
    async () => {
      const member = await world.server.signUp({ handle: 'painter.test', email: 'painter@example.com' })
      const author = new BlobMember(world.server, member)
      const image = await author.blob(PICTURE, { 'content-type': 'image/png' })
      const post = {
        $type: 'app.bsky.feed.post',
        text: 'Look',
        createdAt: new Date(world.server.clock.nowMs()).toISOString(),
        embed: { $type: 'app.bsky.embed.images', images: [{ alt: 'A dot', image }] },
      }
      const record = { repo: member.did, collection: 'app.bsky.feed.post', record: post }
      const made = await world.server.post(
        com.atproto.repo.createRecord.nsid,
        record,
        bearer(member.accessJwt),
      )
      expect(made.status).toBe(200)
      const cid = image.ref.$link
      await world.visit(async (visit) => {
        const { page } = visit
        await visit.signIn()
        await visit.find('painter', 'painter.test')
        await visit.tabTo('Overview')
        while ((await page.evaluate('document.activeElement.textContent')) !== 'Files')
          await page.keyboard.press('ArrowRight')
        await page.keyboard.press('Enter')
        await visit.settled()
        await page.waitForSelector('td:has-text("app.bsky.feed.post/")')
        for (const [action, badge, status] of [
          ['Take down', 'Taken down', 400],
          ['Restore', 'Served', 200],
        ] as const) {
          await visit.press(`${action}: ${cid}`)
          await page.waitForSelector('[role=dialog] textarea:focus')
          await page.keyboard.type('Reported by the painter')
          await visit.press(action)
          await page.waitForSelector('[role=dialog]', { state: 'detached' })
          await page.waitForSelector(`td .badge:has-text("${badge}")`)
          expect((await author.get(cid)).status).toBe(status)
        }
        expect(visit.faults).toEqual([])
      })
    },
    TEST_MAX_MS,
  )

  it(
    `import ${ROWS} people from a file, after having seen what would happen`,
    () =>
      world.visit(async (visit) => {
        const { page } = visit
        await visit.signIn()
        await visit.find('bulk', 'Bulk work')
        await visit.press('Import accounts')
        await page.waitForSelector('h1:has-text("Import accounts")')
        // Chromium has to know that it is waited for before somebody presses a key.
        const chooser = page.waitForEvent('filechooser')
        await visit.tabTo('File')
        await page.keyboard.press('Enter')
        const file = { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) }
        await (await chooser).setFiles(file)
        await page.waitForSelector(`:text("people.csv: ${ROWS} rows")`)
        // The names of the columns were good enough.
        expect(await page.locator('.mapping td:last-child').allTextContents()).toEqual([
          'person0@example.com',
          'person0.test',
          'Person; 0',
          '',
          '',
          'E0',
          '',
        ])
        await visit.press('Try it')
        await page.waitForSelector(`button:enabled:has-text("Change ${ROWS - 1} accounts")`)
        expect((await page.locator('.outcomes').textContent())!.replace(/\s+/g, ' ')).toContain('Failed 1')
        expect((await world.ask('GET', 'accounts?q=person')).json['data']).toEqual([])
        await visit.press(`Change ${ROWS - 1} accounts`)
        await page.waitForSelector('[role=dialog] textarea:focus')
        await page.keyboard.type('New term')
        await visit.press('Run')
        await page.waitForURL(/\/admin\/bulk\/[0-9a-f-]{36}$/)
        await page.waitForSelector('button:has-text("Result file")', { timeout: IMPORT_MAX_MS })
        const { json } = await world.ask('GET', 'accounts?q=person&count=only')
        expect(json['count']).toBe(ROWS - 1)
        const download = page.waitForEvent('download')
        await visit.press('Result file')
        const results = await (await (await download).createReadStream()).toArray()
        expect(Buffer.concat(results).toString().trim().split(/\r?\n/)).toHaveLength(ROWS + 1)
        expect(visit.faults).toEqual([])
      }),
    TEST_MAX_MS + IMPORT_MAX_MS,
  )
}
