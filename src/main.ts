import './young-objects.js'
import './quiet-library.js'
import 'reflect-metadata'
import type { INestApplicationContext } from '@nestjs/common'
import { OwnerLinks } from './admin/index.js'
import { AppModule } from './app.module.js'
import { banner, type BannerFacts } from './banner.js'
import { Environment, InvalidConfiguration, Secrets, SecretsConfig, ServiceConfig } from './config/index.js'
import { optimizeEarly } from './early-optimization.js'
import { AdminEntrance } from './http/index.js'
import { IdentityConfig } from './identity/index.js'
import { createApplication } from './server.js'
import { Shutdown } from './shutdown.js'
import { Log, LogConfig, LogWriter } from './telemetry/index.js'

const shutdown = new Shutdown(process)

async function start(): Promise<void> {
  const app = await createApplication(AppModule)
  const log = Log.named(app.get(LogWriter), 'Main')
  const { port, bindAddress, publicUrl, version } = app.get(ServiceConfig)
  process.on('uncaughtException', (error) => {
    log.error({ err: error }, 'a fault that nobody caught; the server stops')
    shutdown.fail()
  })
  try {
    await app.init()
    await app.listen(port, bindAddress)
    await app.get(AdminEntrance, { strict: false }).listen(app.getHttpAdapter().getInstance() as never)
    optimizeEarly()
    await greet(app)
    log.info({ publicUrl, port, bindAddress, version, node: process.version }, 'listening')
  } catch (error) {
    log.error({ err: error }, 'the server could not start')
    process.stderr.write(`The server could not start: ${(error as Error).message}\n`)
    shutdown.fail()
  }
  await shutdown.watch(app, log)
}

/** For people: at a terminal, and wherever a server for development writes to. */
async function greet(app: INestApplicationContext): Promise<void> {
  const isDevelopment = app.get(ServiceConfig).publicUrl.startsWith('http://')
  if (!process.stdout.isTTY && !(app.get(LogConfig).enabled && isDevelopment)) return
  const ownerLink = await app.get(OwnerLinks, { strict: false }).make()
  process.stdout.write(banner({ ...factsOf(app.get(Environment), app.get(Secrets)), ownerLink }))
}

function factsOf(environment: Environment, secrets: Secrets): Omit<BannerFacts, 'ownerLink'> {
  const service = environment.section(ServiceConfig)
  const givenPassword = environment.section(SecretsConfig).adminPassword !== undefined
  return {
    publicUrl: service.publicUrl,
    serviceName: service.serviceName,
    dataDirectory: service.dataDirectory,
    adminPasswordFile: givenPassword ? undefined : secrets.pathOf('admin-password'),
    localPlcDirectory: environment.section(IdentityConfig).plcBuiltIn,
    handleDomain: service.handleDomains[0] ?? `.${service.hostname}`,
    inviteRequired: service.inviteRequired,
  }
}

start().catch((error: unknown) => {
  // Nothing was opened that would have to be closed. What is wrong with the settings is said without a stack.
  const text =
    error instanceof InvalidConfiguration ? error.message : ((error as Error).stack ?? String(error))
  process.stderr.write(`${text}\n`)
  process.exit(1)
})
