import { configOf, ServiceConfig } from '../config/index.js'
import { ServiceDescriptionXrpc } from './service-description.xrpc.js'

const describeServer = (values: Partial<ServiceConfig>) =>
  new ServiceDescriptionXrpc(configOf(ServiceConfig, values)).describeServer()

describe('describeServer', () => {
  test('says what the settings say', () => {
    const settings = {
      hostname: 'pds.example.com',
      handleDomains: ['.example.com', '.example.org'],
      privacyPolicyUrl: 'https://example.com/privacy',
      termsOfServiceUrl: 'https://example.com/terms',
      contactEmail: 'help@example.com',
      blobUploadLimit: 1_000,
      blobQuota: 5_000,
      blobDailyBytes: 3_000,
      blobDailyCount: 7,
    }
    expect(describeServer(settings)).toEqual({
      did: 'did:web:pds.example.com',
      availableUserDomains: ['.example.com', '.example.org'],
      inviteCodeRequired: true,
      links: { privacyPolicy: 'https://example.com/privacy', termsOfService: 'https://example.com/terms' },
      contact: { email: 'help@example.com' },
      blobUploadLimit: 1_000,
      blobLimits: { quotaBytes: 5_000, dailyBytes: 3_000, dailyCount: 7, locationPolicy: 'refuse' },
    })
  })

  test('says nothing of what is not set', () => {
    expect(describeServer({ inviteRequired: false })).toMatchObject({
      availableUserDomains: ['.test'],
      inviteCodeRequired: false,
      links: {},
      contact: {},
    })
  })
})
