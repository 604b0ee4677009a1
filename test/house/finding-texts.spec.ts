import { readdirSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FIXES, FOUND } from '../../src/doctor/index.js'
import { ROOT } from './overlay.js'

const LOCALES = join(ROOT, 'web/src/admin/locales')
const FOLDER = join(LOCALES, 'findings')
/** The languages of the dashboard but English, which is said in the code. */
const OTHERS = readdirSync(LOCALES).flatMap((file) => /^(?!en)(\w+)\.json$/.exec(file)?.[1] ?? [])
/** What stays as it is in every language: variables, addresses, what is typed. */
const TECHNICAL = /\b[A-Z]+_[A-Z0-9_]+|\w+:\/\/[^\s,.;]*|\/etc\/[\w.]*\w|%[0-9A-F]{2}/g
/** What other programs said may be left out where the code says the same. */
const SAID = 'mail_perhaps_open'

type Words = Readonly<Record<string, string>>

const technicalIn = (text: string) => [...new Set(text.match(TECHNICAL))].sort()
const valuesIn = (text: string) =>
  [...text.matchAll(/\{\{(\w+)(?:, number)?\}\}/g)].map(([, name]) => name).sort()

it('what the doctor finds is told in every language of the dashboard', async () => {
  expect((await readdir(FOLDER)).sort()).toEqual(OTHERS.map((language) => `${language}.json`))
})

describe.each(OTHERS)('what the doctor finds, and what to do, in %s', (language) => {
  let texts: Readonly<Record<'found' | 'fix', Words>>
  let pairs: (readonly [code: string, english: string, other: string | undefined])[]
  beforeAll(async () => {
    texts = JSON.parse(await readFile(join(FOLDER, `${language}.json`), 'utf8')) as typeof texts
    const pairsOf = (english: Words, others: Words) =>
      Object.entries(english).map(([code, text]) => [code, text, others[code]] as const)
    pairs = [...pairsOf(FOUND, texts.found), ...pairsOf(FIXES, texts.fix)]
  })

  it('has words for every code, and for none that does not exist', () => {
    expect(Object.keys(texts.found).sort()).toEqual(Object.keys(FOUND).sort())
    expect(Object.keys(texts.fix).sort()).toEqual(Object.keys(FIXES).sort())
  })

  it('is neither empty nor English', () => {
    expect(pairs.filter(([, english, other]) => !other?.trim() || other === english)).toEqual([])
  })

  it('puts the same values into each', () => {
    for (const [code, english, other = ''] of pairs.filter(([each]) => each !== SAID)) {
      expect([code, ...valuesIn(other)]).toEqual([code, ...valuesIn(english)])
      // Whatever else stands in braces would be shown with them.
      expect(other.replace(/\{\{\w+(, number)?\}\}/g, '')).not.toMatch(/[{}]/)
    }
  })

  it('names the same variables and addresses', () => {
    for (const [code, english, other = ''] of pairs) {
      expect([code, ...technicalIn(other)]).toEqual([code, ...technicalIn(english)])
    }
  })
})
