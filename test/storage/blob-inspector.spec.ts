import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exifSegment, jpeg } from '../../libs/media/test/file-writers.js'
import { exifSamples, MAKER } from '../../libs/media/test/sample-metadata.js'
import { type SampleFile } from '../../libs/media/test/sample-films.js'
import { SAMPLE_FILES } from '../../libs/media/test/sample-files.js'
import { BlobInspector } from '../../src/blob/inspection/index.js'
import { recordingLog } from '../support/recording-log.js'

/** Every so many of the samples: the thread is on trial here, not the library. */
const EVERY = 40
const MIB = 1024 * 1024

let directory: string
let inspector: BlobInspector
let lines: Record<string, unknown>[]

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'guildhall-inspection-'))
  const recording = recordingLog()
  lines = recording.lines
  inspector = new BlobInspector(recording.log)
})
afterEach(async () => {
  await inspector.onApplicationShutdown()
  await rm(directory, { recursive: true })
})

async function put(name: string, bytes: Buffer): Promise<string> {
  const path = join(directory, name)
  await writeFile(path, bytes)
  return path
}
const inspect = (path: string, { length }: Buffer, declared?: string) =>
  inspector.inspect(path, length, declared)

const [position] = exifSamples({ little: true })
const photo = jpeg(exifSegment(position!.bytes))

describe('a file', () => {
  it('is judged by its bytes, in the thread as in the library', async () => {
    const samples = SAMPLE_FILES.filter((_, i) => i % EVERY === 0)
    const judged: Partial<SampleFile>[] = []
    for (const { bytes, name } of samples) {
      const { mimeType, location } = await inspect(await put('sample', bytes), bytes, 'text/plain')
      judged.push({ name, bytes, mimeType, expected: location?.kind })
    }
    expect(judged).toEqual(samples.map((sample) => ({ expected: undefined, ...sample })))
    expect(lines).toEqual([])
  })

  it('gives its type and its place', async () => {
    const path = await put('photo', photo)
    expect(await inspect(path, photo, 'application/octet-stream')).toEqual({
      mimeType: 'image/jpeg',
      location: { kind: 'exif', where: 'GPS position in the EXIF data' },
      isUninspectable: false,
    })
  })

  it('that is not there is uninspectable, the next one is judged, and both are known to the log', async () => {
    expect(await inspector.inspect(join(directory, 'nothing'), 7, 'image/png')).toEqual({
      mimeType: 'application/octet-stream',
      isUninspectable: true,
    })
    expect(await inspect(await put('photo', photo), photo)).toMatchObject({ isUninspectable: false })
    expect(lines).toEqual([
      expect.objectContaining({ task: 'inspect', size: 7, msg: 'a file could not be inspected' }),
    ])
  })
})

describe('a copy without the place', () => {
  const target = () => join(directory, 'copy')

  it('is the same file but for the place', async () => {
    const large = Buffer.concat([photo, Buffer.alloc(3 * MIB, 'trailer ')])
    const path = await put('photo', large)
    expect(await inspector.strip(path, large.length, 'image/jpeg', target())).toBe(large.length)
    const copy = await readFile(target())
    expect(await inspect(target(), copy)).toEqual({ mimeType: 'image/jpeg', isUninspectable: false })
    expect(copy.length).toBe(large.length)
    expect(copy.toString('latin1')).toContain(MAKER)
    expect(
      copy.subarray(photo.indexOf('ffdb', 'hex')).equals(large.subarray(photo.indexOf('ffdb', 'hex'))),
    ).toBe(true)
    expect((await readFile(path)).equals(large)).toBe(true)
  })

  it('may have another size', async () => {
    const { bytes } = SAMPLE_FILES.find(({ name }) => name === 'PNG: a text')!
    const size = await inspector.strip(await put('picture', bytes), bytes.length, 'image/png', target())
    expect(size).toBeLessThan(bytes.length)
    expect((await readFile(target())).length).toBe(size)
  })

  it('is not made where the place cannot be taken out', async () => {
    const { bytes, mimeType } = SAMPLE_FILES.find(({ name }) => name === '©xyz of a film')!
    expect(await inspector.strip(await put('film', bytes), bytes.length, mimeType, target())).toBeUndefined()
    expect(await readdir(directory)).toEqual(['film'])
  })

  it('does not replace what is there', async () => {
    const path = await put('photo', photo)
    await put('copy', Buffer.from('mine'))
    await expect(inspector.strip(path, photo.length, 'image/jpeg', target())).rejects.toMatchObject({
      code: 'EEXIST',
    })
    expect(await readFile(target(), 'utf8')).toBe('mine')
  })
})
