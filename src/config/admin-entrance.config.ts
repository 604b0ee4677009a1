import { integer, string, url } from './fields.js'
import { configSection } from './section.js'
import { ServiceConfig } from './service.config.js'

/** Where administrators come in. */
export class AdminEntranceConfig extends configSection(
  'administration',
  {
    port: integer({
      env: 'PDS_ADMIN_PORT',
      min: 0,
      max: 65_535,
      defaultHelp: 'that of the service',
      help: 'Port of its own for everything below /admin, which is not to be had on the port of the service then; 0 takes a free one.',
    }),
    bindAddress: string({
      env: 'PDS_ADMIN_BIND_ADDRESS',
      defaultHelp: 'PDS_BIND_ADDRESS',
      help: 'Address on which that port is opened.',
    }),
    hostname: string({
      env: 'PDS_ADMIN_HOSTNAME',
      defaultHelp: 'that of the service',
      help: 'Host name of its own for everything below /admin, which is not to be had under others then. Members who administer sign in under the name of the service, and are sent there.',
    }),
    url: url({
      env: 'PDS_ADMIN_URL',
      defaultHelp: 'made of host name and port',
      help: 'Where browsers reach the administration, if a proxy makes that another place: https://admin.example.com.',
    }),
  },
  {
    derive: (own, section) => {
      const service = section(ServiceConfig)
      const hostname = own.hostname?.toLowerCase()
      const [at, home] = [
        new URL(own.url ?? usualUrl(service.publicUrl, hostname, own.port)),
        new URL(service.publicUrl),
      ]
      return {
        hostname,
        bindAddress: own.bindAddress ?? service.bindAddress,
        /** of the pages of the administration, as browsers name it */
        origin: at.origin,
        /** that of members' pages, where it is another one */
        home: at.origin === home.origin ? undefined : home.origin,
        /** whether no cookie of members' pages is known there: browsers tell hosts apart, and not ports */
        isOtherHost: at.hostname !== home.hostname,
      }
    },
    check: (own) =>
      own.hostname === undefined || /^[a-z0-9.-]+$/i.test(own.hostname)
        ? []
        : [`PDS_ADMIN_HOSTNAME must be a host name, but is "${own.hostname}"`],
  },
) {}

function usualUrl(publicUrl: string, hostname: string | undefined, port: number | undefined): string {
  const at = new URL(publicUrl)
  if (hostname !== undefined) at.hostname = hostname
  if (port !== undefined) at.port = String(port)
  return at.href
}
