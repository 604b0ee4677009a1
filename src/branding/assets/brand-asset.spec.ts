import { crc32, deflateSync } from 'node:zlib'
import { assetOf } from './brand-asset.js'

const svg = (inside: string, attributes = 'viewBox="0 0 10 10"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inside}</svg>`
const made = (text: string) => assetOf(Buffer.from(text)).bytes.toString()
const refused = (reason: string) =>
  expect.objectContaining({ code: 'picture_refused', message: expect.stringContaining(reason) })

describe('a drawing', () => {
  test('keeps what it is drawn with', () => {
    const drawing = `<title>A &amp; B</title><defs><linearGradient id="g"><stop offset="0" stop-color="#f00"/></linearGradient></defs>
      <g transform="scale(2)"><path d="M0 0h1" fill="url(#g)" style="stroke:#00f;stroke-width:2"/><use xlink:href="#g"/></g>`
    expect(made(`<?xml version="1.0"?><!-- made by hand -->${svg(drawing)}`)).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><title>A &amp; B</title><defs><linearGradient id="g">' +
        '<stop offset="0" stop-color="#f00"></stop></linearGradient></defs><g transform="scale(2)">' +
        '<path d="M0 0h1" fill="url(#g)" stroke="#00f" stroke-width="2"></path><use href="#g"></use></g></svg>',
    )
  })

  test.each([
    '<script>alert(1)</script>',
    '<svg:script>alert(1)</svg:script>',
    '<path onload="alert(1)" d="M0 0"/>',
    '<a href="javascript:alert(1)"><path d="M0 0"/></a>',
    '<use href="https://evil.example/x.svg#y"/>',
    '<use href="data:image/svg+xml,x#y"/>',
    '<path fill="url(https://evil.example/#x)"/>',
    '<path style="fill:url(//evil.example/)"/>',
    '<path fill="\\75rl(https://evil.example)"/>',
    '<set attributeName="href" to="javascript:alert(1)"/>',
    '<animate attributeName="x" values="javascript:alert(1)"/>',
    '<metadata><x:evil xmlns:x="https://evil.example"/></metadata>',
    '<text><![CDATA[<script>alert(1)</script>]]></text>',
    '<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>',
    '<feImage href="https://evil.example"/>',
  ])('loses what runs or leads somewhere: %s', (inside) => {
    const result = made(svg(inside))
    expect(result).not.toMatch(/<script|onload|javascript:|evil|data:|<a |<set|<animate|\\/i)
    // What was made is what is made of it.
    expect(made(result)).toBe(result)
  })

  test.each([
    ['<!DOCTYPE svg [<!ENTITY x "y">]>' + svg(''), 'document type'],
    [svg('&x;'), 'entity'],
    [svg('<style>path{fill:red}</style>'), '<style>'],
    [svg('<image href="x.png"/>'), '<image>'],
    [svg('<foreignObject><body/></foreignObject>'), '<foreignObject>'],
    [svg('<path d="M0 0"'), 'cannot be read'],
    [svg('<g></path>'), 'closes nothing'],
    [svg('<path d=M0 />'), 'attribute'],
    [svg('<path d="1" d="2"/>'), 'attribute'],
    [svg('&#0;'), 'character'],
    [svg('') + svg(''), 'more than one'],
    [svg('', 'width="1"'), 'no size'],
    ['<html></html>', 'neither'],
    ['GIF89a', 'drawing'],
    ['', 'cut off'],
    [svg('<g>'.repeat(70) + '</g>'.repeat(70)), 'deep'],
    [svg('x'.repeat(140_000)), '131072'],
    // Looking for another end of the name would take half a minute.
    [`<${'a'.repeat(131_000)}`, 'cannot be read'],
  ])('is refused: %.60s', (text, reason) => {
    expect(() => made(text)).toThrow(refused(reason))
  })
})

const chunk = (name: string, data: Buffer) => {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const head = (width: number, height: number, interlaced = 0) => {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(width, 0)
  data.writeUInt32BE(height, 4)
  data.set([8, 2, 0, 0, interlaced], 8)
  return chunk('IHDR', data)
}
const pixels = (count: number) => chunk('IDAT', deflateSync(Buffer.alloc(count, 7), { level: 0 }))
const png = (...chunks: Buffer[]) => Buffer.concat([SIGNATURE, ...chunks, chunk('IEND', Buffer.alloc(0))])

describe('a PNG', () => {
  test('is packed anew, without what says something about it', () => {
    const file = png(
      head(2, 2),
      chunk('tEXt', Buffer.from('Author\0Somebody')),
      chunk('eXIf', Buffer.from('GPS')),
      pixels(14),
    )
    const { bytes, type, size } = assetOf(Buffer.concat([file, Buffer.from('<script>')]))
    expect({ type, size }).toEqual({ type: 'image/png', size: { width: 2, height: 2 } })
    expect(bytes.toString('latin1')).not.toMatch(/tEXt|eXIf|Somebody|GPS|script/)
    expect(assetOf(bytes).bytes).toEqual(bytes)
  })

  test('may be interlaced', () => {
    // Of a picture of 2 × 2, three passes have lines: 1 × 1, 1 × 1 and 2 × 1.
    expect(assetOf(png(head(2, 2, 1), pixels(4 + 4 + 7))).size).toEqual({ width: 2, height: 2 })
  })

  test.each([
    ['that is larger than pages need', png(head(5_000, 10), pixels(10)), '4096'],
    ['without pixels', png(head(2, 2), pixels(3)), 'too few'],
    ['that unpacks to more than it says', png(head(2, 2), pixels(1_000_000)), 'cannot be read'],
    ['that is cut off', png(head(2, 2), pixels(14)).subarray(0, 40), 'cut off'],
    ['that is damaged', Buffer.from(png(head(2, 2), pixels(14))).fill(1, 20, 22), 'damaged'],
    ['without a head', png(pixels(14)), 'head'],
  ])('%s is refused', (_what, file, reason) => {
    expect(() => assetOf(file)).toThrow(refused(reason))
  })
})

const riff = (...chunks: [string, Buffer][]) => {
  const body = Buffer.concat([
    Buffer.from('WEBP'),
    ...chunks.map(([name, data]) => {
      const before = Buffer.alloc(8)
      before.write(name, 'latin1')
      before.writeUInt32LE(data.length, 4)
      return Buffer.concat([before, data, Buffer.alloc(data.length % 2)])
    }),
  ])
  const before = Buffer.alloc(8)
  before.write('RIFF')
  before.writeUInt32LE(body.length, 4)
  return Buffer.concat([before, body])
}
const LOSSY = Buffer.from('00000' + '09d012a' + '0300' + '0200' + '00', 'hex')

describe('a WebP', () => {
  test('keeps its picture only', () => {
    const extended = Buffer.from([0x3f, 0, 0, 0, 2, 0, 0, 1, 0, 0])
    const file = riff(
      ['VP8X', extended],
      ['VP8 ', LOSSY],
      ['EXIF', Buffer.from('GPS')],
      ['XMP ', Buffer.from('<x>')],
    )
    const { bytes, type, size } = assetOf(file)
    expect({ type, size }).toEqual({ type: 'image/webp', size: { width: 3, height: 2 } })
    expect(bytes.toString('latin1')).not.toMatch(/EXIF|XMP|GPS/)
    expect(assetOf(bytes).bytes).toEqual(bytes)
  })

  test.each([
    ['that moves', riff(['ANIM', Buffer.alloc(6)], ['VP8 ', LOSSY]), 'moves'],
    ['without a picture', riff(['EXIF', Buffer.alloc(2)]), 'not one picture'],
    ['that is cut off', riff(['VP8 ', LOSSY]).subarray(0, 24), 'cut off'],
  ])('%s is refused', (_what, file, reason) => {
    expect(() => assetOf(file)).toThrow(refused(reason))
  })
})

test('a file that is too large is refused', () => {
  expect(() => assetOf(Buffer.alloc(1_048_577))).toThrow(refused('1048576'))
})
