// How web/ is built; scripts/build-web.mjs says when, and where to.
import react from '@vitejs/plugin-react'

const ROOT = import.meta.dirname
/** Where the server has the files of the client: src/http/web-assets.controller.ts. */
const BASE = '/'

const shared = {
  configFile: false,
  root: ROOT,
  base: BASE,
  logLevel: 'warn',
  plugins: [react()],
  // Otherwise the bundle for the server would ask the environment, and be the slow one.
  define: { 'process.env.NODE_ENV': '"production"' },
}

/** What browsers load. @param {string} outDir */
export const clientBuild = (outDir) => ({
  ...shared,
  build: {
    outDir,
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: 'es2022',
    modulePreload: { polyfill: false },
    // Everything is a file of its own: the pages allow nothing inline.
    assetsInlineLimit: 0,
    rollupOptions: { input: { pages: 'src/client.tsx', admin: 'src/admin/main.tsx' } },
  },
})

/**
 * The same pages for the server.
 * @param {string} outDir
 * @param {Record<string, { file: string, css?: string[] }>} manifest of the client's build
 */
export const serverBuild = (outDir, manifest) => ({
  ...shared,
  define: { ...shared.define, CLIENT_FILES: JSON.stringify(clientFiles(manifest)) },
  ssr: { noExternal: true },
  build: {
    outDir,
    emptyOutDir: true,
    ssr: true,
    target: 'node20',
    minify: false,
    rollupOptions: { input: { pages: 'src/server.tsx' } },
  },
})

/** The paths of what pages load. */
function clientFiles(manifest) {
  const path = (file) => `${BASE}${file}`
  const { file, css = [] } = manifest['src/client.tsx']
  const locales = Object.entries(manifest).flatMap(([source, entry]) => {
    const [, language] = /^src\/locales\/(\w+)\.json$/.exec(source) ?? []
    return language ? [[language, path(entry.file)]] : []
  })
  return { script: path(file), styles: css.map(path), locales: Object.fromEntries(locales) }
}
