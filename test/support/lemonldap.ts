import { type ChildProcess, spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installFromDebian } from './debian-packages.js'
import { freePort } from './free-port.js'

const PORTAL = '/usr/share/lemonldap-ng/portal'
/** Of the last package of its list, which has what it only recommends as well: it loads pictures against robots, wanted or not. */
const LAST_MODULE = '/usr/share/perl5/IO/String.pm'
const READY_MAX_MS = 60_000
const WAIT_MS = 200

/**
 * LemonLDAP::NG as Debian packages it, with a server of Plack, as the identity provider of an organization. Its people are
 * those that it brings along for demonstrations: their passwords are their names.
 */
export class LemonLdap {
  static readonly clientId = 'pds'
  static readonly clientSecret = 'secret-of-the-pds'

  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    readonly issuer: string,
  ) {}

  /**
   * Installs it if it is not there.
   * @returns why that cannot be done, if so
   */
  static install(): string | undefined {
    if (existsSync(PORTAL) && existsSync(LAST_MODULE)) return undefined
    return installFromDebian('lemonldap', 'LemonLDAP::NG')
  }

  /** @param pds address of the server that is its client */
  static async start(pds: string): Promise<LemonLdap> {
    const folder = await mkdtemp(join(tmpdir(), 'guildhall-lemonldap-'))
    const port = await freePort()
    const issuer = `http://127.0.0.1:${port}/`
    await writeConfiguration(folder, issuer, pds)
    const child = spawn(
      'plackup',
      ['--host', '127.0.0.1', '--port', String(port), join(folder, 'portal.psgi')],
      {
        stdio: 'ignore',
        env: { PATH: process.env.PATH, LLNG_DEFAULTCONFFILE: join(folder, 'lemonldap-ng.ini') },
      },
    )
    const provider = new LemonLdap(child, folder, issuer)
    await provider.#ready()
    return provider
  }

  async close(): Promise<void> {
    if (this.child.exitCode === null) {
      const gone = once(this.child, 'exit')
      this.child.kill('SIGKILL')
      await gone
    }
    await rm(this.folder, { recursive: true, force: true })
  }

  async #ready(): Promise<void> {
    const untilMs = Date.now() + READY_MAX_MS
    while (Date.now() < untilMs && this.child.exitCode === null) {
      const answer = await fetch(`${this.issuer}.well-known/openid-configuration`).catch(() => undefined)
      if (answer?.ok) return
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS))
    }
    await this.close()
    throw new Error('LemonLDAP::NG does not answer')
  }
}

async function writeConfiguration(folder: string, issuer: string, pds: string): Promise<void> {
  for (const name of ['conf', 'cache', 'sessions', 'sessions/lock', 'psessions', 'psessions/lock'])
    await mkdir(join(folder, name))
  const put = (name: string, text: string) => writeFile(join(folder, name), text)
  await put('lemonldap-ng.ini', iniOf(folder))
  await put('portal.psgi', PSGI)
  await put('conf/lmConf-1.json', JSON.stringify(configuration(folder, issuer, pds)))
}

const PSGI = `use Plack::Builder;
use Lemonldap::NG::Portal::Main;
builder {
  enable 'Static', path => qr{^/static/}, root => '${PORTAL}/htdocs';
  Lemonldap::NG::Portal::Main->run({});
};
`

function iniOf(folder: string): string {
  return `[all]
logLevel = error
checkTime = 1
[configuration]
type = File
dirName = ${folder}/conf
localStorage = Cache::FileCache
localStorageOptions={ 'namespace' => 'config', 'default_expires_in' => 600, 'cache_root' => '${folder}/cache', 'cache_depth' => 0 }
[portal]
staticPrefix = /static
templateDir = ${PORTAL}/templates
languages = en
[handler]
`
}

function configuration(folder: string, issuer: string, pds: string) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { format: 'pem', type: 'pkcs8' },
    publicKeyEncoding: { format: 'pem', type: 'spki' },
  })
  const store = (name: string) => ({
    Directory: join(folder, name),
    LockDirectory: join(folder, name, 'lock'),
    generateModule: 'Lemonldap::NG::Common::Apache::Session::Generate::SHA256',
  })
  return {
    cfgNum: 1,
    cfgVersion: '2.16.1',
    cfgAuthor: 'tests',
    cfgDate: 1,
    key: 'key of a provider for tests',
    portal: issuer,
    domain: '127.0.0.1',
    cookieName: 'lemonldap',
    securedCookie: 0,
    requireToken: 0,
    authentication: 'Demo',
    userDB: 'Same',
    passwordDB: 'Demo',
    demoExportedVars: { cn: 'cn', mail: 'mail', uid: 'uid' },
    locationRules: { '127.0.0.1': { default: 'accept' } },
    exportedHeaders: {},
    groups: { staff: "$uid eq 'dwho' or $uid eq 'rtyler'", doctors: "$uid eq 'dwho'" },
    whatToTrace: '_whatToTrace',
    macros: { _whatToTrace: '$uid' },
    globalStorage: 'Apache::Session::File',
    globalStorageOptions: store('sessions'),
    persistentStorage: 'Apache::Session::File',
    persistentStorageOptions: store('psessions'),
    issuerDBOpenIDConnectActivation: 1,
    oidcServiceMetaDataIssuer: issuer,
    oidcServicePrivateKeySig: privateKey,
    oidcServicePublicKeySig: publicKey,
    oidcServiceKeyIdSig: 'k1',
    oidcRPMetaDataOptions: {
      pds: {
        oidcRPMetaDataOptionsClientID: LemonLdap.clientId,
        oidcRPMetaDataOptionsClientSecret: LemonLdap.clientSecret,
        oidcRPMetaDataOptionsRedirectUris: `${pds}/sso/callback`,
        oidcRPMetaDataOptionsPostLogoutRedirectUris: `${pds}/account`,
        oidcRPMetaDataOptionsIDTokenSignAlg: 'RS256',
        oidcRPMetaDataOptionsBypassConsent: 1,
        oidcRPMetaDataOptionsRequirePKCE: 1,
        oidcRPMetaDataOptionsUserIDAttr: 'uid',
      },
    },
    oidcRPMetaDataExportedVars: {
      pds: { email: 'mail', name: 'cn', groups: 'groups;string;always' },
    },
    oidcRPMetaDataOptionsExtraClaims: { pds: { groups: 'groups' } },
  }
}
