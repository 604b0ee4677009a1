import * as write from './file-writers.js'
import { FILMS, type SampleFile } from './sample-films.js'
import { exifSamples, type Sample, xmpSamples } from './sample-metadata.js'

const { box, heif, jpeg, png, webp } = write

/** Where a kind of metadata may lie in a type of files. */
type Place = [name: string, mimeType: string, write: (bytes: Buffer) => Buffer]

const JXL = Buffer.concat([box('JXL ', Buffer.from('0d0a870a', 'hex')), write.fileType('jxl ')])
const XMP_UUID = Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex')
const MP4 = write.fileType('isom')
const QUICKTIME = write.fileType('qt  ')
const named = (bytes: Buffer) => Buffer.concat([write.EXIF_HEADER, bytes])
const film = (head: Buffer, ...boxes: Buffer[]) => Buffer.concat([head, ...boxes])

const EXIF_PLACES: Place[] = [
  ['JPEG', 'image/jpeg', (exif) => jpeg(write.exifSegment(exif))],
  [
    'the second picture of a JPEG',
    'image/jpeg',
    (exif) => Buffer.concat([jpeg(), jpeg(write.exifSegment(exif))]),
  ],
  [
    'the second EXIF of a JPEG',
    'image/jpeg',
    (exif) => jpeg(write.exifSegment(Buffer.from('II')), write.exifSegment(exif)),
  ],
  ['PNG', 'image/png', (exif) => png(write.pngChunk('eXIf', exif))],
  [
    'PNG, compressed profile',
    'image/png',
    (exif) => png(write.compressedTextChunk('Raw profile type exif', write.rawProfile('exif', named(exif)))),
  ],
  [
    'PNG, profile',
    'image/png',
    (exif) => png(write.textChunk('Raw profile type APP1', write.rawProfile('generic', exif))),
  ],
  ['WebP', 'image/webp', (exif) => webp({ exif })],
  ['WebP, with a name', 'image/webp', (exif) => webp({ exif: named(exif) })],
  ['HEIC', 'image/heic', (exif) => heif('heic', { exif })],
  ['HEIC, in pieces', 'image/heic', (exif) => heif('heic', { exif }, { split: true })],
  ['HEIF, in the metadata', 'image/heif', (exif) => heif('mif1', { exif }, { inIdat: true })],
  ['AVIF', 'image/avif', (exif) => heif('avif', { exif })],
  ['JPEG XL', 'image/jxl', (exif) => film(JXL, box('Exif', write.u32(0), exif))],
  ['TIFF', 'image/tiff', (exif) => exif],
]
const XMP_PLACES: Place[] = [
  ['JPEG', 'image/jpeg', (xmp) => jpeg(write.xmpSegment(xmp))],
  ['JPEG, in two segments', 'image/jpeg', (xmp) => jpeg(...write.extendedXmp(xmp))],
  ['PNG', 'image/png', (xmp) => png(write.internationalChunk('XML:com.adobe.xmp', xmp))],
  ['PNG, compressed', 'image/png', (xmp) => png(write.internationalChunk('XML:com.adobe.xmp', xmp, true))],
  [
    'PNG, profile',
    'image/png',
    (xmp) => png(write.compressedTextChunk('Raw profile type xmp', write.rawProfile('xmp', xmp))),
  ],
  ['WebP', 'image/webp', (xmp) => webp({ xmp })],
  ['HEIC', 'image/heic', (xmp) => heif('heic', { xmp })],
  ['JPEG XL', 'image/jxl', (xmp) => film(JXL, box('xml ', xmp))],
  ['MP4', 'video/mp4', (xmp) => film(MP4, box('moov', box('mvhd')), box('uuid', XMP_UUID, xmp))],
  ['QuickTime', 'video/quicktime', (xmp) => film(QUICKTIME, box('moov', box('udta', box('XMP_', xmp))))],
]

function inPlaces(samples: Sample[], places: Place[]): SampleFile[] {
  return places.flatMap(([name, mimeType, write]) =>
    samples.map((sample) => ({
      name: `${name}: ${sample.name}`,
      mimeType,
      bytes: write(sample.bytes),
      expected: sample.expected,
    })),
  )
}

const CLASSIC = [true, false].flatMap((little) => exifSamples({ little }))
const BIG = [true, false].flatMap((little) => exifSamples({ little, big: true }))
const GPS_TEXT = write.textChunk('exif:GPSLatitude', Buffer.from('48/1, 51/1, 30/1'))

/** Files of every type that is looked into, with every kind of metadata in every place, with and without a position. */
export const SAMPLE_FILES: SampleFile[] = [
  ...inPlaces(CLASSIC, EXIF_PLACES),
  ...inPlaces(BIG, EXIF_PLACES.slice(-1)),
  ...inPlaces(xmpSamples(), XMP_PLACES),
  ...FILMS,
  { name: 'PNG: a text', mimeType: 'image/png', bytes: png(GPS_TEXT), expected: 'exif' },
  {
    name: 'PNG: text about places',
    mimeType: 'image/png',
    bytes: png(write.textChunk('Title', Buffer.from('GPSLatitude 48'))),
  },
  { name: 'PNG: behind the end', mimeType: 'image/png', bytes: Buffer.concat([png(), GPS_TEXT]) },
  ...[jpeg(), png(), webp({}), heif('heic', {})].map((bytes, i) => ({
    name: 'no metadata',
    mimeType: ['image/jpeg', 'image/png', 'image/webp', 'image/heic'][i]!,
    bytes,
  })),
]
