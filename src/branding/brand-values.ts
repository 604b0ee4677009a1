/** Colours that an organization chooses. */
export const COLOUR_NAMES = [
  'primaryColor',
  'errorColor',
  'warningColor',
  'infoColor',
  'successColor',
] as const
export type ColourName = (typeof COLOUR_NAMES)[number]

/** Pictures of the organization, as this server passes them on. */
export const BRAND_IMAGES = ['logo', 'background-light', 'background-dark'] as const
export type BrandImage = (typeof BRAND_IMAGES)[number]

/** What an organization looks like, as far as somebody has said so; what is absent is as it is without. */
export interface BrandValues {
  readonly serviceName?: string | undefined
  readonly homeUrl?: string | undefined
  readonly supportUrl?: string | undefined
  readonly privacyPolicyUrl?: string | undefined
  readonly termsOfServiceUrl?: string | undefined
  /** as `parseColour` reads them */
  readonly primaryColor?: string | undefined
  readonly errorColor?: string | undefined
  readonly warningColor?: string | undefined
  readonly infoColor?: string | undefined
  readonly successColor?: string | undefined
  /** digests of pictures that were uploaded */
  readonly logo?: string | undefined
  readonly backgroundLight?: string | undefined
  readonly backgroundDark?: string | undefined
  /** below pages and mails, such as an imprint */
  readonly footer?: string | undefined
  /** who mails come from, besides the address */
  readonly mailName?: string | undefined
  /** where answers to mails go */
  readonly mailReplyTo?: string | undefined
}

/** The variables of the environment that say the same; where one is set, it holds. */
export const BRAND_VARIABLES = {
  serviceName: 'PDS_SERVICE_NAME',
  homeUrl: 'PDS_HOME_URL',
  supportUrl: 'PDS_SUPPORT_URL',
  privacyPolicyUrl: 'PDS_PRIVACY_POLICY_URL',
  termsOfServiceUrl: 'PDS_TERMS_OF_SERVICE_URL',
  primaryColor: 'PDS_PRIMARY_COLOR',
  errorColor: 'PDS_ERROR_COLOR',
  warningColor: 'PDS_WARNING_COLOR',
  infoColor: 'PDS_INFO_COLOR',
  successColor: 'PDS_SUCCESS_COLOR',
  logo: 'PDS_LOGO_URL',
  backgroundLight: 'PDS_BACKGROUND_LIGHT_URL',
  backgroundDark: 'PDS_BACKGROUND_DARK_URL',
} as const satisfies Partial<Record<keyof BrandValues, string>>

/** Those of them that are settings which change while the server runs. */
export const LIVE_BRAND_VARIABLES = Object.entries(BRAND_VARIABLES).filter(
  ([, env]) => !env.endsWith('LOGO_URL') && !env.includes('_BACKGROUND_'),
) as [keyof BrandValues, string][]

/** The document of an organization's looks: of the whole, or of a domain of handles. */
export function brandDocument(domain?: string): string {
  return domain === undefined ? 'branding' : `${DOMAIN_PREFIX}${domain}`
}

/** Before the domain in the names of such documents. */
export const DOMAIN_PREFIX = 'branding.'
