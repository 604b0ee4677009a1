import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { Injectable } from '@nestjs/common'
import { PROJECT_ROOT } from '../config/index.js'

/** Where `npm run build` puts what browsers load (scripts/build-web.mjs), each file beside its compressed forms. */
const FOLDER = join(PROJECT_ROOT, 'dist', 'web', 'client', 'assets')

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}

/** Content codings in the order in which they are preferred, and what they add to the name of a file. */
const CODINGS = [
  { coding: 'br', suffix: '.br' },
  { coding: 'gzip', suffix: '.gz' },
] as const
const PLAIN = { coding: undefined, suffix: '' }

/** A file as it is sent. */
export interface Asset {
  readonly type: string
  readonly bytes: Buffer
  /** its content coding, if any */
  readonly coding: string | undefined
}

/** The files that pages of this server load: few and small, so they are held in memory. */
@Injectable()
export class WebAssets {
  readonly #files = new Map(readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name))]))

  /**
   * Finds a file by its name.
   * @param accepted the value of an `Accept-Encoding` header
   */
  find(name: string, accepted = ''): Asset | undefined {
    const [type, plain] = [TYPES[extname(name)], this.#files.get(name)]
    if (type === undefined || !plain) return undefined
    const wanted = new Set(accepted.split(',').map((item) => item.trim().toLowerCase()))
    const { coding, suffix } = CODINGS.find((each) => wanted.has(each.coding)) ?? PLAIN
    const compressed = this.#files.get(`${name}${suffix}`)
    return compressed ? { type, bytes: compressed, coding } : { type, bytes: plain, coding: undefined }
  }
}
