import { join } from 'node:path'
import { Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { PROJECT_ROOT } from '../../config/index.js'
import { Log } from '../../telemetry/index.js'
import { LimitedThread, type ThreadLimits } from '../../threads/index.js'
import type { SamlReply, SamlResults, SamlTask } from './wire/saml-messages.js'
import { SamlProblem } from './wire/saml-problem.js'

/** Compiled code, from the sources as well: threads do not compile. */
const THREAD_FILE = join(PROJECT_ROOT, 'dist', 'saml-thread.js')

/** A message takes some milliseconds and MB. */
const LIMITS: ThreadLimits = {
  startMaxMs: 20_000,
  taskMaxMs: 3_000,
  memory: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16, stackSizeMb: 2 },
}
/** Messages that may wait; whoever sends more has to wait outside. */
const WAITING_MAX = 64

/**
 * Writes and reads messages of SAML in a thread of its own, which is started with the first of them: the library is loaded
 * there, and whatever a message does to a parser, the server goes on.
 */
@Injectable()
export class SamlReader implements OnApplicationShutdown {
  #thread: LimitedThread<SamlTask, SamlReply> | undefined
  #waiting = 0

  constructor(private readonly log: Log) {}

  async onApplicationShutdown(): Promise<void> {
    await this.#thread?.end()
  }

  /** @throws {SamlProblem} if a message is not believed, or the thread was not up to it */
  async run<Name extends keyof SamlResults>(
    task: Extract<SamlTask, { task: Name }>,
  ): Promise<SamlResults[Name]> {
    if (this.#waiting >= WAITING_MAX) throw new SamlProblem('too_large', 'too many messages at a time')
    this.#waiting++
    try {
      this.#thread ??= new LimitedThread(THREAD_FILE, LIMITS)
      const { replies, fault } = await this.#thread.run(task)
      return this.#resultOf(task, replies, fault) as SamlResults[Name]
    } finally {
      this.#waiting--
    }
  }

  #resultOf(task: SamlTask, replies: SamlReply[], fault: Error | undefined) {
    const last = replies.find((reply) => reply.step === 'done')
    if (fault || !last) {
      this.log.warn({ task: task.task, err: fault }, 'a message of SAML could not be read')
      throw new SamlProblem('malformed', `the thread gave up: ${fault?.message}`)
    }
    if ('problem' in last) throw new SamlProblem(last.problem.code, last.problem.message)
    return last.result
  }
}
