import { Injectable } from '@nestjs/common'
import { Outbound, OutboundError } from '../outbound/index.js'
import { Clock, Log } from '../telemetry/index.js'

const PICTURE_MAX_BYTES = 2_097_152
const TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/avif', 'image/gif', 'image/svg+xml']
const REDIRECTS_MAX = 3
/** How long a picture is shown before it is looked for again. */
const FRESH_MS = 3_600_000
/** How long nobody asks again after a picture could not be had. */
const FAILED_MS = 60_000

/** A picture and its media type. */
export interface Picture {
  readonly type: string
  readonly bytes: Buffer
}

/** Where a picture is, and who says so. */
export interface PictureSource {
  readonly url: string
  /** whether it was not the operator who has named the address */
  readonly toStranger?: boolean
}

interface Attempt {
  readonly url: string
  readonly untilMs: number
  readonly picture: Promise<Picture | undefined>
}

/** Pictures from elsewhere that pages of this server show, passed on: nobody else is told who looks at them. */
@Injectable()
export class Pictures {
  readonly #attempts = new Map<string, Attempt>()

  constructor(
    private readonly outbound: Outbound,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /**
   * A picture, fetched once for everybody who looks at it, and again after an hour.
   * @param name under which it is kept, one of few that the operator has chosen
   * @returns `undefined` if it cannot be had
   */
  get(name: string, source: PictureSource): Promise<Picture | undefined> {
    const nowMs = this.clock.nowMs()
    const last = this.#attempts.get(name)
    const known = last?.url === source.url ? last : undefined
    if (known && known.untilMs > nowMs) return known.picture
    const keep = (untilMs: number, picture: Promise<Picture | undefined>) =>
      this.#attempts.set(name, { url: source.url, untilMs, picture })
    const picture = this.#load(source).catch(async (error: unknown) => {
      if (!(error instanceof OutboundError)) {
        this.#attempts.delete(name)
        throw error
      }
      this.log.warn({ err: error, picture: name }, 'a picture could not be loaded')
      const old = await known?.picture
      keep(nowMs + FAILED_MS, Promise.resolve(old))
      return old
    })
    keep(nowMs + FRESH_MS, picture)
    return picture
  }

  async #load({ url, toStranger = false }: PictureSource): Promise<Picture> {
    const response = await this.outbound.request(url, {
      responseMaxBytes: PICTURE_MAX_BYTES,
      redirectsMax: REDIRECTS_MAX,
      toStranger,
    })
    const { status, contentType } = response
    if (status !== 200 || !TYPES.includes(contentType)) {
      response.discard()
      throw new OutboundError('contentType', `answered ${status} with "${contentType}"`, status)
    }
    return { type: contentType, bytes: await response.bytes() }
  }
}
