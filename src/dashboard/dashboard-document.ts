import { Injectable } from '@nestjs/common'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Branding } from '../branding/index.js'
import { AdminEntranceConfig, PROJECT_ROOT } from '../config/index.js'

/** What `npm run build` says about the files it has made for browsers. */
const MANIFEST = join(PROJECT_ROOT, 'dist', 'web', 'client', 'manifest.json')
const ENTRY = 'src/admin/main.tsx'

interface Chunk {
  readonly file: string
  readonly css?: readonly string[]
  readonly imports?: readonly string[]
}
/** Paths of what a page loads. */
interface EntryFiles {
  readonly scripts: readonly string[]
  readonly styles: readonly string[]
}
type Manifest = Readonly<Record<string, Chunk>>

/** The one document of the dashboard: everything else is drawn by its scripts. */
@Injectable()
export class DashboardDocument {
  #files: EntryFiles | undefined

  constructor(
    private readonly branding: Branding,
    private readonly entrance: AdminEntranceConfig,
  ) {}

  /** The document, as the organization looks now. */
  draw(): string {
    this.#files ??= filesOf(JSON.parse(readFileSync(MANIFEST, 'utf8')) as Manifest, ENTRY)
    const { scripts, styles } = this.#files
    const { whole } = this.branding
    const { serviceName, sheetPath, iconPath } = whole
    const logo = whole.imagePath('logo')
    const head = [
      '<meta charset="utf-8">',
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      '<meta name="robots" content="noindex">',
      '<meta name="color-scheme" content="light dark">',
      `<title>${escaped(serviceName)}</title>`,
      `<link rel="icon" href="${escaped(iconPath)}">`,
      ...[sheetPath, ...styles].map((path) => `<link rel="stylesheet" href="${escaped(path)}">`),
      ...scripts.slice(1).map((path) => `<link rel="modulepreload" href="${escaped(path)}">`),
      `<script type="module" src="${escaped(scripts[0]!)}"></script>`,
    ]
    const logoData = logo === undefined ? '' : ` data-logo="${escaped(logo)}"`
    const { home, isOtherHost } = this.entrance
    const homeData = home === undefined ? '' : ` data-home="${escaped(home)}"`
    const hostData = isOtherHost ? ' data-other-host=""' : ''
    const root = `<div id="dashboard" data-service="${escaped(serviceName)}"${logoData}${homeData}${hostData}></div>`
    const without = '<noscript><p>The dashboard needs JavaScript.</p></noscript>'
    return `<!doctype html><html lang="en"><head>${head.join('')}</head><body>${root}${without}</body></html>`
  }
}

/** The paths of what an entry loads at once, its own script first. */
function filesOf(manifest: Manifest, entry: string): EntryFiles {
  const seen = new Set<string>()
  const visit = (name: string): void => {
    if (seen.has(name)) return
    seen.add(name)
    for (const each of manifest[name]!.imports ?? []) visit(each)
  }
  visit(entry)
  const chunks = [...seen].map((name) => manifest[name]!)
  return {
    scripts: chunks.map(({ file }) => `/${file}`),
    styles: chunks.flatMap(({ css = [] }) => css.map((file) => `/${file}`)),
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
