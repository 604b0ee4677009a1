import { ascii, bytesItem, long, rationals, type TiffItem, type TiffStyle, tiffData } from './tiff-writer.js'

/** Metadata, and what is to be found in them. */
export interface Sample {
  name: string
  bytes: Buffer
  expected?: 'exif' | 'xmp'
}

const TAG = { make: 0x10f, xmp: 700, exif: 0x8769, gps: 0x8825, subdirectories: 0x14a }
const LATITUDE: [number, number][] = [
  [48, 1],
  [51, 1],
  [3012, 100],
]
const LONGITUDE: [number, number][] = [
  [2, 1],
  [17, 1],
  [4024, 100],
]

/** Survives when a place is taken out. */
export const MAKER = 'Guild Optics'
const make = ascii(TAG.make, MAKER)
const version = bytesItem(0, Buffer.from([2, 3, 0, 0]))
const gps = (...directory: TiffItem[]): TiffItem => ({ tag: TAG.gps, directory })

/** EXIF as TIFF data, in one order of bytes. */
export function exifSamples(style: TiffStyle): Sample[] {
  const order = `${style.big ? 'big ' : ''}${style.little ? 'II' : 'MM'}`
  const sample = (name: string, expected: Sample['expected'], ...chain: TiffItem[][]): Sample => ({
    name: `${name} (${order})`,
    bytes: tiffData(style, chain),
    expected,
  })
  const latitude = rationals(style, 2, LATITUDE)
  const longitude = rationals(style, 4, LONGITUDE)
  const zeros = (denominator: number) => rationals(style, 2, Array(3).fill([0, denominator]))
  const orientation = long(style, 0x112, 1)
  const full = gps(version, ascii(1, 'N'), latitude, ascii(3, 'E'), longitude, rationals(style, 6, [[35, 1]]))
  return [
    sample('a position', 'exif', [make, orientation, full]),
    sample('a latitude alone', 'exif', [make, gps(latitude)]),
    sample('where the camera was aimed at', 'exif', [make, gps(version, rationals(style, 0x16, LONGITUDE))]),
    sample('a position of the second picture', 'exif', [make], [make, full]),
    sample('a position below the EXIF directory', 'exif', [
      make,
      { tag: TAG.exif, directory: [orientation, full] },
    ]),
    sample('a position below a subdirectory', 'exif', [make, { tag: TAG.subdirectories, directory: [full] }]),
    sample('two positions', 'exif', [make, full, gps(longitude)]),
    sample('a coordinate of a wrong type', 'exif', [make, gps(ascii(2, '48.858'))]),
    sample('XMP with a position', 'xmp', [make, bytesItem(TAG.xmp, packet('exif:GPSLatitude="48,51.5N"'))]),
    sample('XMP without a position', undefined, [make, bytesItem(TAG.xmp, packet('dc:format="a"'))]),
    sample('a GPS directory with a version', undefined, [make, gps(version)]),
    sample('an altitude alone', undefined, [make, gps(version, rationals(style, 6, [[35, 1]]))]),
    sample('coordinates of zeros', undefined, [make, gps(version, zeros(1))]),
    sample('coordinates of nothing', undefined, [make, gps(version, zeros(0))]),
    sample('no GPS directory', undefined, [make, { tag: TAG.exif, directory: [orientation] }]),
    sample('an empty GPS directory', undefined, [make, gps()]),
  ]
}

/** An XMP packet with these attributes, and these elements. */
export function packet(attributes: string, elements = ''): Buffer {
  return Buffer.from(
    `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Make="${MAKER}" ${attributes}>${elements}</rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>`,
  )
}

export function xmpSamples(): Sample[] {
  const both = 'exif:GPSLatitude="48,51.5N" exif:GPSLongitude="2,17.67E"'
  const structure = `<Iptc4xmpExt:LocationCreated><rdf:Bag><rdf:li rdf:parseType="Resource">
<exif:GPSLatitude>48,51.5N</exif:GPSLatitude></rdf:li></rdf:Bag></Iptc4xmpExt:LocationCreated>`
  const wide = Buffer.from(packet(both).toString(), 'utf16le')
  return [
    { name: 'attributes', bytes: packet(both), expected: 'xmp' },
    { name: 'attributes in single quotes', bytes: packet(both.replaceAll('"', "'")), expected: 'xmp' },
    { name: 'blanks around =', bytes: packet(both.replaceAll('=', ' = ')), expected: 'xmp' },
    {
      name: 'an element',
      bytes: packet('', '<exif:GPSLatitude>48,51.5N</exif:GPSLatitude>'),
      expected: 'xmp',
    },
    {
      name: 'a value in an element',
      bytes: packet('', '<exif:GPSLatitude rdf:value="48,5N"/>'),
      expected: 'xmp',
    },
    { name: 'an element in a structure', bytes: packet('', structure), expected: 'xmp' },
    { name: 'another prefix', bytes: packet('ns1:GPSLongitude="2,17.67E"'), expected: 'xmp' },
    { name: 'no prefix', bytes: packet('GPSLongitude="2,17.67E"'), expected: 'xmp' },
    {
      name: 'a drone',
      bytes: packet('drone-dji:GpsLatitude="+48.85" drone-dji:GpsLongtitude="+2.2"'),
      expected: 'xmp',
    },
    { name: 'a destination', bytes: packet('exif:GPSDestLongitude="2,17.67E"'), expected: 'xmp' },
    { name: 'UTF-16', bytes: Buffer.concat([Buffer.from('fffe', 'hex'), wide]), expected: 'xmp' },
    { name: 'an element without an end', bytes: packet('', '<exif:GPSLatitude>48,51.5N'), expected: 'xmp' },
    { name: 'no position', bytes: packet('dc:format="image/jpeg"') },
    { name: 'an altitude', bytes: packet('exif:GPSAltitude="35/1" exif:GPSVersionID="2.3.0.0"') },
    { name: 'zeros', bytes: packet('exif:GPSLatitude="0,0.0N" exif:GPSLongitude="0,0.0E"') },
    { name: 'a hemisphere', bytes: packet('exif:GPSLatitudeRef="North 1"') },
    { name: 'words about positions', bytes: packet('', '<dc:title>GPSLatitude 48 and more</dc:title>') },
    { name: 'a name of a town', bytes: packet('photoshop:City="Paris 15"') },
  ]
}
