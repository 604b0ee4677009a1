import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describeConfiguration, type SectionDescription } from '../../src/config/index.js'
import { ROOT } from './overlay.js'

/** All settings there are: a section declares itself when its file is imported. */
export async function declaredSettings(): Promise<SectionDescription[]> {
  const files = await readdir(join(ROOT, 'src'), { recursive: true })
  for (const file of files.filter((name) => name.endsWith('.config.ts')).sort()) {
    await import(`../../src/${file.replace(/\.ts$/, '.js')}`)
  }
  return describeConfiguration()
}
