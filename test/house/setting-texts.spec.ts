import { readdirSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SectionDescription, SettingDescription } from '../../src/config/index.js'
import { SETTING_GROUPS } from '../../src/settings/index.js'
import { declaredSettings } from './declared-settings.js'
import { ROOT } from './overlay.js'

const LOCALES = join(ROOT, 'web/src/admin/locales')
const FOLDER = join(LOCALES, 'settings')
/** The languages of the dashboard but English, which is said in the code. */
const OTHERS = readdirSync(LOCALES).flatMap((file) => /^(?!en)(\w+)\.json$/.exec(file)?.[1] ?? [])
/** What stays as it is in every language: variables, addresses, units, what is typed. */
const TECHNICAL = /\b[A-Z]+_[A-Z0-9_]+|[\w+]+:\/\/[^\s,]*\w|\(ms|`[^`]+`|\b[A-Z]{3,}\d?\b/g

type Texts = Readonly<Record<'section' | 'usual' | 'help', Readonly<Record<string, string>>>>

const technicalIn = (text: string) => [...new Set(text.match(TECHNICAL))].sort()

/** Changed in a dialogue that shows the default, which is a phrase: such as `true; false when …`. */
const hasPhrase = ({ live, default: usual }: SettingDescription) =>
  SETTING_GROUPS.some((group) => group === live) && usual?.includes(' ') === true

it('what settings mean is told in every language of the dashboard', async () => {
  expect((await readdir(FOLDER)).sort()).toEqual(OTHERS.map((language) => `${language}.json`))
})

describe.each(OTHERS)('what settings mean in %s', (language) => {
  let texts: Texts
  let sections: SectionDescription[]
  let settings: SettingDescription[]
  beforeAll(async () => {
    texts = JSON.parse(await readFile(join(FOLDER, `${language}.json`), 'utf8')) as Texts
    sections = await declaredSettings()
    settings = sections.flatMap((section) => section.settings)
  })

  it('is told of each, and of none that does not exist', () => {
    expect(Object.keys(texts.help).sort()).toEqual(settings.map(({ env }) => env).sort())
    expect(Object.keys(texts.section).sort()).toEqual(sections.map(({ section }) => section).sort())
    const phrases = settings.filter(hasPhrase).map(({ env }) => env)
    expect(Object.keys(texts.usual).sort()).toEqual(phrases.sort())
  })

  it('is neither empty nor English', () => {
    const poor = settings.filter(({ env, help }) => !texts.help[env]!.trim() || texts.help[env] === help)
    expect(poor).toEqual([])
  })

  it('names the same variables, addresses and units as in English', () => {
    for (const { env, help } of settings) {
      expect([env, ...technicalIn(texts.help[env]!)]).toEqual([env, ...technicalIn(help)])
    }
  })

  it('has a section of its own for each in English', () => {
    expect(new Set(Object.values(texts.section)).size).toBe(sections.length)
  })
})
