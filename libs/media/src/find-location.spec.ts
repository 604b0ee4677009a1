import { describe, expect, it } from '@jest/globals'
import { findLocation, sniffMimeType } from '@guildhall/media'
import { deflateSync } from 'node:zlib'
import * as write from '../test/file-writers.js'
import { SAMPLE_FILES } from '../test/sample-files.js'
import { exifSamples, packet } from '../test/sample-metadata.js'
import { tiffData } from '../test/tiff-writer.js'
import { sourceOf } from './byte-source.js'

const kindIn = (bytes: Uint8Array, mimeType: string) => findLocation(sourceOf(bytes), mimeType)?.kind
const [position] = exifSamples({ little: true })

describe('files', () => {
  it('are more than two hundred, half of them with a position', () => {
    expect(SAMPLE_FILES.length).toBeGreaterThan(400)
    expect(SAMPLE_FILES.filter(({ expected }) => expected).length).toBeGreaterThan(200)
    expect(SAMPLE_FILES.filter(({ expected }) => !expected).length).toBeGreaterThan(200)
  })

  it.each(SAMPLE_FILES.map((sample) => [sample.name, sample] as const))('%s', async (_name, sample) => {
    const { bytes, mimeType, expected } = sample
    expect(kindIn(bytes, mimeType)).toBe(expected)
    expect(await sniffMimeType(bytes, undefined)).toBe(mimeType)
  })
})

describe('a finding', () => {
  it('says what was found, and not where', () => {
    expect(findLocation(sourceOf(position!.bytes), 'image/tiff')).toEqual({
      kind: 'exif',
      where: 'GPS position in the EXIF data',
    })
  })

  it('is none in files that are not looked into', () => {
    for (const mimeType of ['application/octet-stream', 'text/html', 'image/gif']) {
      expect(kindIn(position!.bytes, mimeType)).toBeUndefined()
    }
  })
})

describe('too much of something', () => {
  it('is a finding if it is metadata', () => {
    const xmp = Buffer.concat([packet('dc:format="a"'), Buffer.alloc(17 * 1024 * 1024, ' ')])
    for (const bytes of [
      write.png(write.internationalChunk('XML:com.adobe.xmp', xmp)),
      write.png(write.internationalChunk('XML:com.adobe.xmp', xmp, true)),
      write.png(
        write.pngChunk('zTXt', Buffer.concat([Buffer.from('Raw profile type xmp\0\0'), deflateSync(xmp)])),
      ),
    ]) {
      expect(findLocation(sourceOf(bytes), 'image/png')).toEqual({
        kind: 'excess',
        where: 'more metadata than can be looked through',
      })
    }
  })

  it('is a finding if it is boxes without end', () => {
    const boxes = Buffer.concat([
      write.fileType('isom'),
      Buffer.from('0000000866726565'.repeat(250_000), 'hex'),
    ])
    expect(kindIn(boxes, 'video/mp4')).toBe('excess')
  })

  it('is a finding if it is directories without end', () => {
    const pages = Array.from({ length: 5000 }, () => [])
    expect(kindIn(tiffData({ little: true }, pages), 'image/tiff')).toBe('excess')
  })

  it('is none if it is picture data', () => {
    const size = 5 * 1024 ** 4
    const head = write.jpeg().subarray(0, -2)
    const read = (offset: number, length: number) => {
      const bytes = Buffer.alloc(Math.min(length, size - offset), 0x55)
      bytes.set(head.subarray(offset, offset + bytes.length))
      return bytes
    }
    expect(findLocation({ size, read }, 'image/jpeg')).toBeUndefined()
  })

  it('does not keep anybody from what comes first', () => {
    const file = Buffer.concat([write.jpeg(write.exifSegment(position!.bytes)), Buffer.alloc(1024 * 1024)])
    expect(kindIn(file, 'image/jpeg')).toBe('exif')
  })
})

describe('structures that lead nowhere', () => {
  it('directories that lead to themselves', () => {
    const bytes = tiffData({ little: true }, [[], []])
    bytes.writeUInt32LE(8, bytes.length - 4)
    expect(kindIn(bytes, 'image/tiff')).toBeUndefined()
  })

  it('boxes that are nested without end', () => {
    let bytes = write.box('\u00a9xyz', Buffer.from('\0\x09\x15\xc7+48.8+2.3/'))
    for (let i = 0; i < 1000; i++) bytes = write.box('udta', bytes)
    expect(kindIn(Buffer.concat([write.fileType('isom'), bytes]), 'video/mp4')).toBeUndefined()
  })

  it('files that were cut off are read as far as they go', () => {
    const file = write.jpeg(write.exifSegment(position!.bytes))
    for (let length = 0; length < file.length; length++) {
      expect(['exif', undefined]).toContain(kindIn(file.subarray(0, length), 'image/jpeg'))
    }
    expect(kindIn(file.subarray(0, file.length - 100), 'image/jpeg')).toBe('exif')
  })
})
