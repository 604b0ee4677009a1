import type { Connection, ConnectionPolicy } from '../../src/sso/index.js'

const attribute = (claim: string) => ({ claim, sync: 'import' }) as const

/** A connection that lets everybody in. */
export function connectionOf({
  id,
  issuer = `https://idp-${id}.test`,
  settings = {},
  status = 'enabled',
  leaving = {},
}: {
  id: string
  issuer?: string
  settings?: Record<string, unknown>
  status?: Connection['status']
  leaving?: Partial<ConnectionPolicy['leaving']>
}): Connection {
  return {
    ...{ id, name: 'Example', kind: 'oidc', status, issuer, settings },
    policy: {
      domains: [],
      mapping: {
        subject: 'sub',
        email: attribute('email'),
        name: attribute('name'),
        locale: attribute('locale'),
        groups: 'groups',
        trustEmail: false,
      },
      admission: { emailDomains: [], requiredGroups: [], deniedGroups: [], acr: [], amr: [] },
      provisioning: {
        mode: 'auto',
        linking: true,
        handles: { domain: 'test', template: 'opaque', onCollision: 'suffix' },
      },
      roles: [],
      leaving: { logout: 'browsers', deprovision: 'lock', offboardDays: 30, ...leaving },
    },
    ...{ managedBy: 'api', revision: 1, health: undefined },
    ...{ createdAt: new Date(), updatedAt: new Date() },
  }
}
