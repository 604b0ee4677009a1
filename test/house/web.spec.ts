import { execFileSync } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ROOT } from './overlay.js'

const ALL_LANGUAGES = ['ar', 'de', 'es', 'fr', 'ja', 'pt']
/** Of all pages, of those that only the account portal has, and of the dashboard: where they are, and which there are. */
const LOCALES = {
  'web/src/locales': ALL_LANGUAGES,
  'web/src/account/locales': ALL_LANGUAGES,
  'web/src/admin/locales': ['de'],
}
const CLIENT = join(ROOT, 'dist/web/client')
/** What a page may load of scripts before it is alive, compressed. */
const SCRIPTS_MAX_BYTES = 110 * 1024
/** The same of the dashboard, before it shows its first screen. */
const DASHBOARD_MAX_BYTES = 250 * 1024
/** The same of a page of the account portal, which is complete without. */
const PORTAL_SCRIPTS_MAX_BYTES = 8 * 1024

interface Texts {
  [key: string]: string | Texts
}

/** The texts of a file by their whole keys. */
function flatten(texts: Texts, before = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${before}${key}`, value]] : flatten(value, `${before}${key}.`),
  )
}

async function textsOf(folder: string, file: string): Promise<Map<string, string>> {
  return new Map(flatten(JSON.parse(await readFile(join(ROOT, folder, file), 'utf8')) as Texts))
}

/** What stands in a text besides words: what is put in, and markup. */
const marksOf = (text: string) => (text.match(/\{\{\w+\}\}|<\/?\w+>/g) ?? []).sort()

/** Of a text that depends on a number there are several; code names them without the ending. */
const nameOf = (key: string) => key.replace(/_(one|other)$/, '')

describe.each(Object.entries(LOCALES))('the languages of the pages in %s', (folder, languages) => {
  let english: Map<string, string>
  let others: string[]
  beforeAll(async () => {
    english = await textsOf(folder, 'en.json')
    const files = await readdir(join(ROOT, folder))
    others = files.filter((file) => file.endsWith('.json') && file !== 'en.json')
  })

  it('are those that were promised', () => {
    expect(others.sort()).toEqual(languages.map((name) => `${name}.json`))
  })

  /** What products are called is the same everywhere. */
  const isName = (key: string): boolean => key.startsWith('sso.provider.')

  it('are not English but in name', async () => {
    for (const file of others) {
      const same = [...(await textsOf(folder, file))].filter(
        ([key, text]) =>
          text === english.get(key) && !isName(key) && text.split(' ').length > 2 && !/^\W*\{\{/.test(text),
      )
      expect([file, same]).toEqual([file, []])
    }
  })

  it('lack no text and have none that nobody shows', async () => {
    for (const file of others) {
      const texts = await textsOf(folder, file)
      expect([file, [...texts.keys()].sort()]).toEqual([file, [...english.keys()].sort()])
      const empty = [...texts].filter(([, text]) => text.trim() === '')
      expect([file, empty]).toEqual([file, []])
    }
  })

  it('put the same things into each text, with the same markup', async () => {
    for (const file of others) {
      for (const [key, text] of await textsOf(folder, file)) {
        expect([file, key, marksOf(text)]).toEqual([file, key, marksOf(english.get(key)!)])
      }
    }
  })

  it('have no text in English that nobody asks for', async () => {
    const sources = await readdir(join(ROOT, 'web/src'), { recursive: true })
    const code = await Promise.all(
      sources
        .filter((name) => /\.tsx?$/.test(name))
        .map((name) => readFile(join(ROOT, 'web/src', name), 'utf8')),
    )
    const all = code.join('\n')
    // Some keys are put together: `problem.${code}`, or of a group and a word.
    const starts = [
      ...[...all.matchAll(/`([\w.]+\.)\$\{/g)].map(([, start]) => start!),
      ...[...all.matchAll(/nameOf\('([\w.]+)'/g)].map(([, group]) => `${group}.`),
    ]
    const unused = [...english.keys()].filter(
      (key) =>
        !all.includes(`'${nameOf(key)}'`) &&
        !all.includes(`"${nameOf(key)}"`) &&
        !starts.some((start) => key.startsWith(start)),
    )
    expect(unused).toEqual([])
  })
})

describe('what pages load', () => {
  interface Chunk {
    file: string
    imports?: string[]
    src?: string
  }
  let manifest: Record<string, Chunk>
  beforeAll(async () => {
    execFileSync(process.execPath, [join(ROOT, 'scripts/build.mjs')])
    manifest = JSON.parse(await readFile(join(CLIENT, 'manifest.json'), 'utf8')) as typeof manifest
  })

  /** What is loaded before anything else, by what it is made of. */
  function chunksOf(entry: string, found = new Set<Chunk>()): Chunk[] {
    const chunk = manifest[entry]!
    if (found.has(chunk)) return [...found]
    found.add(chunk)
    for (const one of chunk.imports ?? []) chunksOf(one, found)
    return [...found]
  }

  const sizeOf = async (file: string) => gzipSync(await readFile(join(CLIENT, file)), { level: 9 }).length

  const scriptsOf = async (entry: string) => {
    const sizes = await Promise.all(chunksOf(entry).map(({ file }) => sizeOf(file)))
    return sizes.reduce((sum, size) => sum + size, 0)
  }

  async function largestOf(isOne: (name: string) => boolean): Promise<number> {
    const found = Object.keys(manifest).filter(isOne)
    return Math.max(...(await Promise.all(found.map((name) => sizeOf(manifest[name]!.file)))))
  }

  it('is small in every language', async () => {
    const language = await largestOf((name) => name.startsWith('src/locales/'))
    expect((await scriptsOf('src/client.tsx')) + language).toBeLessThanOrEqual(SCRIPTS_MAX_BYTES)
  })

  it('is not much for the dashboard, to its first screen, whichever that is', async () => {
    const language = await largestOf((name) => name.startsWith('src/admin/locales/'))
    const screen = await largestOf((name) => /^src\/admin\/.*-screen\.tsx$/.test(name))
    const scripts = await scriptsOf('src/admin/main.tsx')
    expect(scripts + language + screen).toBeLessThanOrEqual(DASHBOARD_MAX_BYTES)
  })

  it('is next to nothing in the account portal', async () => {
    expect(await scriptsOf('src/account/client.ts')).toBeLessThanOrEqual(PORTAL_SCRIPTS_MAX_BYTES)
  })

  it('has no part that only some pages need', () => {
    const passkeys = Object.values(manifest).find(({ src }) => src === 'src/passkeys/ceremony.ts')
    expect(passkeys).toBeDefined()
    expect(chunksOf('src/client.tsx')).not.toContain(passkeys)
  })

  it('has a name that changes with the content, and lies there compressed as well', async () => {
    const files = await readdir(join(CLIENT, 'assets'))
    for (const file of files.filter((name) => /\.(js|css)$/.test(name))) {
      expect(file).toMatch(/-[\w-]{8}\.(js|css)$/)
      expect(files).toEqual(expect.arrayContaining([`${file}.br`, `${file}.gz`]))
    }
  })
})
