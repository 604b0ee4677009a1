// The catalogue of refusals, read from the sources: every class that extends Refusal, with its code and its kind.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { table } from './configuration.mjs'

/** How XRPC answers a kind. The table in src/xrpc is the truth; test/house compares the two. */
export const XRPC_STATUS = {
  invalid: 400,
  notFound: 400,
  conflict: 400,
  unauthenticated: 401,
  forbidden: 403,
  notAcceptable: 406,
  tooLarge: 413,
  tooMany: 429,
  notImplemented: 501,
  upstream: 502,
  unavailable: 503,
  timeout: 504,
}

/**
 * @typedef {{ name: string, feature: string, code?: string, kind?: string, about: string }} RefusalEntry
 * A code or kind that the class takes from its caller is undefined.
 */

/** All refusals of src/, by feature and name. @param {string} root @returns {RefusalEntry[]} */
export function readRefusals(root) {
  return [...sourcesBelow(join(root, 'src'))]
    .flatMap((file) => refusalsOf(file, file.slice(join(root, 'src').length + 1)))
    .sort((a, b) => compare(a.feature, b.feature) || compare(a.name, b.name))
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

function* sourcesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* sourcesBelow(path)
    else if (path.endsWith('.ts') && !path.endsWith('.spec.ts')) yield path
  }
}

function refusalsOf(file, path) {
  const text = readFileSync(file, 'utf8')
  if (!/extends Refusal\b/.test(text)) return []
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  return source.statements
    .filter(ts.isClassDeclaration)
    .filter(extendsRefusal)
    .map((node) => ({
      name: node.name.text,
      feature: path.includes('/') ? path.split('/')[0] : 'server',
      ...codeAndKind(node),
      about: ts
        .getJSDocCommentsAndTags(node)
        .map(({ comment }) => String(comment ?? ''))
        .join(' ')
        .trim(),
    }))
}

function extendsRefusal(node) {
  const clause = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
  return clause?.types[0]?.expression.getText() === 'Refusal'
}

/** The first two arguments of super(…), where they are texts. */
function codeAndKind(node) {
  let texts = []
  const visit = (child) => {
    if (ts.isCallExpression(child) && child.expression.kind === ts.SyntaxKind.SuperKeyword) {
      texts = child.arguments
        .slice(0, 2)
        .map((argument) => (ts.isStringLiteral(argument) ? argument.text : undefined))
    }
    ts.forEachChild(child, visit)
  }
  visit(node)
  return { code: texts[0], kind: texts[1] }
}

/** The page for operators. @param {RefusalEntry[]} refusals */
export function errorsPage(refusals) {
  const rows = [...refusals]
    .sort(
      (a, b) =>
        compare(a.code ?? '~', b.code ?? '~') || compare(a.feature, b.feature) || compare(a.name, b.name),
    )
    .map(({ name, feature, code, kind, about }) => [
      code ? `\`${code}\`` : 'names its cause',
      kind ? String(XRPC_STATUS[kind]) : 'by cause',
      kind ?? 'by cause',
      `${feature}: ${name}`,
      about,
    ])
  return `# Errors

Written by \`npm run generate\` from the refusals in src/; do not edit.

A refusal is an expected no: the request asked for something that the rules do not allow, and asking again unchanged
does not help, except for the kinds \`tooMany\`, \`unavailable\`, \`upstream\` and \`timeout\`. XRPC answers
\`{"error": code, "message": …}\` with the status below. Anything else that goes wrong is a fault: status 500, code
\`InternalServerError\`, no details in the answer, and one entry in the log with the request's id.

${table(['code', 'XRPC status', 'kind', 'raised by', 'meaning'], rows)}
`
}
