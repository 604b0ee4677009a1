import { type Did, isDid } from '@guildhall/syntax'
import { boolean, configSection, duration, enumeration, string } from '../config/index.js'
import { ROLE_IDS } from '../roles/index.js'

const DAY_MS = 24 * 60 * 60 * 1000

/** Settings of signing in, and of who may act for the administrator. */
export class AuthConfig extends configSection(
  'auth',
  {
    didDocWithSession: boolean({
      env: 'PDS_ENABLE_DID_DOC_WITH_SESSION',
      default: false,
      help: 'Whether sessions come with the DID document of the account.',
    }),
    moderationServiceDid: string({
      env: 'PDS_MOD_SERVICE_DID',
      help: 'DID of the moderation service, whose tokens are taken for administrative methods that moderate.',
    }),
    moderationServiceRank: enumeration({
      env: 'PDS_MOD_SERVICE_RANK',
      values: ROLE_IDS,
      default: 'moderator',
      help: 'The role as which the moderation service ranks: it does nothing to the account of an administrator who ranks as high.',
    }),
    adminPasswordRole: enumeration({
      env: 'PDS_ADMIN_PASSWORD_ROLE',
      values: [...ROLE_IDS, 'none'],
      default: 'owner',
      help: 'What the password of the administrator allows; none: it is good for nothing.',
    }),
    bareAudience: boolean({
      env: 'PDS_SERVICE_AUTH_BARE_AUDIENCE',
      default: true,
      help: 'Whether tokens between services may name this server by its DID alone, which is deprecated, beside DID#atproto_pds.',
    }),
    browserTrustMs: duration({
      env: 'PDS_SECOND_FACTOR_TRUST_MS',
      live: 'protection',
      default: 30 * DAY_MS,
      max: 400 * DAY_MS,
      help: 'How long a browser that its owner trusts is not asked for a second factor again; 0: browsers cannot be trusted (ms).',
    }),
  },
  {
    derive: (own) => ({ moderationServiceDid: own.moderationServiceDid as Did | undefined }),
    check: ({ moderationServiceDid: did }) =>
      did === undefined || isDid(did) ? [] : [`PDS_MOD_SERVICE_DID must be a DID, but is "${did as string}"`],
  },
) {}
