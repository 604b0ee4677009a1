import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import type { Conversation } from './conversation.js'
import { harmlessLines } from './harmless.js'
import { EXIT, MoveProblem } from './move-problem.js'
import { Progress } from './progress.js'

type Input = NodeJS.ReadableStream & { isTTY?: boolean }
type Output = NodeJS.WritableStream & { isTTY?: boolean }

/** What a command says to people, and asks them. */
export class Terminal implements Conversation {
  constructor(
    private readonly input: Input,
    private readonly output: Output,
  ) {}

  /** Whether somebody is there to be asked. */
  get isAttended(): boolean {
    return Boolean(this.input.isTTY && this.output.isTTY)
  }

  /** Says what may have words of other servers in it. */
  say(line: string): void {
    this.output.write(`${harmlessLines(line)}\n`)
  }

  /** Shows how far something is, of `total` units. */
  progress(what: string, total: number, unit: string): Progress {
    return new Progress(this.output, { what, total, unit })
  }

  /**
   * The answer to a question.
   * @param instead how to say it when nobody is there
   * @throws {MoveProblem} when nobody is there
   */
  ask(question: string, instead: string): Promise<string> {
    return this.#ask(question, instead, this.output)
  }

  /** As {@link ask}, without showing what is typed. */
  async askSecret(question: string, instead: string): Promise<string> {
    const silent = new Writable({ write: (_piece, _encoding, done) => done() })
    if (this.isAttended) this.output.write(question)
    const answer = await this.#ask(question, instead, silent)
    this.output.write('\n')
    return answer
  }

  async #ask(question: string, instead: string, output: NodeJS.WritableStream): Promise<string> {
    if (!this.isAttended) throw new MoveProblem(instead, EXIT.waiting)
    const lines = createInterface({ input: this.input, output, terminal: true })
    try {
      return (await lines.question(question)).trim()
    } finally {
      lines.close()
    }
  }
}
