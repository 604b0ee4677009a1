import { mkdir, open, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EXIT, MoveProblem } from './move-problem.js'
import type { MoveFolder } from './move-folder.js'
import type { MoveState } from './move-state.js'

const OWN_FOLDER = 0o700
const OWN_FILE = 0o600
const STATE = 'state.json'
const LOCK = 'lock'
/** Why a folder cannot be removed in which something else is, or somebody. */
const STAYS = new Set(['ENOTEMPTY', 'EEXIST', 'EBUSY', 'EINVAL'])
/** What moves leave in their folders: this state, the lock, exports, and blobs on their way. */
const OF_MOVES = /^(?:state\.json(?:\.new)?|lock|(?:repo|here|arrived)\.car(?:\.new)?|blob-\d+)$/

/** Where a move is kept unless told otherwise: below the present folder. */
export function folderOf({ folder }: { folder?: string | undefined }, did: string): string {
  return folder ?? `move-${did.replaceAll(':', '-')}`
}

/** The folder of one move: how far it is, and what is on its way. Nobody but its owner can read it. */
export class StateFile implements MoveFolder {
  private constructor(readonly folder: string) {}

  /** Opens the folder, makes it where needed, and keeps others out. @throws {MoveProblem} when another command is in it */
  static async open(folder: string): Promise<StateFile> {
    await mkdir(folder, { recursive: true, mode: OWN_FOLDER })
    const file = new StateFile(folder)
    await file.#lock()
    return file
  }

  /** Path of a file in the folder. */
  path(name: string): string {
    return join(this.folder, name)
  }

  /** What was kept in a folder that another command may be in. @throws {MoveProblem} for what cannot be read */
  static peek(folder: string): Promise<MoveState | undefined> {
    return new StateFile(folder).load()
  }

  /** What was kept; undefined for a move that has not begun. @throws {MoveProblem} for what cannot be read */
  async load(): Promise<MoveState | undefined> {
    const text = await readFile(this.path(STATE), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    if (text === undefined) return undefined
    try {
      const state = JSON.parse(text) as MoveState
      if (state.version === 1) return state
    } catch {
      // Said below.
    }
    throw new MoveProblem(`${this.path(STATE)} is not the state of a move; put it aside to begin anew`)
  }

  /** Keeps a state: all of it or nothing, whatever happens meanwhile. */
  async save(state: MoveState): Promise<void> {
    const fresh = this.path(`${STATE}.new`)
    const handle = await open(fresh, 'w', OWN_FILE)
    try {
      await handle.writeFile(`${JSON.stringify(state, undefined, 2)}\n`)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(fresh, this.path(STATE))
  }

  /** Lets others in. */
  async close(): Promise<void> {
    await rm(this.path(LOCK), { force: true })
  }

  /** Removes all that is of the move, and the folder unless somebody keeps something else in it. */
  async remove(): Promise<void> {
    const names = await readdir(this.folder)
    for (const name of names.filter((each) => OF_MOVES.test(each))) await rm(this.path(name), { force: true })
    await rmdir(this.folder).catch((error: NodeJS.ErrnoException) => {
      // It is the present folder, or one that was there before.
      if (!STAYS.has(error.code ?? '')) throw error
    })
  }

  async #lock(): Promise<void> {
    const mine = String(process.pid)
    const write = () => writeFile(this.path(LOCK), mine, { flag: 'wx', mode: OWN_FILE })
    try {
      await write()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const owner = Number(await readFile(this.path(LOCK), 'utf8'))
      if (isAlive(owner)) {
        throw new MoveProblem(`another command (process ${owner}) is at work in ${this.folder}`, EXIT.failed)
      }
      await rm(this.path(LOCK), { force: true })
      await write()
    }
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
