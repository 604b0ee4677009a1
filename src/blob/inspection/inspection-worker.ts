import { Worker } from 'node:worker_threads'
import type { InspectionReply, InspectionTask } from './inspection-messages.js'

/** Far more than the limits of @guildhall/media let one file take. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 }

/** How long a thread may take. */
export interface InspectionTimes {
  /** until it is ready: most of it is loading code on a machine that has other things to do */
  startMaxMs: number
  /** for one file */
  fileMaxMs: number
}

/** What a thread said about a file; `fault` if it did not come to the end. */
export interface InspectionAnswer {
  replies: InspectionReply[]
  fault?: Error
}

/** One thread that works on one file at a time; one that hangs or dies is replaced. */
export class InspectionWorker {
  #thread: Worker | undefined
  #last: Promise<unknown> = Promise.resolve()
  #isEnded = false

  /** @param file what the thread runs */
  constructor(
    private readonly file: string | URL,
    private readonly times: InspectionTimes,
  ) {}

  /** All that the thread says about a file, in its turn. Never rejects. */
  run(task: InspectionTask): Promise<InspectionAnswer> {
    const answer = this.#last.then(() => this.#runNow(task))
    this.#last = answer
    return answer
  }

  /** Ends the thread, whatever it does; files that wait are not looked at. */
  async end(): Promise<void> {
    this.#isEnded = true
    await this.#thread?.terminate()
  }

  async #runNow(task: InspectionTask): Promise<InspectionAnswer> {
    const replies: InspectionReply[] = []
    try {
      if (this.#isEnded) throw new Error('the server stops')
      const thread = this.#thread ?? (await this.#start())
      const { fileMaxMs } = this.times
      await repliesUntil('done', thread, fileMaxMs, replies, () => thread.postMessage(task))
      return { replies }
    } catch (error) {
      return { replies, fault: error as Error }
    }
  }

  async #start(): Promise<Worker> {
    // Nothing of the environment is needed.
    const thread = new Worker(this.file, { resourceLimits: RESOURCE_LIMITS, env: {} })
    this.#thread = thread
    thread.once('exit', () => {
      if (this.#thread === thread) this.#thread = undefined
    })
    // Whoever waits hears of it; without anybody waiting, it must not be a fault of the server.
    thread.on('error', () => undefined)
    // A process that is done with everything else need not wait for it.
    thread.unref()
    await repliesUntil('ready', thread, this.times.startMaxMs, [])
    return thread
  }
}

/** Gathers replies up to a step. Rejects if the thread ends before; ends it, and rejects, if it takes too long. */
async function repliesUntil(
  step: InspectionReply['step'],
  thread: Worker,
  maxMs: number,
  replies: InspectionReply[],
  begin?: () => void,
): Promise<void> {
  const { promise, resolve, reject } = withResolvers()
  const gather = (reply: InspectionReply) => {
    replies.push(reply)
    if (reply.step === step) resolve()
  }
  const exited = (code: number) => reject(new Error(`the thread ended with code ${code}`))
  const timer = setTimeout(() => reject(new Error(`nothing came of it within ${maxMs} ms`)), maxMs)
  thread.on('message', gather).on('error', reject).on('exit', exited)
  try {
    begin?.()
    await promise
  } catch (error) {
    await thread.terminate()
    throw error
  } finally {
    clearTimeout(timer)
    thread.off('message', gather).off('error', reject).off('exit', exited)
  }
}

function withResolvers() {
  let resolve!: () => void
  let reject!: (error: Error) => void
  const promise = new Promise<void>((succeed, fail) => {
    resolve = succeed
    reject = fail
  })
  return { promise, resolve, reject }
}
