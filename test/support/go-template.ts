/**
 * As much of Go's text/template as the chart of Kubernetes uses, with the functions of Helm that it calls: no program of
 * Helm is needed to see what comes out. What it does not know, it refuses.
 */
type Node =
  | { kind: 'text'; text: string }
  | { kind: 'value'; pipe: string[] }
  | { kind: 'assign'; name: string; pipe: string[] }
  | { kind: 'if' | 'with'; branches: { pipe: string[] | undefined; body: Node[] }[] }
  | { kind: 'range'; names: string[]; pipe: string[]; body: Node[] }
  | { kind: 'define'; name: string; body: Node[] }

/** Where a part of a template is evaluated: the dot, and the variables. */
interface Scope {
  readonly dot: unknown
  readonly variables: Map<string, unknown>
}

const TAG = /\{\{(-?)([\s\S]*?)(-?)\}\}/g
const TOKENS = /"(?:[^"\\]|\\.)*"|\(|\)|\||:=|,|[^\s()|,]+/g

/** A set of templates that include one another. */
export class GoTemplates {
  readonly #defined = new Map<string, Node[]>()

  /** @param toYaml how Helm's function of that name writes a value */
  constructor(private readonly toYaml: (value: unknown) => string) {}

  /** Reads a file for the templates that it defines. */
  define(text: string): void {
    this.#render(parse(text), { dot: undefined, variables: new Map() })
  }

  /** What a file becomes. @throws {Error} as `fail` and `required` do, and for what is not known here */
  render(text: string, dot: unknown): string {
    return this.#render(parse(text), { dot, variables: new Map([['$', dot]]) })
  }

  #render(nodes: readonly Node[], scope: Scope): string {
    return nodes.map((node) => this.#one(node, scope)).join('')
  }

  #one(node: Node, scope: Scope): string {
    switch (node.kind) {
      case 'text':
        return node.text
      case 'value':
        return textOf(this.#evaluate(node.pipe, scope))
      case 'assign':
        scope.variables.set(node.name, this.#evaluate(node.pipe, scope))
        return ''
      case 'define':
        this.#defined.set(node.name, node.body)
        return ''
      case 'range':
        return this.#range(node, scope)
      default:
        return this.#branch(node, scope)
    }
  }

  #branch({ kind, branches }: Extract<Node, { kind: 'if' | 'with' }>, scope: Scope): string {
    for (const { pipe, body } of branches) {
      const value = pipe === undefined ? true : this.#evaluate(pipe, scope)
      if (!isTrue(value)) continue
      const dot = kind === 'with' && pipe !== undefined ? value : scope.dot
      return this.#render(body, { dot, variables: new Map(scope.variables) })
    }
    return ''
  }

  #range({ names, pipe, body }: Extract<Node, { kind: 'range' }>, scope: Scope): string {
    const value = this.#evaluate(pipe, scope) ?? []
    // Go goes through maps in the order of their keys.
    const entries = Array.isArray(value)
      ? [...value.entries()]
      : Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return entries
      .map(([key, item]: [unknown, unknown]) => {
        const variables = new Map(scope.variables)
        if (names.length === 2) variables.set(names[0]!, key)
        if (names.length > 0) variables.set(names.at(-1)!, item)
        return this.#render(body, { dot: item, variables })
      })
      .join('')
  }

  #evaluate(tokens: readonly string[], scope: Scope): unknown {
    let result: unknown
    splitPipe(tokens).forEach((command, i) => {
      const words = this.#words(command, scope)
      const [first, ...rest] = words
      const given = rest.map((word) => word.value)
      if (i > 0) given.push(result)
      if (first?.name !== undefined) result = this.#call(first.name, given)
      else if (given.length > 0) throw new Error(`not a function: ${command.join(' ')}`)
      else result = first?.value
    })
    return result
  }

  /** The parts of a command: values, and the name of a function where it begins with one. */
  #words(tokens: readonly string[], scope: Scope): { name?: string; value?: unknown }[] {
    const words: { name?: string; value?: unknown }[] = []
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i]!
      if (token === '(') {
        const end = closing(tokens, i)
        words.push({ value: this.#evaluate(tokens.slice(i + 1, end), scope) })
        i = end
      } else
        words.push(
          words.length === 0 && /^[a-z]\w*$/i.test(token) && !isLiteral(token)
            ? { name: token }
            : { value: valueOf(token, scope) },
        )
    }
    return words
  }

  #call(name: string, given: readonly unknown[]): unknown {
    if (name === 'include') {
      const body = this.#defined.get(String(given[0]))
      if (!body) throw new Error(`no template is named ${String(given[0])}`)
      return this.#render(body, { dot: given[1], variables: new Map([['$', given[1]]]) })
    }
    if (name === 'toYaml') return this.toYaml(given[0]).trimEnd()
    const known = FUNCTIONS[name]
    if (!known) throw new Error(`the function ${name} is not known`)
    return known(...(given as never[]))
  }
}

const indented = (count: number, text: string) => text.replace(/^/gm, ' '.repeat(count))

const FUNCTIONS: Readonly<Record<string, (...given: never[]) => unknown>> = {
  and: (...given: unknown[]) => given.find((one) => !isTrue(one)) ?? given.at(-1),
  or: (...given: unknown[]) => given.find(isTrue) ?? given.at(-1),
  not: (one: unknown) => !isTrue(one),
  default: (usual: unknown, one: unknown) => (isTrue(one) ? one : usual),
  quote: (one: unknown) => JSON.stringify(textOf(one)),
  printf: (form: string, ...given: unknown[]) => {
    const left = [...given]
    return form.replaceAll('%s', () => textOf(left.shift()))
  },
  trunc: (count: number, text: string) => text.slice(0, count),
  trimSuffix: (suffix: string, text: string) =>
    text.endsWith(suffix) ? text.slice(0, -suffix.length) : text,
  nindent: (count: number, text: string) => `\n${indented(count, text)}`,
  list: (...given: unknown[]) => given,
  concat: (...lists: unknown[][]) => lists.flat(),
  required: (message: string, one: unknown) => {
    if (one === undefined || one === null || one === '') throw new Error(message)
    return one
  },
  fail: (message: string) => {
    throw new Error(message)
  },
}

function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0
  return Boolean(value)
}

function textOf(value: unknown): string {
  return value === undefined || value === null ? '' : String(value)
}

const isLiteral = (token: string) => /^(true|false|nil)$/.test(token)

function valueOf(token: string, { dot, variables }: Scope): unknown {
  if (token.startsWith('"')) return JSON.parse(token)
  if (/^-?\d+$/.test(token)) return Number(token)
  if (isLiteral(token)) return token === 'nil' ? undefined : token === 'true'
  const [first = '', ...path] = token.split('.')
  if (first !== '' && !variables.has(first)) throw new Error(`${first} is not known`)
  const start = first === '' ? dot : variables.get(first)
  return path
    .filter(Boolean)
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], start)
}

function splitPipe(tokens: readonly string[]): string[][] {
  const parts: string[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    if (token === '(') depth++
    if (token === ')') depth--
    if (token === '|' && depth === 0) parts.push([])
    else parts.at(-1)!.push(token)
  }
  return parts
}

function closing(tokens: readonly string[], from: number): number {
  for (let i = from, depth = 0; i < tokens.length; i++) {
    if (tokens[i] === '(') depth++
    if (tokens[i] === ')' && --depth === 0) return i
  }
  throw new Error('a parenthesis is not closed')
}

type Piece = { text: string } | { tag: string[] }

/** Texts and tags; `-` takes the blanks beside a tag away. */
function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  let trimNext = false
  const add = (piece: string, trimEnd: boolean) => {
    const begun = trimNext ? piece.trimStart() : piece
    pieces.push({ text: trimEnd ? begun.trimEnd() : begun })
  }
  for (const match of text.matchAll(TAG)) {
    add(text.slice(at, match.index), match[1] === '-')
    const inside = match[2]!.trim()
    if (!inside.startsWith('/*')) pieces.push({ tag: inside.match(TOKENS) ?? [] })
    trimNext = match[3] === '-'
    at = match.index + match[0].length
  }
  add(text.slice(at), false)
  return pieces
}

function parse(text: string): Node[] {
  const pieces = piecesOf(text)
  const { nodes, end } = parseUntil(pieces, 0, [])
  if (end !== pieces.length) throw new Error('there is an end too many')
  return nodes
}

/** Reads up to a tag that begins with one of these words. */
function parseUntil(pieces: readonly Piece[], from: number, stops: readonly string[]) {
  const nodes: Node[] = []
  let i = from
  for (; i < pieces.length; i++) {
    const piece = pieces[i]!
    if ('text' in piece) {
      nodes.push({ kind: 'text', text: piece.text })
      continue
    }
    const [word = '', ...rest] = piece.tag
    if (stops.includes(word)) return { nodes, end: i }
    if (word === 'if' || word === 'with') {
      const read = parseBranches(pieces, i, word)
      nodes.push(read.node)
      i = read.end
    } else if (word === 'range' || word === 'define') {
      const { nodes: body, end } = parseUntil(pieces, i + 1, ['end'])
      nodes.push(
        word === 'define'
          ? { kind: 'define', name: JSON.parse(rest[0]!) as string, body }
          : rangeOf(rest, body),
      )
      i = end
    } else if (rest[0] === ':=') nodes.push({ kind: 'assign', name: word, pipe: rest.slice(1) })
    else nodes.push({ kind: 'value', pipe: piece.tag })
  }
  if (stops.length > 0) throw new Error(`an end is missing: ${stops.join(', ')}`)
  return { nodes, end: i }
}

function rangeOf(tokens: readonly string[], body: Node[]): Node {
  const at = tokens.indexOf(':=')
  const names = tokens.slice(0, Math.max(at, 0)).filter((token) => token !== ',')
  return { kind: 'range', names, pipe: tokens.slice(at + 1), body }
}

function parseBranches(
  pieces: readonly Piece[],
  from: number,
  kind: 'if' | 'with',
): { node: Node; end: number } {
  const branches: { pipe: string[] | undefined; body: Node[] }[] = []
  let pipe: string[] | undefined = (pieces[from] as { tag: string[] }).tag.slice(1)
  for (let at = from; ;) {
    const { nodes: body, end } = parseUntil(pieces, at + 1, ['else', 'end'])
    branches.push({ pipe, body })
    const { tag } = pieces[end] as { tag: string[] }
    if (tag[0] === 'end') return { node: { kind, branches }, end }
    pipe = tag[1] === 'if' ? tag.slice(2) : undefined
    at = end
  }
}
