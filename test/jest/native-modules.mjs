// What a spec imports of what was built, or of a package, is a module without code: it asks its environment
// (native-environment.mjs) for the real one and exports what that exports.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Under this name, the global object of a suite has a function that imports outside of its realm. */
export const LOAD = Symbol.for('guildhall.jest-native')

const ROOT = join(import.meta.dirname, '..', '..')

/** Where a source was compiled to; a package is named in the file that stands for it (resolver.cjs). */
function specifierOf(path) {
  if (path.endsWith('.native.mjs')) return readFileSync(path, 'utf8')
  const [place, ...rest] = relative(ROOT, path).replace(/\.ts$/, '.js').split('/')
  const built =
    place === 'libs'
      ? ['libs', rest[0], 'dist', ...rest.slice(2)]
      : ['dist', 'modules', ...(place === 'src' ? rest : [place, ...rest])]
  return pathToFileURL(join(ROOT, ...built)).href
}

async function codeFor(path) {
  const specifier = specifierOf(path)
  const names = Object.keys(await import(specifier))
  const lines = names.map((name) =>
    name === 'default' ? 'export default real.default' : `export const ${name} = real.${name}`,
  )
  const load = `const real = await globalThis[Symbol.for('${LOAD.description}')](${JSON.stringify(specifier)})`
  return [load, ...lines.filter((line) => !line.includes('module.exports'))].join('\n')
}

/** Without functions of jest's synchronous kind: which names there are to export is known when a module was imported. */
export default {
  canInstrument: false,
  getCacheKeyAsync: async (_text, path) =>
    createHash('sha256')
      .update(await codeFor(path))
      .digest('hex'),
  processAsync: async (_text, path) => ({ code: await codeFor(path) }),
}
