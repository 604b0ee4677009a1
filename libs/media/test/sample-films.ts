import { box, fileType, fullBox, handler, jpeg, longBox, u16, u32 } from './file-writers.js'

/** A file, and what is to be found in it. */
export interface SampleFile {
  name: string
  mimeType: string
  bytes: Buffer
  expected?: 'exif' | 'xmp' | 'quicktime' | 'excess'
}

const PLACE = '+48.8583+002.2945+035.000/'
const MP4 = fileType('isom')
const QUICKTIME = fileType('qt  ')
const header = fullBox('mvhd', 0, Buffer.alloc(96))
const samples = box('mdat', Buffer.from('+48.8583+002.2945/ is no metadata here'))
const track = (...more: Buffer[]) => box('trak', fullBox('tkhd', 0, Buffer.alloc(80)), ...more)

const text = (value: string) =>
  Buffer.concat([u16(Buffer.byteLength(value)), u16(0x15c7), Buffer.from(value)])
const place = (value = PLACE) => box('\u00a9xyz', text(value))
const value = (content: string) => box('data', u32(1), u32(0), Buffer.from(content))

/** Named values, as phones write them. */
function named(values: Record<string, string>, isFull = false): Buffer {
  const names = Object.keys(values)
  const keys = names.map((name) =>
    Buffer.concat([u32(name.length + 8), Buffer.from('mdta'), Buffer.from(name)]),
  )
  const items = Object.values(values).map((content, i) =>
    box(u32(i + 1).toString('latin1'), ...(content ? [value(content)] : [])),
  )
  return box(
    'meta',
    isFull ? u32(0) : Buffer.alloc(0),
    handler('mdta'),
    fullBox('keys', 0, u32(names.length), ...keys),
    box('ilst', ...items),
  )
}

/** 3GPP: language, name, role, longitude, latitude, altitude, body, notes. */
function loci(name: Buffer, longitude: number, latitude: number): Buffer {
  const fixed = [longitude, latitude, 0].map((degrees) => u32(degrees * 65536))
  return fullBox('loci', 0, u16(0x15c7), name, Buffer.from([0]), ...fixed, Buffer.from('earth\0\0'))
}

const MOTION = Buffer.concat([MP4, box('moov', header, box('udta', place()))])
const STILL_MOTION = Buffer.concat([MP4, box('moov', header)])
const ISO6709 = 'com.apple.quicktime.location.ISO6709'

function film(name: string, expected: SampleFile['expected'], ...boxes: Buffer[]): SampleFile {
  return { name, mimeType: 'video/mp4', bytes: Buffer.concat([MP4, ...boxes]), expected }
}
const quicktime = (name: string, expected: SampleFile['expected'], ...boxes: Buffer[]): SampleFile => ({
  ...film(name, expected),
  mimeType: 'video/quicktime',
  bytes: Buffer.concat([QUICKTIME, ...boxes]),
})
const moov = (...more: Buffer[]) => box('moov', header, track(), ...more)

export const FILMS: SampleFile[] = [
  {
    name: '3GPP',
    mimeType: 'video/3gpp',
    bytes: Buffer.concat([fileType('3gp5'), moov(box('udta', loci(Buffer.from('\0'), 2, 48)))]),
    expected: 'quicktime',
  },
  film('©xyz of a film', 'quicktime', moov(box('udta', place())), samples),
  film('©xyz behind the samples', 'quicktime', samples, moov(box('udta', place()))),
  film(
    '©xyz behind samples with a long size',
    'quicktime',
    longBox('mdat', samples),
    moov(box('udta', place())),
  ),
  film('©xyz of a track', 'quicktime', box('moov', header, track(box('udta', place())))),
  film(
    '©xyz among iTunes values',
    'quicktime',
    moov(box('udta', fullBox('meta', 0, handler('mdir'), box('ilst', box('\u00a9xyz', value(PLACE)))))),
  ),
  film('names of ffmpeg', 'quicktime', moov(box('udta', named({ location: PLACE }, true)))),
  film('names with a language', 'quicktime', moov(box('udta', named({ 'location-eng': PLACE }, true)))),
  film('loci', 'quicktime', moov(box('udta', loci(Buffer.from('Paris\0'), 2.29, 48.85)))),
  film(
    'loci with a wide name',
    'quicktime',
    moov(box('udta', loci(Buffer.from('\ufeffParis\0', 'utf16le'), 2.29, 48.85))),
  ),
  film('a table of a dashboard camera', 'quicktime', moov(box('gps ', u32(1), u32(2)))),
  film(
    'fragments',
    'quicktime',
    moov(box('udta', place())),
    ...Array(50).fill(Buffer.concat([box('moof'), samples])),
  ),
  film('nothing', undefined, moov(), samples),
  film('an empty ©xyz', undefined, moov(box('udta', place('')))),
  film('loci of zeros', undefined, moov(box('udta', loci(Buffer.from('\0'), 0, 0)))),
  film(
    'fragments without anything',
    undefined,
    moov(),
    ...Array(50).fill(Buffer.concat([box('moof'), samples])),
  ),
  quicktime(
    'names of Apple',
    'quicktime',
    moov(named({ 'com.apple.quicktime.make': 'Apple', [ISO6709]: PLACE })),
    samples,
  ),
  quicktime('names of Apple, version and flags', 'quicktime', moov(named({ [ISO6709]: PLACE }, true))),
  quicktime('names of a track', 'quicktime', box('moov', header, track(named({ [ISO6709]: PLACE })))),
  quicktime('©xyz', 'quicktime', samples, moov(box('udta', place()))),
  quicktime('user data that end with zeros', 'quicktime', moov(box('udta', place(), u32(0)))),
  quicktime('other names', undefined, moov(named({ 'com.apple.quicktime.make': 'Apple 15' }))),
  quicktime('a name without a value', undefined, moov(named({ [ISO6709]: '' }))),
  quicktime(
    'accuracy alone',
    undefined,
    moov(named({ 'com.apple.quicktime.location.accuracy.horizontal': '4.5' })),
  ),
  {
    name: 'a moving photo',
    mimeType: 'image/jpeg',
    bytes: Buffer.concat([jpeg(), MOTION]),
    expected: 'quicktime',
  },
  {
    name: 'a moving photo after padding',
    mimeType: 'image/jpeg',
    bytes: Buffer.concat([jpeg(), Buffer.from('MotionPhoto_Data'), MOTION]),
    expected: 'quicktime',
  },
  {
    name: 'a moving photo without a place',
    mimeType: 'image/jpeg',
    bytes: Buffer.concat([jpeg(), STILL_MOTION]),
  },
  {
    name: 'a moving HEIC',
    mimeType: 'image/heic',
    bytes: Buffer.concat([fileType('heic'), box('mpvd', MOTION)]),
    expected: 'quicktime',
  },
  {
    name: 'a moving HEIC without a place',
    mimeType: 'image/heic',
    bytes: Buffer.concat([fileType('heic'), box('mpvd', STILL_MOTION)]),
  },
]
