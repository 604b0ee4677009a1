import { Injectable } from '@nestjs/common'

/** What does not work at the moment although the server as a whole does; the health check shows it. */
@Injectable()
export class KnownProblems {
  readonly #problems = new Map<string, string>()

  /**
   * @param part what does not work: `blobStore`
   * @param problem in a word: `BucketMissing`. Everybody can see it.
   */
  report(part: string, problem: string): void {
    this.#problems.set(part, problem)
  }

  clear(part: string): void {
    this.#problems.delete(part)
  }

  /** Problems by part; undefined if there are none. */
  all(): Record<string, string> | undefined {
    return this.#problems.size > 0 ? Object.fromEntries(this.#problems) : undefined
  }
}
