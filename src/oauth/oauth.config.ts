import { configSection, duration, list } from '../config/index.js'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** Access tokens are believed without asking; revoked ones are remembered for so long. */
export const ACCESS_TOKEN_LIFETIME_MAX_MS = 15 * MINUTE_MS

/** Settings of the authorization server. */
export class OauthConfig extends configSection('OAuth', {
  trustedClients: list({
    env: 'PDS_OAUTH_TRUSTED_CLIENTS',
    default: [],
    help: 'client_ids whose name and logo are shown, and whose sessions last as long as those of confidential clients.',
  }),
  accessTokenMs: duration({
    env: 'PDS_OAUTH_ACCESS_TOKEN_MS',
    default: 10 * MINUTE_MS,
    min: MINUTE_MS,
    max: ACCESS_TOKEN_LIFETIME_MAX_MS,
    help: 'How long an access token of an application is good (ms).',
  }),
  publicSessionMs: duration({
    env: 'PDS_OAUTH_PUBLIC_SESSION_MS',
    default: 14 * DAY_MS,
    min: MINUTE_MS,
    max: 14 * DAY_MS,
    help: 'How long an application that keeps no secret may act for an account before it asks again (ms).',
  }),
  confidentialSessionMs: duration({
    env: 'PDS_OAUTH_CONFIDENTIAL_SESSION_MS',
    default: 730 * DAY_MS,
    min: MINUTE_MS,
    help: 'The same of an application that proves who it is with a key (ms).',
  }),
  confidentialRefreshMs: duration({
    env: 'PDS_OAUTH_CONFIDENTIAL_REFRESH_MS',
    default: 90 * DAY_MS,
    min: MINUTE_MS,
    max: 180 * DAY_MS,
    help: 'Its session ends when it was not used for so long (ms).',
  }),
  signInMs: duration({
    env: 'PDS_OAUTH_SIGN_IN_MS',
    default: 7 * DAY_MS,
    min: MINUTE_MS,
    help: 'How long a browser that remembers an account need not ask for its password again (ms).',
  }),
  clientCacheMs: duration({
    env: 'PDS_OAUTH_CLIENT_CACHE_MS',
    default: 10 * MINUTE_MS,
    min: 1_000,
    max: 60 * MINUTE_MS,
    help: 'How long the metadata and keys of an application are used before they are fetched again (ms).',
  }),
}) {}
