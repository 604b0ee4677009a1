import { describe, expect, it } from '@jest/globals'
import { type ByteEdit, EditedSource, findLocation, stripLocation } from '@guildhall/media'
import { crc32 } from 'node:zlib'
import * as write from '../test/file-writers.js'
import { SAMPLE_FILES } from '../test/sample-files.js'
import type { SampleFile } from '../test/sample-films.js'
import { exifSamples, MAKER, packet, xmpSamples } from '../test/sample-metadata.js'
import { sourceOf } from './byte-source.js'

const STRIPPABLE = new Set(['image/jpeg', 'image/png', 'image/webp'])
const located = SAMPLE_FILES.filter(({ mimeType, expected }) => STRIPPABLE.has(mimeType) && expected)

function edited(bytes: Uint8Array, edits: ByteEdit[]): Buffer {
  const source = new EditedSource(sourceOf(bytes), edits)
  return Buffer.from(source.read(0, source.size))
}
function stripped(bytes: Uint8Array, mimeType: string): Buffer {
  const edits = stripLocation(sourceOf(bytes), mimeType)
  expect(edits).toBeDefined()
  return edited(bytes, edits!)
}

/** Everything that is no metadata, byte for byte. */
function pictureOf(bytes: Buffer, mimeType: string): string[] {
  if (mimeType === 'image/png') return pngChunks(bytes).filter((chunk) => /^(IHDR|IDAT|IEND)/.test(chunk))
  if (mimeType === 'image/jpeg')
    return bytes
      .toString('latin1')
      .split('\xff\xdb')
      .slice(1)
      .map((rest) => rest.split('\xff\xd9')[0]!)
  const at = bytes.indexOf('VP8L')
  return [bytes.toString('latin1', at, at + 8 + 14)]
}

/** All chunks; their checksums have to be right. */
function pngChunks(bytes: Buffer): string[] {
  const chunks: string[] = []
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at)
    const body = bytes.subarray(at + 4, at + 8 + length)
    expect(bytes.readUInt32BE(at + 8 + length)).toBe(crc32(body))
    chunks.push(body.toString('latin1'))
    at += 12 + length
  }
  return chunks
}

describe('a file with a place', () => {
  it.each(located.map((sample) => [sample.name, sample] as const))('%s', (name, { bytes, mimeType }) => {
    // A film behind the picture is not rewritten.
    if (name.startsWith('a moving photo')) {
      expect(stripLocation(sourceOf(bytes), mimeType)).toBeUndefined()
      return
    }
    const rest = stripped(bytes, mimeType)
    expect(findLocation(sourceOf(rest), mimeType)).toBeUndefined()
    expect(pictureOf(rest, mimeType)).toEqual(pictureOf(bytes, mimeType))
    expect(pictureOf(bytes, mimeType).length).toBeGreaterThan(0)
    if (mimeType !== 'image/png') expect(rest.length).toBe(bytes.length)
  })

  it('is many files', () => expect(located.length).toBeGreaterThan(100))
})

describe('what else is told', () => {
  const [position] = exifSamples({ little: true })
  const [attributes] = xmpSamples()

  it.each<[string, string, Buffer]>([
    ['JPEG', 'image/jpeg', write.jpeg(write.exifSegment(position!.bytes))],
    ['JPEG', 'image/jpeg', write.jpeg(write.xmpSegment(attributes!.bytes))],
    ['PNG', 'image/png', write.png(write.pngChunk('eXIf', position!.bytes))],
    ['PNG', 'image/png', write.png(write.internationalChunk('XML:com.adobe.xmp', attributes!.bytes))],
    ['WebP', 'image/webp', write.webp({ exif: position!.bytes })],
    ['WebP', 'image/webp', write.webp({ xmp: attributes!.bytes })],
  ])('stays in a %s file (%s)', (_name, mimeType, bytes) => {
    const rest = stripped(bytes, mimeType)
    expect(rest.toString('latin1')).toContain(MAKER)
    expect(rest.toString('latin1')).not.toMatch(/48,51|2,17/)
  })

  it('leaves no value of the position behind', () => {
    const bytes = write.jpeg(write.exifSegment(position!.bytes))
    const seconds = Buffer.from('c40b000064000000', 'hex')
    expect(bytes.includes(seconds)).toBe(true)
    expect(stripped(bytes, 'image/jpeg').includes(seconds)).toBe(false)
  })

  it('goes with an XMP packet that cannot be taken apart', () => {
    const bytes = write.jpeg(write.xmpSegment(packet('', '<exif:GPSLatitude>48,51.5N')))
    expect(stripped(bytes, 'image/jpeg').toString('latin1')).not.toContain(MAKER)
  })
})

describe('nothing to do', () => {
  const clean = SAMPLE_FILES.filter(({ mimeType, expected }) => STRIPPABLE.has(mimeType) && !expected)

  it.each(clean.map((sample) => [sample.name, sample] as const))(
    '%s',
    (_name, { bytes, mimeType }: SampleFile) => {
      expect(stripLocation(sourceOf(bytes), mimeType)).toEqual([])
    },
  )
})

describe('what cannot be done', () => {
  const others = SAMPLE_FILES.filter(({ mimeType, expected }) => !STRIPPABLE.has(mimeType) && expected)

  it('other types of files', () => {
    for (const { bytes, mimeType } of others) expect(stripLocation(sourceOf(bytes), mimeType)).toBeUndefined()
  })

  it('more metadata than can be looked through', () => {
    const xmp = Buffer.alloc(17 * 1024 * 1024, ' ')
    const bytes = write.png(write.internationalChunk('XML:com.adobe.xmp', xmp))
    expect(stripLocation(sourceOf(bytes), 'image/png')).toBeUndefined()
  })
})

describe('an edited source', () => {
  const bytes = Buffer.from('0123456789')
  const edit = (offset: number, length: number, text: string) => ({
    offset,
    length,
    replacement: Buffer.from(text),
  })

  it.each<[string, ByteEdit[]]>([
    ['0123456789', []],
    ['01ab456789', [edit(2, 2, 'ab')]],
    ['0156789', [edit(2, 3, '')]],
    ['a0123456789b', [edit(0, 0, 'a'), edit(10, 0, 'b')]],
    ['xyz', [edit(0, 10, 'xyz')]],
    ['', [edit(0, 10, '')]],
    ['0a2b4c6789', [edit(1, 1, 'a'), edit(3, 1, 'b'), edit(5, 1, 'c')]],
  ])('%s', (text, edits) => {
    const source = new EditedSource(sourceOf(bytes), edits)
    expect(source.size).toBe(text.length)
    for (let from = 0; from <= text.length; from++) {
      for (let length = 0; length <= text.length; length++) {
        expect(Buffer.from(source.read(from, length)).toString()).toBe(text.substring(from, from + length))
      }
    }
  })
})
