import { configSection, integer, list, path } from '../config/index.js'

/** Settings of signing in with an organization. */
export class SsoConfig extends configSection('single sign-on', {
  connectionsFile: path({
    env: 'PDS_SSO_CONNECTIONS_FILE',
    help: 'JSON file that declares connections to identity providers; read when the server starts.',
  }),
  privateOrigins: list({
    env: 'PDS_SSO_PRIVATE_ORIGINS',
    default: [],
    help: 'Origins of identity providers that may have private addresses, such as https://login.internal.example.com.',
    each: (origin) => (URL.canParse(origin) ? undefined : 'is not a URL'),
  }),
  connectionsMax: integer({
    env: 'PDS_SSO_CONNECTIONS_MAX',
    default: 50,
    min: 1,
    max: 500,
    help: 'Most connections to identity providers.',
  }),
}) {}
