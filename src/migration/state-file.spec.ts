import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MoveProblem } from './move-problem.js'
import type { MoveState } from './move-state.js'
import { StateFile } from './state-file.js'

let parent: string
let folder: string
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'guildhall-state-'))
  folder = join(parent, 'move')
})
afterEach(() => rm(parent, { recursive: true }))

const STATE = { version: 1, did: 'did:plc:alice', done: ['account'], blobsGone: [] } as unknown as MoveState

describe('the state of a move', () => {
  it('is kept for its owner only', async () => {
    const file = await StateFile.open(folder)
    expect(await file.load()).toBeUndefined()
    await file.save(STATE)
    expect(await file.load()).toEqual(STATE)
    expect(await StateFile.peek(folder)).toEqual(STATE)
    expect((await stat(file.path('state.json'))).mode & 0o777).toBe(0o600)
    await file.close()
    expect(await readdir(folder)).toEqual(['state.json'])
  })

  it('belongs to one command at a time', async () => {
    const lock = join(folder, 'lock')
    const file = await StateFile.open(folder)
    await writeFile(lock, String(process.ppid))
    await expect(StateFile.open(folder)).rejects.toThrow(MoveProblem)
    await file.close()
    await (await StateFile.open(folder)).close()
  })

  it('is taken over from a command that is dead', async () => {
    await StateFile.open(folder)
    await writeFile(join(folder, 'lock'), '999999999')
    await (await StateFile.open(folder)).close()
  })

  it('is not made up from something else', async () => {
    const file = await StateFile.open(folder)
    await writeFile(file.path('state.json'), '{"version":2}')
    await expect(file.load()).rejects.toThrow(MoveProblem)
    await file.close()
  })
})

describe('the folder of a move', () => {
  it('goes with the move', async () => {
    const file = await StateFile.open(folder)
    await file.save(STATE)
    await writeFile(file.path('repo.car'), 'an export')
    await file.remove()
    await file.close()
    expect(await readdir(parent)).toEqual([])
  })

  it('stays with whatever else is in it: it was there before the move', async () => {
    const photos = join(folder, 'photos')
    await mkdir(photos, { recursive: true })
    await writeFile(join(photos, 'one.jpg'), 'a photo')
    await writeFile(join(folder, 'letter.txt'), 'a letter')
    const file = await StateFile.open(folder)
    await file.save(STATE)
    await writeFile(file.path('repo.car.new'), 'half of an export')
    await writeFile(file.path('blob-3'), 'half of a blob')
    await file.remove()
    await file.close()
    expect((await readdir(folder)).sort()).toEqual(['letter.txt', 'photos'])
    expect(await readdir(photos)).toEqual(['one.jpg'])
  })
})
