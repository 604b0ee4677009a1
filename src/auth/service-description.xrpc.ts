import { com } from '@guildhall/lexicon'
import { ServiceConfig } from '../config/index.js'
import { anyone, Xrpc, XrpcController } from '../xrpc/index.js'

/** What clients ask before anybody signs up: `com.atproto.server.describeServer`. */
@XrpcController()
export class ServiceDescriptionXrpc {
  constructor(private readonly config: ServiceConfig) {}

  @Xrpc(com.atproto.server.describeServer, anyone)
  describeServer() {
    const { serviceDid, handleDomains, inviteRequired } = this.config
    return {
      did: serviceDid,
      availableUserDomains: [...handleDomains],
      inviteCodeRequired: inviteRequired,
      links: linksOf(this.config),
      contact: contactOf(this.config),
      ...blobLimitsOf(this.config),
    }
  }
}

/** Of no lexicon; clients of the reference implementation look at the first. An account may have limits of its own. */
function blobLimitsOf(config: ServiceConfig) {
  const { blobUploadLimit, blobQuota, blobDailyBytes, blobDailyCount, blobLocationPolicy } = config
  const blobLimits = {
    ...(blobQuota !== undefined && { quotaBytes: blobQuota }),
    ...(blobDailyBytes !== undefined && { dailyBytes: blobDailyBytes }),
    ...(blobDailyCount !== undefined && { dailyCount: blobDailyCount }),
    locationPolicy: blobLocationPolicy,
  }
  return { blobUploadLimit, blobLimits }
}

function linksOf({ privacyPolicyUrl, termsOfServiceUrl }: ServiceConfig) {
  return {
    ...(privacyPolicyUrl !== undefined && { privacyPolicy: privacyPolicyUrl }),
    ...(termsOfServiceUrl !== undefined && { termsOfService: termsOfServiceUrl }),
  }
}

function contactOf({ contactEmail }: ServiceConfig) {
  return { ...(contactEmail !== undefined && { email: contactEmail }) }
}
