import { S3Client } from '@aws-sdk/client-s3'
import type { Log } from '../../telemetry/index.js'
import { sendContentMd5 } from './content-md5.js'
import type { S3BlobConfig } from './s3-blob.config.js'

/** Connections of each client to the service. */
const CONNECTIONS_MAX = 64

const CONNECT_TIMEOUT_MS = 5_000

/** Tries of a request that may pass on another one. */
const ATTEMPTS_MAX = 5

/** The clients of one bucket. What they connect to is what the operator has set, not what users have sent. */
export interface S3Clients {
  /** for whatever is answered in a few bytes; a connection on which nothing moves is cut */
  requests: S3Client
  /** for bodies that are read as fast as somebody else takes them: who reads them looks after silence */
  downloads: S3Client
  destroy(): void
}

/** Clients that connect when they are first used. */
export function openS3(config: S3BlobConfig, log: Log): S3Clients {
  const requests = client(config, log, config.requestTimeoutMs)
  const downloads = client(config, log, 0)
  sendContentMd5(requests)
  return {
    requests,
    downloads,
    destroy: () => {
      requests.destroy()
      downloads.destroy()
    },
  }
}

function client(config: S3BlobConfig, log: Log, socketTimeout: number): S3Client {
  const { region, endpoint, forcePathStyle, accessKeyId, secretAccessKey } = config
  const agent = { keepAlive: true, maxSockets: CONNECTIONS_MAX }
  return new S3Client({
    ...(region && { region }),
    ...(endpoint && { endpoint }),
    ...(accessKeyId && secretAccessKey && { credentials: { accessKeyId, secretAccessKey } }),
    forcePathStyle,
    maxAttempts: ATTEMPTS_MAX,
    // Checksums that are new and optional break other services than Amazon's.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // Requests that wait for leave to send their body would get connections beyond the limit.
    expectContinueHeader: false,
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout,
      httpAgent: agent,
      httpsAgent: agent,
      logger: quiet(log),
    },
  })
}

/** The client writes to the console otherwise. */
function quiet(log: Log) {
  const nothing = (): void => undefined
  return {
    ...{ trace: nothing, debug: nothing, info: nothing },
    warn: (message: unknown) => log.warn({}, String(message)),
    error: (message: unknown) => log.warn({}, String(message)),
  }
}
