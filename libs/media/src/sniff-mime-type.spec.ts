import { describe, expect, it } from '@jest/globals'
import { SNIFF_BYTES, sniffMimeType } from '@guildhall/media'
import fc from 'fast-check'
import { jpeg, png } from '../test/file-writers.js'

const UNKNOWN = 'application/octet-stream'
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')
const bigEndian = (text: string) => utf16(text).swap16()
const noise = Buffer.from([1, 2, 3, 0, 254, 255])

type Row = [what: string, bytes: string | Buffer, declared: string | undefined, type: string]

const expectTypes = (rows: Row[]) =>
  it.each(rows)('%s', async (_what, bytes, declared, type) => {
    expect(await sniffMimeType(Buffer.from(bytes), declared)).toBe(type)
  })

describe('what the bytes show wins', () => {
  expectTypes([
    ['PNG', png(), 'text/html', 'image/png'],
    ['JPEG', jpeg(), '*/*', 'image/jpeg'],
    ['the beginning of a JPEG', jpeg().subarray(0, 30), UNKNOWN, 'image/jpeg'],
    ['PDF', '%PDF-1.4 and nothing but text', 'text/plain', 'application/pdf'],
    ['gzip', Buffer.from('1f8b0800000000000003', 'hex'), 'image/svg+xml', 'application/gzip'],
    [
      'Ogg, without parameters',
      Buffer.from('OggS\0\x02' + '\0'.repeat(22) + 'OpusHead'),
      UNKNOWN,
      'audio/ogg',
    ],
  ])
})

describe('what they do not show is as declared', () => {
  expectTypes([
    ['text', 'plain', 'text/plain', 'text/plain'],
    ['parameters go', 'plain', 'Text/Plain; charset=utf-8', 'text/plain'],
    ['JSON', '{"a":1}', 'application/json', 'application/json'],
    ['JSON with a suffix', '{"a":1}', 'application/ld+json', 'application/ld+json'],
    ['noise', noise, 'application/x-own', 'application/x-own'],
    ['noise said to be a picture', noise, 'image/png', 'image/png'],
    ['text in an old encoding', Buffer.from('caf\u00e9', 'latin1'), 'text/plain', 'text/plain'],
    ['a playlist', '#EXTM3U', 'audio/x-mpegurl', 'audio/x-mpegurl'],
    ['a picture of digits', 'P1\n1 1\n1', 'image/x-portable-bitmap', 'image/x-portable-bitmap'],
    ['nothing', '', 'text/plain', 'text/plain'],
  ])
})

describe('a declaration that is none, or cannot be true', () => {
  expectTypes([
    ['none', noise, undefined, UNKNOWN],
    ['empty', noise, '', UNKNOWN],
    ['any', noise, '*/*', UNKNOWN],
    ['a type without a subtype', noise, 'image', UNKNOWN],
    ['another character', noise, 'text/pl\u00e4in', UNKNOWN],
    ['a line break', noise, 'text/plain\r\nx-header: 1', UNKNOWN],
    ['too long', noise, `text/${'x'.repeat(200)}`, UNKNOWN],
    ['text as a picture', 'plain', 'image/png', UNKNOWN],
    ['text as a film', 'plain', 'video/mp4', UNKNOWN],
    ['text as SVG', 'plain', 'image/svg+xml', UNKNOWN],
    ['text without a declaration', 'plain', undefined, UNKNOWN],
  ])
})

describe('words that begin like the signature of a format', () => {
  expectTypes([
    ['BM', 'BM is a word', 'text/plain', 'text/plain'],
    ['MZ', 'MZ is a word', 'text/plain', 'text/plain'],
    ['ID3', 'ID3 is a word', 'text/plain', 'text/plain'],
    ['a script that begins like a picture', 'GIF89a=1;alert(1)', 'image/gif', UNKNOWN],
  ])
})

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
describe('SVG', () => {
  expectTypes([
    ['bare', SVG, 'image/svg+xml', 'image/svg+xml'],
    ['said to be text', SVG, 'text/plain', 'image/svg+xml'],
    ['said to be a picture', SVG, 'image/png', 'image/svg+xml'],
    ['with a declaration', `<?xml version="1.0"?>\n${SVG}`, 'text/xml', 'image/svg+xml'],
    ['behind comments', `<!-- <html> -->\n<!-- b -->${SVG}`, undefined, 'image/svg+xml'],
    [
      'with a document type',
      `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]>${SVG}`,
      undefined,
      'image/svg+xml',
    ],
    ['with a prefix', '<s:svg xmlns:s="http://www.w3.org/2000/svg"/>', undefined, 'image/svg+xml'],
    ['with a mark of its encoding', `\ufeff${SVG}`, undefined, 'image/svg+xml'],
    ['in UTF-16', utf16(SVG), undefined, 'image/svg+xml'],
    ['in UTF-16, the other order', bigEndian(SVG), undefined, 'image/svg+xml'],
    ['as part of a page', `<!DOCTYPE html>${SVG}`, 'image/svg+xml', 'text/html'],
  ])
})

describe('pages', () => {
  expectTypes([
    ['a document type', '<!doctype HTML>\n<p>', 'image/png', 'text/html'],
    ['an element', ' \n<html lang="en">', 'text/plain', 'text/html'],
    ['a script', '<script>alert(1)</script>', 'text/html', 'text/html'],
    ['a script said to be JSON', '<SCRIPT >alert(1)</SCRIPT>', 'application/json', 'text/html'],
    ['part of one', '<p>hello', 'image/png', 'text/html'],
    ['part of one, not declared', '<!-- a --> hello', undefined, 'text/html'],
    ['Markdown', '<p align="center">\n\n# Title', 'text/markdown', 'text/markdown'],
    ['an address in brackets', '<alice@example.com> wrote', 'text/plain', 'text/plain'],
    [
      'XHTML',
      '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>',
      'text/xml',
      'application/xhtml+xml',
    ],
  ])
})

describe('other XML', () => {
  expectTypes([
    ['as declared', '<?xml version="1.0"?><rss/>', 'application/rss+xml', 'application/rss+xml'],
    ['said to be something else', '<?xml version="1.0"?><rss/>', 'image/png', 'application/xml'],
    ['said to be SVG', '<?xml version="1.0"?><rss/>', 'image/svg+xml', 'application/xml'],
  ])
})

describe('any bytes', () => {
  const declared = fc.option(fc.string(), { nil: undefined })

  it('have a type', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), declared, async (bytes, said) => {
        expect(await sniffMimeType(bytes, said)).toMatch(/^[a-z0-9][^\s/;]*\/[a-z0-9][^\s/;]*$/)
      }),
    )
  })

  it('are text up to the last character, which may be cut off', async () => {
    const text = Buffer.from('\u00e9'.repeat(SNIFF_BYTES)).subarray(0, SNIFF_BYTES + 1)
    expect(await sniffMimeType(text, 'image/png')).toBe(UNKNOWN)
  })
})
