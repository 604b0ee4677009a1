import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Injectable } from '@nestjs/common'
import { Branding } from '../branding/index.js'
import type { PageState } from './page-state.js'
import { Pages } from './pages.js'

/** What `npm run build` makes of web/ for the server; it is bundled, so it is imported by its place. */
const RENDERER = join(import.meta.dirname, '..', '..', 'dist', 'web', 'server', 'pages.js')

/** The organization, as web/ shows it (web/src/frame/look.ts). */
interface Look {
  readonly serviceName: string
  readonly sheet: string
  readonly icon: string
  readonly logo: string | undefined
  readonly hasPicture: boolean
  readonly links: Branding['links']
}

/** What the bundle exports (web/src/server.tsx). */
interface Renderer {
  renderPage(state: PageState, locale: string, look: Look): string
}

/** Pages drawn by the React components of web/, the same that bring them to life in the browser. */
@Injectable()
export class ReactPages extends Pages {
  readonly #look: Look
  #renderer: Promise<Renderer> | undefined

  constructor(branding: Branding) {
    super()
    this.#look = {
      serviceName: branding.serviceName,
      sheet: branding.sheetPath,
      icon: branding.iconPath,
      logo: branding.imagePath('logo'),
      hasPicture:
        (branding.imagePath('background-light') ?? branding.imagePath('background-dark')) !== undefined,
      links: branding.links,
    }
  }

  override async render(state: PageState, locale: string): Promise<string> {
    // With the first page: it takes a tenth of a second, and the server is up before it.
    this.#renderer ??= import(pathToFileURL(RENDERER).href) as Promise<Renderer>
    const { renderPage } = await this.#renderer
    return renderPage(state, locale, this.#look)
  }
}
