import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PROJECT_ROOT } from '../config/index.js'
import type { Brand, BrandLinks } from './brand.js'

/** What `npm run build` makes of web/ for the server; it is bundled, so it is imported by its place. */
const BUNDLES = join(PROJECT_ROOT, 'dist', 'web', 'server')

/** The organization, as web/ shows it (web/src/frame/look.ts). */
interface Look {
  readonly serviceName: string
  readonly sheet: string
  readonly icon: string
  readonly logo: string | undefined
  readonly hasPicture: boolean
  readonly links: BrandLinks
  readonly footer: string | undefined
}

/** What a bundle exports (web/src/server.tsx). */
interface Renderer<State> {
  renderPage(state: State, locale: string, look: Look): string
}

/** A bundle of web/ that draws pages in the looks of the organization. */
export class PageBundle<State> {
  readonly #file: string
  #renderer: Promise<Renderer<State>> | undefined

  /** @param name of the bundle, as in web/vite.config.mjs */
  constructor(name: string) {
    this.#file = join(BUNDLES, `${name}.js`)
  }

  /** A whole HTML document. @param locale as in the header `Accept-Language` */
  async render(state: State, locale: string, brand: Brand): Promise<string> {
    // With the first page: it takes a tenth of a second, and the server is up before it.
    this.#renderer ??= import(pathToFileURL(this.#file).href) as Promise<Renderer<State>>
    const { renderPage } = await this.#renderer
    return renderPage(state, locale, lookOf(brand))
  }
}

function lookOf(brand: Brand): Look {
  const picture = brand.imagePath('background-light') ?? brand.imagePath('background-dark')
  return {
    serviceName: brand.serviceName,
    sheet: brand.sheetPath,
    icon: brand.iconPath,
    logo: brand.imagePath('logo'),
    hasPicture: picture !== undefined,
    links: brand.links,
    footer: brand.footer,
  }
}
