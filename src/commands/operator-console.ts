import { createInterface } from 'node:readline/promises'
import { harmlessLines, Progress } from '../migration/index.js'

/** Where a command reads from and writes to. */
export interface Streams {
  readonly input: NodeJS.ReadableStream & { isTTY?: boolean }
  readonly output: NodeJS.WritableStream & { isTTY?: boolean }
  readonly errors: NodeJS.WritableStream & { isTTY?: boolean }
}

/** How far something is; shown at a terminal only. */
export interface ProgressBar {
  add(units: number): void
  end(): void
}

const NO_BAR: ProgressBar = { add: () => undefined, end: () => undefined }
const JSON_INDENT = 2
const AGREES = /^y(es)?$/i

/**
 * What a command says: its result on the standard output, as text or as one JSON document, and everything else on the
 * standard error, so that a result can be piped.
 */
export class OperatorConsole {
  constructor(
    private readonly streams: Streams,
    /** whether the result is for machines */
    readonly isJson: boolean,
  ) {}

  /** The result, once. @param text the same for people, with its line end */
  result(data: unknown, text: string): void {
    this.streams.output.write(this.isJson ? `${JSON.stringify(data, undefined, JSON_INDENT)}\n` : text)
  }

  /** A part of a result for people that comes bit by bit; machines get it with {@link result} at the end. */
  say(text: string): void {
    if (!this.isJson) this.streams.output.write(text)
  }

  /** A line beside the result. */
  note(line: string): void {
    this.streams.errors.write(`${harmlessLines(line)}\n`)
  }

  /** Why something could not be done. @param code for machines */
  fail(message: string, code = 'Failed'): void {
    this.note(this.isJson ? JSON.stringify({ error: code, message }) : message)
  }

  /** A bar, if somebody looks. */
  progress(what: string, total: number, unit: string): ProgressBar {
    return this.streams.errors.isTTY ? new Progress(this.streams.errors, { what, total, unit }) : NO_BAR
  }

  /** Where a move of an account says what it does: not between the lines of a result for machines. */
  get talk(): NodeJS.WritableStream & { isTTY?: boolean } {
    return this.isJson ? this.streams.errors : this.streams.output
  }

  get input(): Streams['input'] {
    return this.streams.input
  }

  /**
   * Whether something that cannot be undone is to be done: asked at a terminal, and nowhere else.
   * @param agreed it was said beforehand (`--yes`)
   */
  async confirm(what: string, agreed: boolean): Promise<boolean> {
    if (agreed) return true
    if (!this.streams.input.isTTY || !this.streams.errors.isTTY) {
      this.fail(`${what} Nothing was done: confirm it with --yes.`, 'NotConfirmed')
      return false
    }
    const lines = createInterface({ input: this.streams.input, output: this.streams.errors })
    try {
      if (AGREES.test((await lines.question(`${what} Go on? [y/N] `)).trim())) return true
    } finally {
      lines.close()
    }
    this.fail('Nothing was done.', 'NotConfirmed')
    return false
  }
}
