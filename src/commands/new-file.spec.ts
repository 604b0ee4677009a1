import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { writeNew } from './new-file.js'

let directory: string
let file: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'guildhall-files-'))
  file = join(directory, 'repo.car')
})
afterEach(() => rm(directory, { recursive: true }))

const source = () => Readable.from([Buffer.from('whole')])

describe('a new file', () => {
  it('is whole under its name, and for its owner only', async () => {
    expect(await writeNew(file, source())).toBe('whole'.length)
    expect(await readFile(file, 'utf8')).toBe('whole')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await readdir(directory)).toEqual(['repo.car'])
  })

  it('takes the place of none that is there', async () => {
    await writeFile(file, 'former')
    await expect(writeNew(file, source())).rejects.toThrow('there already')
    expect(await readFile(file, 'utf8')).toBe('former')
    expect(await readdir(directory)).toEqual(['repo.car'])
  })

  it('leaves alone what somebody else writes', async () => {
    await writeFile(`${file}.part`, 'of another command')
    await expect(writeNew(file, source())).rejects.toThrow('EEXIST')
    expect(await readFile(`${file}.part`, 'utf8')).toBe('of another command')
  })

  it('leaves alone what somebody else begins as soon as it has its name', async () => {
    const writing = writeNew(file, source())
    // As soon as the name of the part is free again.
    for (let isBegun = false; !isBegun;) {
      isBegun = await stat(file).then(
        () => writeFile(`${file}.part`, 'of another command', { flag: 'wx' }).then(() => true),
        () => false,
      )
    }
    await writing
    expect(await readFile(`${file}.part`, 'utf8')).toBe('of another command')
  })

  it('is not there when its source fails', async () => {
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('half')
        throw new Error('broken off')
      })(),
    )
    await expect(writeNew(file, broken)).rejects.toThrow('broken off')
    expect(await readdir(directory)).toEqual([])
  })
})
