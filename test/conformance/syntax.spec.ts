import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import {
  InvalidSyntax,
  isStringFormat,
  normalizeDatetime,
  parseDatetime,
  parseLanguage,
} from '@guildhall/syntax'

const folder = new URL('./vectors/syntax/', import.meta.url)

/** The lines of a vector file as they are, blanks included; empty lines and comments are none. */
function lines(file: string): string[] {
  return readFileSync(new URL(file, folder), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
}

const FORMATS: Record<string, string> = {
  atidentifier: 'at-identifier',
  aturi: 'at-uri',
  cid: 'cid',
  datetime: 'datetime',
  did: 'did',
  handle: 'handle',
  language: 'language',
  nsid: 'nsid',
  recordkey: 'record-key',
  tid: 'tid',
  uri: 'uri',
}
const shown = (line: string) => JSON.stringify(line.length > 70 ? `${line.slice(0, 70)}…` : line)

describe('interop vectors of the string formats', () => {
  const files = readdirSync(folder)

  it('are complete: valid and invalid lines of all eleven formats, and two files of well-formed nonsense', () => {
    expect(files).toHaveLength(Object.keys(FORMATS).length * 2 + 2)
  })

  for (const file of files) {
    const [kind, , verdict] = file.replace('.txt', '').split('_')
    const format = FORMATS[kind!]!
    describe(file, () => {
      it.each(lines(file).map((line) => [shown(line), line]))(`${format} %s is ${verdict}`, (_, line) => {
        expect(isStringFormat(format, line!)).toBe(verdict === 'valid')
      })
    })
  }
})

describe('vectors that are well-formed but mean nothing', () => {
  it.each(lines('datetime_parse_invalid.txt'))('%s cannot be parsed, not even leniently', (line) => {
    expect(() => parseDatetime(line)).toThrow(InvalidSyntax)
    expect(() => normalizeDatetime(line)).toThrow(InvalidSyntax)
  })

  it.each(lines('language_parse_invalid.txt'))('%s cannot be parsed', (line) => {
    expect(() => parseLanguage(line)).toThrow(InvalidSyntax)
  })
})

describe('valid datetime vectors', () => {
  it.each(lines('datetime_syntax_valid.txt'))('%s is normalized to the same moment', (line) => {
    const normal = normalizeDatetime(line)
    expect(normal).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(Date.parse(normal)).toBe(Date.parse(line))
  })
})
