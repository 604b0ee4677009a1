import { type ResourceLimits, Worker } from 'node:worker_threads'

/** What threads say: `ready` once, then for each task what they have to say, `done` at the end. */
export interface ThreadReply {
  readonly step: string
}

/** What a thread may take. */
export interface ThreadLimits {
  /** until it is ready (ms): most of it is loading code on a machine that has other things to do */
  startMaxMs: number
  /** for one task (ms) */
  taskMaxMs: number
  memory: ResourceLimits
}

/** What a thread said about a task; `fault` if it did not come to the end. */
export interface ThreadAnswer<Reply extends ThreadReply> {
  replies: Reply[]
  fault?: Error
}

/** One thread that works on one task at a time; one that hangs or dies is replaced. */
export class LimitedThread<Task, Reply extends ThreadReply> {
  #thread: Worker | undefined
  #last: Promise<unknown> = Promise.resolve()
  #isEnded = false

  /** @param file what the thread runs */
  constructor(
    private readonly file: string | URL,
    private readonly limits: ThreadLimits,
  ) {}

  /** All that the thread says about a task, in its turn. Never rejects. */
  run(task: Task): Promise<ThreadAnswer<Reply>> {
    const answer = this.#last.then(() => this.#runNow(task))
    this.#last = answer
    return answer
  }

  /** Ends the thread, whatever it does; tasks that wait are not done. */
  async end(): Promise<void> {
    this.#isEnded = true
    await this.#thread?.terminate()
  }

  async #runNow(task: Task): Promise<ThreadAnswer<Reply>> {
    const replies: Reply[] = []
    try {
      if (this.#isEnded) throw new Error('the server stops')
      const thread = this.#thread ?? (await this.#start())
      const { taskMaxMs } = this.limits
      await repliesUntil('done', thread, taskMaxMs, replies, () => thread.postMessage(task))
      return { replies }
    } catch (error) {
      // What a thread says last may be heard after its end.
      if (replies.at(-1)?.step === 'done') return { replies }
      return { replies, fault: error as Error }
    }
  }

  async #start(): Promise<Worker> {
    // Nothing of the environment is needed.
    const thread = new Worker(this.file, { resourceLimits: this.limits.memory, env: {} })
    this.#thread = thread
    thread.once('exit', () => {
      if (this.#thread === thread) this.#thread = undefined
    })
    // Whoever waits hears of it; without anybody waiting, it must not be a fault of the server.
    thread.on('error', () => undefined)
    // A process that is done with everything else need not wait for it.
    thread.unref()
    await repliesUntil('ready', thread, this.limits.startMaxMs, [])
    return thread
  }
}

/** Gathers replies up to a step. Rejects if the thread ends before; ends it, and rejects, if it takes too long. */
async function repliesUntil(
  step: string,
  thread: Worker,
  maxMs: number,
  replies: ThreadReply[],
  begin?: () => void,
): Promise<void> {
  const { promise, resolve, reject } = withResolvers()
  const gather = (reply: ThreadReply) => {
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
