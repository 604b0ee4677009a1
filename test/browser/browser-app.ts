import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'

const ROOT = join(import.meta.dirname, '../..')
const SOURCE = join(import.meta.dirname, 'client-app')
const VITE = join(ROOT, 'node_modules/vite/bin/vite.js')
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
}

/** What the application is told about its surroundings. */
export interface BrowserAppSettings {
  readonly pdsUrl: string
  readonly plcDirectoryUrl: string
  readonly responseMode: 'query' | 'fragment'
  readonly scope: string
}

/** An application that is nothing but files, served from 127.0.0.1: `client-app/`, bundled with the published client. */
export class BrowserApp {
  private constructor(
    private readonly server: Server,
    private readonly folder: string,
  ) {}

  static async start(settings: BrowserAppSettings): Promise<BrowserApp> {
    const folder = await mkdtemp(join(tmpdir(), 'guildhall-app-'))
    const args = [
      VITE,
      'build',
      SOURCE,
      '--outDir',
      folder,
      '--emptyOutDir',
      '--target',
      'es2022',
      '--logLevel',
      'warn',
    ]
    await promisify(execFile)(process.execPath, args, { cwd: ROOT })
    const server = createServer()
    const app = new BrowserApp(server, folder)
    server.on('request', ({ url = '/' }, response) => {
      const { pathname } = new URL(url, 'http://127.0.0.1')
      const content = pathname === '/settings.json' ? app.#settings(settings) : app.#file(pathname)
      content.then(
        (bytes) =>
          response.writeHead(200, { 'content-type': TYPES[extname(pathname)] ?? TYPES['.html']! }).end(bytes),
        () => response.writeHead(404).end(),
      )
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return app
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`
  }

  async #settings({ scope, ...settings }: BrowserAppSettings): Promise<string> {
    const params = new URLSearchParams({ redirect_uri: this.url, scope })
    return JSON.stringify({ ...settings, clientId: `http://localhost?${params.toString()}` })
  }

  #file(pathname: string): Promise<Buffer> {
    return readFile(join(this.folder, pathname === '/' ? 'index.html' : pathname))
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
    await rm(this.folder, { recursive: true, force: true })
  }
}
