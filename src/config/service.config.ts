import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { boolean, enumeration, integer, list, path, string, url } from './fields.js'
import { PROJECT_ROOT } from './project-root.js'
import { configSection } from './section.js'

/** The host name that stands for a server on the developer's own machine. */
const LOCALHOST = 'localhost'

const { version } = JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8')) as {
  version: string
}

/** What is true of the service as a whole. */
export class ServiceConfig extends configSection(
  'service',
  {
    port: integer({ env: 'PDS_PORT', default: 2583, min: 0, max: 65_535, help: 'Port to listen on.' }),
    bindAddress: string({
      env: 'PDS_BIND_ADDRESS',
      defaultHelp: '0.0.0.0; localhost when the host name is localhost',
      help: 'Address to listen on.',
    }),
    hostname: string({
      env: 'PDS_HOSTNAME',
      default: LOCALHOST,
      help: 'Public host name of the service, without scheme and port.',
    }),
    serviceDid: string({
      env: 'PDS_SERVICE_DID',
      defaultHelp: 'did:web:<hostname>',
      help: 'DID of the service; the audience of its tokens.',
    }),
    serviceName: string({
      env: 'PDS_SERVICE_NAME',
      live: 'branding',
      defaultHelp: '<hostname> PDS',
      help: 'Name of the service as people see it.',
    }),
    devMode: boolean({
      env: 'PDS_DEV_MODE',
      default: false,
      help: 'For development: answers are checked against their lexicons, and requests to private addresses are allowed.',
    }),
    version: string({
      env: 'PDS_VERSION',
      default: version,
      defaultHelp: 'the version of the package',
      help: 'Version shown by the health check.',
    }),
    dataDirectory: path({
      env: 'PDS_DATA_DIRECTORY',
      default: join(process.cwd(), 'data'),
      defaultHelp: './data',
      help: 'Where everything is kept that is not in an external database or object store.',
    }),
    homeUrl: url({ env: 'PDS_HOME_URL', live: 'branding', help: 'Home page of the service.' }),
    supportUrl: url({ env: 'PDS_SUPPORT_URL', live: 'branding', help: 'Where users find help.' }),
    privacyPolicyUrl: url({
      env: 'PDS_PRIVACY_POLICY_URL',
      live: 'branding',
      help: 'Privacy policy of the service.',
    }),
    termsOfServiceUrl: url({
      env: 'PDS_TERMS_OF_SERVICE_URL',
      live: 'branding',
      help: 'Terms of the service.',
    }),
    contactEmail: string({
      env: 'PDS_CONTACT_EMAIL_ADDRESS',
      live: 'contact',
      help: 'Address of whoever runs the service, shown by describeServer.',
    }),
    handleDomains: list({
      env: 'PDS_SERVICE_HANDLE_DOMAINS',
      live: 'domains',
      defaultHelp: '.<hostname>; .test when the host name is localhost',
      help: 'Domains below which users may choose handles, each with its leading dot.',
      each: (domain) => (domain.startsWith('.') ? undefined : 'does not begin with a dot'),
    }),
    inviteRequired: boolean({
      env: 'PDS_INVITE_REQUIRED',
      live: 'sign-up',
      defaultHelp: 'true; false when the host name is localhost',
      help: 'Whether an account can only be created with an invite code.',
    }),
    blobUploadLimit: integer({
      env: 'PDS_BLOB_UPLOAD_LIMIT',
      live: 'uploads',
      default: 5_242_880,
      min: 0,
      help: 'Largest blob that may be uploaded (bytes).',
    }),
    blobQuota: integer({
      env: 'PDS_BLOB_QUOTA',
      live: 'uploads',
      min: 0,
      help: 'How much an account may store in blobs (bytes); unset: any amount.',
    }),
    blobDailyBytes: integer({
      env: 'PDS_BLOB_DAILY_BYTES',
      live: 'uploads',
      min: 0,
      help: 'How much an account may upload within a day of UTC (bytes); unset: any amount.',
    }),
    blobDailyCount: integer({
      env: 'PDS_BLOB_DAILY_COUNT',
      live: 'uploads',
      min: 0,
      help: 'How many blobs an account may upload within a day of UTC; unset: any number.',
    }),
    blobLocationPolicy: enumeration({
      env: 'PDS_BLOB_LOCATION_POLICY',
      live: 'uploads',
      values: ['off', 'refuse', 'strip'],
      default: 'refuse',
      help: 'Uploads whose metadata give away a place: taken as they are (off), refused, or rid of it where the picture stays the same (strip; others are refused).',
    }),
  },
  {
    derive: (own) => {
      // As names are compared: those of requests are in lower case.
      const hostname = own.hostname.toLowerCase()
      const local = hostname === LOCALHOST
      const handleDomains = own.handleDomains ?? (local ? ['.test'] : [`.${hostname}`])
      return {
        hostname,
        bindAddress: own.bindAddress ?? (local ? LOCALHOST : '0.0.0.0'),
        serviceDid: own.serviceDid ?? `did:web:${hostname}`,
        serviceName: own.serviceName ?? `${hostname} PDS`,
        publicUrl: local ? `http://${LOCALHOST}:${own.port}` : `https://${hostname}`,
        handleDomains: Object.freeze(handleDomains.map((domain) => domain.toLowerCase())),
        inviteRequired: own.inviteRequired ?? !local,
      }
    },
    check: (own) => [
      ...(/^[a-z0-9.-]+$/i.test(own.hostname)
        ? []
        : [`PDS_HOSTNAME must be a host name, but is "${own.hostname}"`]),
      ...(own.serviceDid.startsWith('did:')
        ? []
        : [`PDS_SERVICE_DID must be a DID, but is "${own.serviceDid}"`]),
    ],
  },
) {}
