import type { ServiceConfig } from '../config/index.js'
import { Brand, type ImagePlace } from './brand.js'
import { type BrandImage, type BrandValues, COLOUR_NAMES, type ColourName } from './brand-values.js'
import type { BrandingConfig } from './branding.config.js'
import { type Colour, parseColour } from './colour.js'
import type { BrandColours } from './palette.js'

/** What was said about looks while the server runs. */
export interface BrandSource {
  /** @param domain undefined: the whole */
  read(domain: string | undefined): BrandValues | undefined
  /** domains that have looks of their own */
  domains(): readonly string[]
}

const NOTHING_SAID: BrandSource = { read: () => undefined, domains: () => [] }

/**
 * The organization as people see it: its name, its colours, its links. Domains of handles may look different; members
 * see what their handle stands for.
 */
export class Branding {
  constructor(
    private readonly service: ServiceConfig,
    private readonly config: BrandingConfig,
    private readonly source: BrandSource = NOTHING_SAID,
  ) {}

  /** The organization as a whole. */
  get whole(): Brand {
    return this.draft({})
  }

  /** What somebody sees who has this handle; without one, the whole. */
  of(handle: string | undefined): Brand {
    if (handle === undefined) return this.whole
    const name = `.${handle.toLowerCase()}`
    const [domain] = this.source
      .domains()
      .filter((each) => name.endsWith(`.${each}`))
      .sort((a, b) => b.length - a.length)
    return domain === undefined ? this.whole : this.ofDomain(domain)
  }

  /** What a domain of handles looks like. */
  ofDomain(domain: string): Brand {
    return this.draft(this.source.read(domain) ?? {})
  }

  /** What it would look like if these values held; those that are absent are the ones of the whole. */
  draft(values: BrandValues): Brand {
    const whole = this.source.read(undefined) ?? {}
    const { service } = this
    return new Brand({
      serviceName: values.serviceName ?? service.serviceName,
      publicUrl: service.publicUrl,
      links: {
        home: values.homeUrl ?? service.homeUrl,
        support: values.supportUrl ?? service.supportUrl,
        privacyPolicy: values.privacyPolicyUrl ?? service.privacyPolicyUrl,
        termsOfService: values.termsOfServiceUrl ?? service.termsOfServiceUrl,
      },
      colours: this.#colours(values),
      images: {
        logo: this.#image('logo', values.logo, whole.logo),
        'background-light': this.#image('background-light', values.backgroundLight, whole.backgroundLight),
        'background-dark': this.#image('background-dark', values.backgroundDark, whole.backgroundDark),
      },
      footer: values.footer ?? whole.footer,
      mailName: values.mailName ?? whole.mailName,
      mailReplyTo: values.mailReplyTo ?? whole.mailReplyTo,
    })
  }

  #colours(values: BrandValues): BrandColours {
    // The section has checked its own; those of documents were checked when they were written.
    const read = (name: ColourName): Colour =>
      parseColour(values[name] ?? '') ?? parseColour(this.config[name])!
    const [primary, error, warning, info, success] = COLOUR_NAMES.map(read) as [
      Colour,
      Colour,
      Colour,
      Colour,
      Colour,
    ]
    return { primary, error, warning, info, success }
  }

  #image(name: BrandImage, own: string | undefined, whole: string | undefined): ImagePlace | undefined {
    if (own !== undefined) return { digest: own }
    const url = this.#urlOf(name)
    if (url !== undefined) return { url }
    return whole === undefined ? undefined : { digest: whole }
  }

  #urlOf(name: BrandImage): string | undefined {
    if (name === 'logo') return this.config.logoUrl
    return name === 'background-light' ? this.config.backgroundLightUrl : this.config.backgroundDarkUrl
  }
}
