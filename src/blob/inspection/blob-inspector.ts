import { createReadStream, createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type ByteEdit, editedPieces, UNKNOWN_TYPE } from '@guildhall/media'
import { Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { PROJECT_ROOT } from '../../config/index.js'
import { Log } from '../../telemetry/index.js'
import { LimitedThread, type ThreadLimits } from '../../threads/index.js'
import type { Inspection } from './inspection.js'
import type { InspectionReply, InspectionTask } from './inspection-messages.js'

/** Compiled code, from the sources as well: threads do not compile. */
const THREAD_FILE = join(PROJECT_ROOT, 'dist', 'inspection-thread.js')

/** Its memory is far more than the limits of @guildhall/media let one file take. */
const LIMITS: ThreadLimits = {
  startMaxMs: 20_000,
  taskMaxMs: 2_000,
  memory: { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
}

type InspectionThread = LimitedThread<InspectionTask, InspectionReply>

/**
 * Looks into uploaded files, in a thread of its own that is started with the first file: whatever a file does to a
 * parser, the server goes on.
 */
@Injectable()
export class BlobInspector implements OnApplicationShutdown {
  #thread: InspectionThread | undefined

  constructor(private readonly log: Log) {}

  async onApplicationShutdown(): Promise<void> {
    await this.#thread?.end()
  }

  /**
   * The type of a file, and whether its metadata give away a place. A file that cannot be looked through is logged,
   * not refused: see {@link Inspection}.
   * @param path a whole file on this machine's disk
   * @param size bytes
   * @param declared the type that the sender states, as a header has it
   */
  async inspect(path: string, size: number, declared: string | undefined): Promise<Inspection> {
    const { replies, isWhole } = await this.#run({ task: 'inspect', path, declared }, size)
    const found: Inspection = { mimeType: UNKNOWN_TYPE, isUninspectable: !isWhole }
    for (const reply of replies) {
      if (reply.step === 'type') found.mimeType = reply.mimeType
      if (reply.step === 'place') found.location = reply.location
    }
    return found
  }

  /**
   * Writes a copy of a file without any place in its metadata; its picture is the same, byte for byte.
   * @param mimeType as {@link inspect} told it
   * @param target where the copy goes; nothing may be there
   * @returns the size of the copy in bytes; `undefined`, and nothing is written, if the place cannot be taken out
   * @throws Error of the file system; nothing is left at `target`
   */
  async strip(path: string, size: number, mimeType: string, target: string): Promise<number | undefined> {
    const { replies, isWhole } = await this.#run({ task: 'strip', path, mimeType }, size)
    const edits = replies.find((reply) => reply.step === 'edits')?.edits
    if (!edits || !isWhole) return undefined
    await writeEdited(path, size, edits, target)
    return edits.reduce((sum, { length, replacement }) => sum - length + replacement.length, size)
  }

  /** What the thread runs, and for how long. */
  protected newThread(): InspectionThread {
    return new LimitedThread(THREAD_FILE, LIMITS)
  }

  async #run(task: InspectionTask, size: number): Promise<{ replies: InspectionReply[]; isWhole: boolean }> {
    this.#thread ??= this.newThread()
    const { replies, fault } = await this.#thread.run(task)
    if (fault) this.log.warn({ task: task.task, size, err: fault }, 'a file could not be inspected')
    return { replies, isWhole: !fault }
  }
}

async function writeEdited(path: string, size: number, edits: ByteEdit[], target: string): Promise<void> {
  const file = createWriteStream(target, { flags: 'wx' })
  try {
    await pipeline(piecesOf(path, size, edits), file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await rm(target, { force: true })
    throw error
  }
}

async function* piecesOf(path: string, size: number, edits: ByteEdit[]): AsyncGenerator<Uint8Array> {
  for (const piece of editedPieces(size, edits)) {
    if (piece instanceof Uint8Array) yield piece
    else yield* createReadStream(path, { start: piece.from, end: piece.from + piece.length - 1 })
  }
}
