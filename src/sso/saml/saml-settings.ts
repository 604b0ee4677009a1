import type { Connection } from '../connections/connection.js'
import type { NameIdFormat } from './wire/saml-messages.js'

export const NAME_ID_FORMATS = ['persistent', 'emailAddress', 'unspecified'] as const satisfies NameIdFormat[]

/** What a connection of SAML needs besides the entity id of its provider, and its metadata. */
export interface SamlSettings {
  /** where the provider publishes its metadata; absent: an administrator gives them to this server */
  readonly metadataUrl?: string | undefined
  /** what the provider is asked for */
  readonly nameIdFormat: NameIdFormat
  /** the attribute that says who somebody is, for providers whose NameID does not stay the same; absent: the NameID */
  readonly subjectAttribute?: string | undefined
  /** whether the response must be signed besides its assertion */
  readonly signedResponse: boolean
  /** whether assertions must be encrypted */
  readonly encryption: boolean
  /** whether people may come from the pages of the provider */
  readonly idpInitiated: boolean
}

const DEFAULTS: SamlSettings = {
  nameIdFormat: 'persistent',
  signedResponse: false,
  encryption: false,
  idpInitiated: false,
}
const KNOWN = new Set(['metadataUrl', 'subjectAttribute', ...Object.keys(DEFAULTS)])
const TEXT_MAX = 1_000

/** The settings of a connection, with defaults for what it does not say. */
export function samlSettings({ settings }: Pick<Connection, 'settings'>): SamlSettings {
  return { ...DEFAULTS, ...(settings as Partial<SamlSettings>) }
}

/** What is wrong with settings, by JSON pointer below them. */
export function samlSettingProblems(
  settings: Readonly<Record<string, unknown>>,
): { at: string; message: string }[] {
  const { metadataUrl, nameIdFormat, subjectAttribute, ...flags } = samlSettings({ settings })
  const rules: [boolean, string, string][] = [
    [
      metadataUrl === undefined || isAddress(metadataUrl),
      '/metadataUrl',
      'must be the address of the metadata of the provider',
    ],
    [NAME_ID_FORMATS.includes(nameIdFormat), '/nameIdFormat', `must be one of ${NAME_ID_FORMATS.join(', ')}`],
    [
      subjectAttribute === undefined || isText(subjectAttribute),
      '/subjectAttribute',
      'must be the name of an attribute',
    ],
    ...(['signedResponse', 'encryption', 'idpInitiated'] as const).map((name): [boolean, string, string] => [
      typeof flags[name] === 'boolean',
      `/${name}`,
      'must be true or false',
    ]),
  ]
  const unknown = Object.keys(settings).filter((name) => !KNOWN.has(name))
  return [
    ...rules.flatMap(([isGood, at, message]) => (isGood ? [] : [{ at, message }])),
    ...unknown.map((name) => ({ at: `/${name}`, message: 'is no setting of SAML' })),
  ]
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.length > 0 && value.length <= TEXT_MAX
}

function isAddress(value: unknown): boolean {
  return isText(value) && URL.canParse(value as string) && /^https?:$/.test(new URL(value as string).protocol)
}
