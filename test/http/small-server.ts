import { Controller, Get, Injectable, Module, type Type } from '@nestjs/common'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { Test } from '@nestjs/testing'
import { com } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import type { IncomingHttpHeaders } from 'node:http'
import type { WebSocket } from 'ws'
import { Environment } from '../../src/config/index.js'
import { HandleDomains } from '../../src/identity/index.js'
import { HealthCheck, HttpModule, PublicRoute, Route } from '../../src/http/index.js'
import { Refusal } from '../../src/refusal.js'
import { configure, createAdapter } from '../../src/server.js'
import { Clock, LogConfig, LogWriter, TelemetryModule } from '../../src/telemetry/index.js'
import {
  type Access,
  adminOnly,
  anyone,
  Authenticator,
  type Caller,
  MemoryLimitsModule,
  type ScopeNeed,
  XrpcModule,
  XrpcSubscription,
} from '../../src/xrpc/index.js'
import { SmallBinaryMethods, SmallMethods } from './small-methods.js'

const ALICE = 'did:plc:alice' as Did

class Denied extends Refusal {
  constructor(code: string, kind: 'invalid' | 'unauthenticated') {
    super(code, kind, 'denied')
  }
}

/** Takes `Bearer <word>`, where the word says what to be. */
@Injectable()
export class FakeAuthenticator extends Authenticator {
  override async authenticate(headers: IncomingHttpHeaders, access: Access): Promise<Caller> {
    const word = headers.authorization?.replace('Bearer ', '')
    if (word === undefined) {
      if (access.kind === 'optional' || (access.kind === 'service' && access.optional))
        return { kind: 'anonymous' }
      throw new Denied('AuthMissing', 'unauthenticated')
    }
    if (word === 'expired') throw new Denied('ExpiredToken', 'invalid')
    if (word === 'admin') return { kind: 'admin', may: () => true, assertAbove: () => Promise.resolve() }
    if (word === 'refresh')
      return { kind: 'refresh', did: ALICE, tokenId: 'a', sessionId: undefined, expired: false }
    if (word === 'service') return { kind: 'service', did: ALICE, keyId: 'atproto' }
    if (word !== 'oauth') return { kind: 'account', did: `did:plc:${word}` as Did, credential: 'session' }
    const allows = (need: ScopeNeed) => need.kind === 'repo' && need.collection === 'app.bsky.feed.post'
    return { kind: 'account', did: ALICE, credential: 'oauth', allows }
  }
}

@Module({ providers: [{ provide: Authenticator, useClass: FakeAuthenticator }], exports: [Authenticator] })
class FakeAuthModule {}

/** Healthy until it is told otherwise. */
export const health = { problem: undefined as Error | undefined }

@Module({
  providers: [
    {
      provide: HealthCheck,
      useValue: { check: () => (health.problem ? Promise.reject(health.problem) : Promise.resolve()) },
    },
  ],
  exports: [HealthCheck],
})
class FakeHealthModule {}

/** Sends one frame and waits. */
@XrpcSubscription(com.atproto.sync.subscribeRepos, anyone)
class SmallGateway {
  handleConnection(ws: WebSocket): void {
    ws.send(Buffer.from([1, 2, 3]))
  }
}

@Controller('pages')
class SmallPages {
  @Get('open')
  @PublicRoute()
  open() {
    return { page: 'open' }
  }

  @Get('admin')
  @Route(adminOnly())
  admin() {
    return { page: 'admin' }
  }

  @Get('fault')
  @PublicRoute()
  fault() {
    throw new Error('the secret is 42')
  }
}

export interface SmallServer {
  app: NestFastifyApplication
  /** every line of the log */
  lines: Record<string, unknown>[]
  clock: { ms: number }
}

/** A server with a few methods, made-up credentials and no database. */
export async function startSmallServer(
  env: Record<string, string> = {},
  more: { controllers?: Type[]; providers?: Type[] } = {},
): Promise<SmallServer> {
  @Module({
    imports: [
      TelemetryModule,
      XrpcModule.forRoot({ imports: [FakeAuthModule, MemoryLimitsModule] }),
      HttpModule.forRoot({ imports: [FakeHealthModule] }),
    ],
    controllers: [SmallMethods, SmallBinaryMethods, SmallPages, ...(more.controllers ?? [])],
    // There are no handles here.
    providers: [
      SmallGateway,
      { provide: HandleDomains, useValue: { isBelow: () => false } },
      ...(more.providers ?? []),
    ],
  })
  class SmallModule {}

  const lines: Record<string, unknown>[] = []
  const clock = { ms: Date.UTC(2026, 0, 1) }
  const environment = Environment.of({ ...SECRETS, PDS_DEV_MODE: 'true', LOG_LEVEL: 'debug', ...env })
  const writer = new LogWriter(environment.section(LogConfig), {
    write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>),
  })
  const compiled = await Test.createTestingModule({ imports: [SmallModule] })
    .overrideProvider(Environment)
    .useValue(environment)
    .overrideProvider(LogWriter)
    .useValue(writer)
    .overrideProvider(Clock)
    .useValue(new FakeClock(clock))
    .setLogger(false as never)
    .compile()
  const app = compiled.createNestApplication<NestFastifyApplication>(createAdapter(), { bodyParser: false })
  await configure(app)
  try {
    await app.init()
    await app.getHttpAdapter().getInstance().ready()
  } catch (error) {
    await app.close().catch(() => undefined)
    throw error
  }
  return { app, lines, clock }
}

class FakeClock extends Clock {
  constructor(private readonly at: { ms: number }) {
    super()
  }

  override nowMs(): number {
    return this.at.ms
  }
}

const SECRETS = {
  PDS_JWT_SECRET: 'jwt-secret',
  PDS_ADMIN_PASSWORD: 'admin-password',
  PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX: '11'.repeat(32),
  PDS_KEY_ENCRYPTION_KEY_HEX: '22'.repeat(32),
}
