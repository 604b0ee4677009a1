import type { Refusal } from '../../refusal.js'
import type { KnownProblems, Log } from '../../telemetry/index.js'
import { BlobStoreTimeout, BlobStoreUnavailable } from '../blob.errors.js'
import { type S3Problem, s3ProblemOf } from './s3-problem.js'

/** How the service fared last: a change is logged, and shown by the health check. */
export class S3Condition {
  #problem: S3Problem['code'] | undefined

  constructor(
    private readonly bucket: string,
    private readonly part: string,
    private readonly log: Log,
    private readonly known: KnownProblems,
  ) {}

  works(): void {
    if (this.#problem === undefined) return
    this.#problem = undefined
    this.known.clear(this.part)
    this.log.info({ bucket: this.bucket }, 'the S3 service works again')
  }

  /** Takes down what went wrong, and makes the refusal for whoever wanted something. */
  failed(error: unknown): Refusal {
    const { code, text } = s3ProblemOf(error)
    if (this.#problem !== code) {
      this.#problem = code
      this.known.report(this.part, code)
      this.log.error({ bucket: this.bucket, problem: code, err: error }, `S3: ${text}`)
    }
    return code === 'Timeout'
      ? new BlobStoreTimeout({ cause: error })
      : new BlobStoreUnavailable({ cause: error })
  }
}
