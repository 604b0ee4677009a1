import type { Readable } from 'node:stream'

/** An answer of another service, passed on as it came: nothing of it is looked at, and it need not fit a lexicon. */
export class PassedAnswer {
  /** @param body with whatever content coding the headers say */
  constructor(
    readonly status: number,
    readonly headers: Readonly<Record<string, string>>,
    readonly body: Buffer | Readable,
  ) {}
}
