// Sizes and names: what is too big or wrongly named. A warning is past the aim, an error past the limit.
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import ts from 'typescript'

const FILE_LINES = { aim: 300, limit: 400 }
const FUNCTION_LINES = { aim: 40, limit: 70 }
const CONSTRUCTOR_PARAMETERS_MAX = 5
const HANDLER_LINES_MAX = 10
const HANDLERS_MAX = 10

const FOLDERS = ['src', 'libs', 'web', 'migrations', 'test', 'scripts']
const LEFT_OUT = new Set(['node_modules', 'dist', 'generated', 'vectors', '__snapshots__'])
const VAGUE_FOLDERS = new Set(['utils', 'common', 'shared', 'helpers', 'misc'])
const SUFFIXES =
  'module xrpc controller gateway guard interceptor filter store entity dto config errors job spec'.split(' ')
/** kebab-case with at most one suffix, and .spec after it. */
const FILE_NAME = new RegExp(`^[a-z0-9]+(-[a-z0-9]+)*(\\.(${SUFFIXES.join('|')}))?(\\.spec)?\\.tsx?$`)
/** Files that gather the small classes of a feature. */
const GATHERINGS = /\.(errors|entity|dto)\.ts$/
const SOURCE = /\.tsx?$/
/** What runs at members', whose functions and classes are looked at as well. */
const SHIPPED = /^(src|libs\/[^/]+\/src|web\/src)\//
const SURFACE = /\.(xrpc|controller)\.ts$/

/**
 * Everything wrong with the sizes and names of a tree.
 * @param {string} root
 * @returns {import('./size-rules.mjs').Problem[]}
 */
export function findProblems(root) {
  const problems = []
  for (const path of FOLDERS.flatMap((folder) => [...filesBelow(root, folder)])) {
    problems.push(...checkPath(path))
    if (/\.(tsx?|mjs|cjs)$/.test(path))
      problems.push(...checkFile(path, readFileSync(join(root, path), 'utf8')))
  }
  return problems
}

function* filesBelow(root, folder) {
  let entries
  try {
    entries = readdirSync(join(root, folder), { withFileTypes: true })
  } catch {
    return
  }
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`
    if (!entry.isDirectory()) yield path
    else if (!LEFT_OUT.has(entry.name)) yield* filesBelow(root, path)
  }
}

function error(rule, at, message) {
  return { rule, at, severity: 'error', message }
}

function measure(rule, at, size, { aim, limit }) {
  if (size <= aim) return []
  const message = `${size} lines; the aim is ${aim}, the limit ${limit}`
  return [{ rule, at, severity: size > limit ? 'error' : 'warning', message }]
}

function checkPath(path) {
  const vague = path.split('/').find((part) => VAGUE_FOLDERS.has(part))
  const named = !/^(src|libs|web\/src)\//.test(path) || !SOURCE.test(path) || FILE_NAME.test(basename(path))
  return [
    ...(vague
      ? [error('folder-names', path, `a folder named "${vague}" says nothing about what is in it`)]
      : []),
    ...(named
      ? []
      : [error('file-names', path, `not kebab-case with one of the suffixes ${SUFFIXES.join(', ')}`)]),
  ]
}

function checkFile(path, text) {
  const problems = measure('file-length', path, text.trimEnd().split('\n').length, FILE_LINES)
  const isShipped = SHIPPED.test(path) && SOURCE.test(path) && !/\.spec\.tsx?$/.test(path)
  if (!isShipped) return problems
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  if (/^src\//.test(path)) problems.push(...checkClassNames(path, source))
  const visit = (node) => {
    problems.push(...checkNode(path, source, node))
    ts.forEachChild(node, visit)
  }
  visit(source)
  return problems
}

function checkClassNames(path, source) {
  if (GATHERINGS.test(path)) return []
  const names = source.statements
    .filter(ts.isClassDeclaration)
    .filter((node) => node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
    .map((node) => node.name?.text ?? 'default')
  const expected = basename(path, '.ts').replaceAll('.', '-')
  if (names.length > 1) {
    return [error('one-class', path, `exports ${names.join(', ')}: one exported class per file`)]
  }
  return names
    .filter((name) => kebab(name) !== expected)
    .map((name) => error('class-file', path, `class ${name} belongs in a file of its own name`))
}

function kebab(name) {
  return name.replace(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3-$2').toLowerCase()
}

function checkNode(path, source, node) {
  const at = () => `${path}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`
  if (ts.isConstructorDeclaration(node) && node.parameters.length > CONSTRUCTOR_PARAMETERS_MAX) {
    const message = `${node.parameters.length} dependencies; the limit is ${CONSTRUCTOR_PARAMETERS_MAX}`
    return [error('constructor-width', at(), message)]
  }
  if (ts.isClassDeclaration(node) && SURFACE.test(path)) return checkHandlers(at(), source, node)
  if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return []
  return measure('function-length', at(), lines(source, node), FUNCTION_LINES)
}

/** Methods with a decorator answer requests; they say in a few lines who does the work. */
function checkHandlers(at, source, node) {
  const handlers = node.members
    .filter(ts.isMethodDeclaration)
    .filter((method) => ts.getDecorators(method)?.length)
  const long = handlers.filter(({ body }) => body && lines(source, body) - 2 > HANDLER_LINES_MAX)
  return [
    ...(handlers.length > HANDLERS_MAX
      ? [error('handler-count', at, `${handlers.length} handlers; split at ${HANDLERS_MAX}`)]
      : []),
    ...long.map(({ name, body }) =>
      error(
        'handler-length',
        at,
        `${name.getText(source)} has ${lines(source, body) - 2} lines; the limit is ${HANDLER_LINES_MAX}`,
      ),
    ),
  ]
}

function lines(source, node) {
  const line = (position) => source.getLineAndCharacterOfPosition(position).line
  return line(node.end) - line(node.getStart(source)) + 1
}
