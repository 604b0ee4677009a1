import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installFromDebian } from '../debian-packages.js'
import { freePort } from '../free-port.js'
import { newTestKey, pemOf } from './saml-idp.js'

const PAGES = '/usr/share/simplesamlphp/www'
const READY_MAX_MS = 30_000
const WAIT_MS = 100

/** Somebody in the directory of the provider. */
export interface DirectoryUser {
  readonly uid: string
  readonly password: string
  readonly mail: string
  readonly displayName: string
  readonly groups: readonly string[]
}

/**
 * SimpleSAMLphp as Debian packages it, with PHP's own server, as the identity provider of an organization. It is known by
 * its address and not as localhost: its forms come from another site, as they do in the world.
 */
export class SimpleSamlPhp {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    readonly url: string,
  ) {}

  /**
   * Installs it if it is not there.
   * @returns why that cannot be done, if so
   */
  static install(): string | undefined {
    if (existsSync(PAGES)) return undefined
    return installFromDebian('simplesamlphp', 'SimpleSAMLphp')
  }

  static async start(users: readonly DirectoryUser[], isEncrypting = false): Promise<SimpleSamlPhp> {
    const folder = await mkdtemp(join(tmpdir(), 'guildhall-simplesamlphp-'))
    const port = await freePort()
    const url = `http://127.0.0.1:${port}/`
    await writeConfiguration(folder, url, users, isEncrypting)
    const child = spawn(
      'php',
      ['-d', 'display_errors=0', '-d', 'error_reporting=0', '-S', `127.0.0.1:${port}`, '-t', PAGES],
      {
        stdio: 'ignore',
        // Browsers ask for several files at a time.
        env: { PATH: process.env.PATH, SIMPLESAMLPHP_CONFIG_DIR: folder, PHP_CLI_SERVER_WORKERS: '3' },
        // The workers are its children, and end with their group.
        detached: true,
      },
    )
    const provider = new SimpleSamlPhp(child, folder, url)
    await provider.#ready()
    return provider
  }

  get entityId(): string {
    return `${this.url}entity`
  }

  get metadataUrl(): string {
    return `${this.url}saml2/idp/metadata.php`
  }

  /** Makes a service known to it, by the metadata that the service publishes. */
  async know(serviceMetadata: string): Promise<void> {
    await writeFile(join(this.folder, 'service.xml'), serviceMetadata)
  }

  async close(): Promise<void> {
    const gone = once(this.child, 'exit')
    process.kill(-this.child.pid!, 'SIGKILL')
    await gone
    await rm(this.folder, { recursive: true, force: true })
  }

  async #ready(): Promise<void> {
    const untilMs = Date.now() + READY_MAX_MS
    while (Date.now() < untilMs) {
      const answer = await fetch(this.metadataUrl).catch(() => undefined)
      if (answer?.ok) return
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS))
    }
    await this.close()
    throw new Error('SimpleSAMLphp does not answer')
  }
}

async function writeConfiguration(
  folder: string,
  url: string,
  users: readonly DirectoryUser[],
  isEncrypting: boolean,
): Promise<void> {
  for (const name of ['cert', 'log', 'data', 'tmp', 'metadata', 'sessions']) await mkdir(join(folder, name))
  const { key, certificate } = newTestKey('SimpleSAMLphp')
  const put = (name: string, text: string) => writeFile(join(folder, name), text)
  await put('cert/idp.pem', key)
  await put('cert/idp.crt', pemOf(certificate))
  await put('service.xml', NOBODY)
  await put('config.php', configuration(folder, url))
  await put(
    'authsources.php',
    `<?php $config = ${php({ directory: { '0': 'exampleauth:UserPass', ...peopleOf(users) } })};`,
  )
  const hosted = {
    host: '__DEFAULT__',
    privatekey: 'idp.pem',
    certificate: 'idp.crt',
    auth: 'directory',
    'assertion.encryption': isEncrypting,
    'saml20.sign.response': true,
    'sign.logout': true,
    'redirect.sign': true,
    NameIDFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    authproc: { '3': { class: 'saml:PersistentNameID', attribute: 'uid' } },
  }
  await put('metadata/saml20-idp-hosted.php', `<?php $metadata[${php(`${url}entity`)}] = ${php(hosted)};`)
}

/** Until it is told of a service. */
const NOBODY = '<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata"/>'

function configuration(folder: string, url: string): string {
  const settings = {
    baseurlpath: url,
    certdir: `${folder}/cert/`,
    loggingdir: `${folder}/log/`,
    datadir: `${folder}/data/`,
    tempdir: `${folder}/tmp`,
    metadatadir: `${folder}/metadata/`,
    'metadata.sources': { '0': { type: 'flatfile' }, '1': { type: 'xml', file: `${folder}/service.xml` } },
    secretsalt: 'salt of a provider for tests',
    'auth.adminpassword': 'no administrator signs in',
    technicalcontact_name: 'tests',
    technicalcontact_email: 'tests@example.com',
    timezone: 'UTC',
    'logging.handler': 'file',
    'enable.saml20-idp': true,
    'module.enable': { exampleauth: true, core: true, saml: true },
    'session.cookie.secure': false,
    'session.cookie.samesite': 'Lax',
    'session.phpsession.savepath': `${folder}/sessions`,
    'store.type': 'phpsession',
    'language.default': 'en',
  }
  return `<?php $config = ${php(settings)};`
}

function peopleOf(users: readonly DirectoryUser[]) {
  return Object.fromEntries(
    users.map(({ uid, password, mail, displayName, groups }) => [
      `${uid}:${password}`,
      { uid: list([uid]), mail: list([mail]), displayName: list([displayName]), groups: list(groups) },
    ]),
  )
}

function list(values: readonly string[]): Record<string, string> {
  return Object.fromEntries(values.map((value, index) => [String(index), value]))
}

/** A value as PHP writes it. */
function php(value: unknown): string {
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return `'${value.replace(/[\\']/g, '\\$&')}'`
  const entries = Object.entries(value as object).map(
    ([key, one]) => `${/^\d+$/.test(key) ? key : php(key)} => ${php(one)}`,
  )
  return `[${entries.join(', ')}]`
}
