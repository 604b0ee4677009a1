import cors from '@fastify/cors'
import { type Type } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { ServiceConfig } from './config/index.js'
import {
  AdminEntrance,
  admitRequests,
  checkAddresses,
  closeHandleHosts,
  Draining,
  handleHostsOf,
  HttpConfig,
  limitConnections,
  LoadShedding,
  observeRequests,
  RequestMetrics,
  traceRequests,
} from './http/index.js'
import { HandleDomains } from './identity/index.js'
import { Log, LogWriter, Metrics, NestLog, Random } from './telemetry/index.js'
import { compressAnswers, isTrustedProxy, XrpcWsAdapter } from './xrpc/index.js'

const KEEP_ALIVE_MS = 90_000
/** A connection on which nothing moves for this long is cut. */
const IDLE_MS = 120_000
/** The head of a request: tokens and proofs of a few kilobytes, and what proxies add. */
const HEADERS_MAX_BYTES = 16 * 1024
const CORS_MAX_AGE_S = 86_400
const PARAM_LENGTH_MAX = 2_048

/** What browsers let applications of other origins read. */
const EXPOSED_HEADERS = [
  'Atproto-Content-Labelers',
  'Atproto-Repo-Rev',
  'DPoP-Nonce',
  'RateLimit-Limit',
  'RateLimit-Policy',
  'RateLimit-Remaining',
  'RateLimit-Reset',
  'Retry-After',
  'WWW-Authenticate',
  'X-Request-Id',
]

/** Fastify, as the server and its tests use it. */
export function createAdapter(): FastifyAdapter {
  return new FastifyAdapter({
    trustProxy: (address) => isTrustedProxy(address),
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionTimeout: IDLE_MS,
    // Uploads may take long; connections without traffic are cut by connectionTimeout.
    requestTimeout: 0,
    http: { maxHeaderSize: HEADERS_MAX_BYTES },
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: PARAM_LENGTH_MAX, ignoreTrailingSlash: true },
    // There is no middleware in this server.
    skipMiddie: true,
  })
}

/** What is set on an application before it is initialised. */
export async function configure(app: NestFastifyApplication): Promise<NestFastifyApplication> {
  const server = app.getHttpAdapter().getInstance()
  // Before all else: applications of other origins may read refusals, too. `app.enableCors()` would set each header on
  // the response of Node.js as well, which then takes all others one by one: a sixth of what a short answer costs.
  await server.register(cors as never, {
    origin: '*',
    maxAge: CORS_MAX_AGE_S,
    exposedHeaders: EXPOSED_HEADERS,
  })
  // Bodies are read by whoever knows what they may be, after it is known who sends them.
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', (_request, _payload, done) => done(null))
  observeRequests(server as never, app.get(Random), Log.named(app.get(LogWriter), 'Requests'))
  traceRequests(server as never)
  admitRequests(server as never, {
    load: app.get(LoadShedding),
    draining: app.get(Draining),
    metrics: app.get(RequestMetrics),
  })
  checkAddresses(server as never)
  compressAnswers(server as never)
  limitConnections(app.getHttpServer(), app.get(HttpConfig), app.get(Metrics))
  const entrance = app.get(AdminEntrance, { strict: false })
  const domains = app.get(HandleDomains, { strict: false })
  const isOfHandles = handleHostsOf(app.get(ServiceConfig).hostname, (name) => domains.isBelow(name))
  const isHandleHost = (host: string) => isOfHandles(host) && !entrance.isOwnHost(host)
  closeHandleHosts(server as never, isHandleHost)
  entrance.close(server as never)
  app.useWebSocketAdapter(new XrpcWsAdapter(app, isHandleHost))
  return app
}

/** Builds the application; it neither listens yet nor was it initialised. */
export async function createApplication(module: Type): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(module, createAdapter(), {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
  })
  app.useLogger(app.get(NestLog))
  return configure(app)
}
