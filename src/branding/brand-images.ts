import { Injectable } from '@nestjs/common'
import { Outbound, OutboundError } from '../outbound/index.js'
import { Clock, Log } from '../telemetry/index.js'
import { type BrandImage, Branding } from './branding.js'
import { BrandImageUnavailable } from './branding.errors.js'

const IMAGE_MAX_BYTES = 2_097_152
const TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/avif', 'image/gif', 'image/svg+xml']
const REDIRECTS_MAX = 3
/** How long a picture is shown before it is looked for again. */
const FRESH_MS = 3_600_000
/** How long nobody asks again after a picture could not be had. */
const FAILED_MS = 60_000

/** A picture and its media type. */
export interface Image {
  readonly type: string
  readonly bytes: Buffer
}

interface Attempt {
  readonly untilMs: number
  readonly image: Promise<Image | undefined>
}

/** The organization's pictures, passed on, so that its pages tell nobody else who looks at them. */
@Injectable()
export class BrandImages {
  readonly #attempts = new Map<BrandImage, Attempt>()

  constructor(
    private readonly branding: Branding,
    private readonly outbound: Outbound,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @throws {BrandImageUnavailable} when there is none, or it cannot be had */
  async get(name: BrandImage): Promise<Image> {
    const url = this.branding.imageUrl(name)
    const image = url === undefined ? undefined : await this.#attempt(name, url)
    if (!image) throw new BrandImageUnavailable()
    return image
  }

  #attempt(name: BrandImage, url: string): Promise<Image | undefined> {
    const nowMs = this.clock.nowMs()
    const last = this.#attempts.get(name)
    if (last && last.untilMs > nowMs) return last.image
    const image = this.#load(url).catch(async (error: unknown) => {
      if (!(error instanceof OutboundError)) {
        this.#attempts.delete(name)
        throw error
      }
      this.log.warn({ err: error, image: name }, 'a picture of the organization could not be loaded')
      const old = await last?.image
      this.#attempts.set(name, { untilMs: nowMs + FAILED_MS, image: Promise.resolve(old) })
      return old
    })
    this.#attempts.set(name, { untilMs: nowMs + FRESH_MS, image })
    return image
  }

  async #load(url: string): Promise<Image> {
    const response = await this.outbound.request(url, {
      responseMaxBytes: IMAGE_MAX_BYTES,
      redirectsMax: REDIRECTS_MAX,
    })
    const { status, contentType } = response
    if (status !== 200 || !TYPES.includes(contentType)) {
      response.discard()
      throw new OutboundError('contentType', `answered ${status} with "${contentType}"`, status)
    }
    return { type: contentType, bytes: await response.bytes() }
  }
}
