import type { Connection } from '../connections/connection.js'

/** How this server proves to the provider who it is. */
export const CLIENT_AUTH_METHODS = ['client_secret_basic', 'client_secret_post', 'none'] as const

/** What a connection of OpenID Connect needs besides its issuer and its secret. */
export interface OidcSettings {
  readonly clientId: string
  readonly clientAuth: (typeof CLIENT_AUTH_METHODS)[number]
  readonly scopes: readonly string[]
  /** how the browser brings the answer */
  readonly responseMode: 'query' | 'form_post'
  /** whether the provider is told who is expected */
  readonly sendLoginHint: boolean
  /** whether it is asked for more than the token says */
  readonly userinfo: boolean
}

const DEFAULTS: Omit<OidcSettings, 'clientId'> = {
  clientAuth: 'client_secret_basic',
  scopes: ['openid', 'email', 'profile'],
  responseMode: 'query',
  sendLoginHint: true,
  userinfo: true,
}

/** The settings of a connection, with defaults for what it does not say. */
export function oidcSettings({ settings }: Pick<Connection, 'settings'>): OidcSettings {
  return { ...DEFAULTS, ...(settings as Partial<OidcSettings> & Pick<OidcSettings, 'clientId'>) }
}

/** What is wrong with settings, by JSON pointer below them. */
export function oidcSettingProblems(
  settings: Readonly<Record<string, unknown>>,
): { at: string; message: string }[] {
  const { clientId, clientAuth, scopes, responseMode, sendLoginHint, userinfo } = oidcSettings({ settings })
  const isText = (value: unknown) => typeof value === 'string' && value.length > 0 && value.length <= 512
  const rules: [boolean, string, string][] = [
    [isText(clientId), '/clientId', 'must be the id that the provider has given this server'],
    [
      CLIENT_AUTH_METHODS.includes(clientAuth),
      '/clientAuth',
      `must be one of ${CLIENT_AUTH_METHODS.join(', ')}`,
    ],
    [
      Array.isArray(scopes) && scopes.every(isText) && scopes.includes('openid'),
      '/scopes',
      'must be a list of scopes with openid among them',
    ],
    [['query', 'form_post'].includes(responseMode), '/responseMode', 'must be query or form_post'],
    [typeof sendLoginHint === 'boolean', '/sendLoginHint', 'must be true or false'],
    [typeof userinfo === 'boolean', '/userinfo', 'must be true or false'],
  ]
  const known = new Set(['clientId', ...Object.keys(DEFAULTS)])
  const unknown = Object.keys(settings).filter((name) => !known.has(name))
  return [
    ...rules.flatMap(([isGood, at, message]) => (isGood ? [] : [{ at, message }])),
    ...unknown.map((name) => ({ at: `/${name}`, message: 'is no setting of OpenID Connect' })),
  ]
}
