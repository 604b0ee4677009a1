// How web/ is built; scripts/build-web.mjs says when, and where to.
import react from '@vitejs/plugin-react'

const ROOT = import.meta.dirname
/** Where the server has the files of the client: src/http/web-assets.controller.ts. */
const BASE = '/'

/** What pages load: those of the authorization server, those of the account portal, and the dashboard. */
const ENTRIES = { pages: 'src/client.tsx', account: 'src/account/client.ts', admin: 'src/admin/main.tsx' }

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
    rollupOptions: { input: ENTRIES },
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
    rollupOptions: { input: { pages: 'src/server.tsx', account: 'src/account/server.tsx' } },
  },
})

/** The paths of what pages load, by entry. */
function clientFiles(manifest) {
  const path = (file) => `${BASE}${file}`
  const locales = Object.entries(manifest).flatMap(([source, entry]) => {
    const [, language] = /^src\/locales\/(\w+)\.json$/.exec(source) ?? []
    return language ? [[language, path(entry.file)]] : []
  })
  const filesOf = (entry) => {
    const { file, imports = [] } = manifest[entry]
    return {
      script: path(file),
      imports: imports.map((name) => path(manifest[name].file)),
      styles: stylesOf(manifest, entry).map(path),
    }
  }
  return {
    pages: { ...filesOf(ENTRIES.pages), locales: Object.fromEntries(locales) },
    account: filesOf(ENTRIES.account),
  }
}

/** The style sheets of an entry and of what it is made of. */
function stylesOf(manifest, entry) {
  const { css = [], imports = [] } = manifest[entry]
  return [...new Set([...imports.flatMap((name) => stylesOf(manifest, name)), ...css])]
}
