/** Metrics as Prometheus reads them: the names of the labels of each line by the name of the line. */
export class Exposition {
  readonly #labels = new Map<string, Set<string>>()
  /** what each metric is about, by name */
  readonly help = new Map<string, string>()

  /** @param text in the text format */
  constructor(text: string) {
    for (const line of text.split('\n')) {
      const [, about, help] = /^# HELP (\S+) (.*)$/.exec(line) ?? []
      if (about) this.help.set(about, help!)
      const [, name, labels = ''] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? \S+$/.exec(line) ?? []
      if (!name) continue
      const known = this.#labels.get(name) ?? new Set()
      for (const [, label] of labels.matchAll(/(\w+)="(?:[^"\\]|\\.)*"/g)) known.add(label!)
      this.#labels.set(name, known)
    }
  }

  /** Lines that exist. */
  get names(): string[] {
    return [...this.#labels.keys()]
  }

  /** What an expression of PromQL uses that does not exist, a line each. */
  missing(expression: string): string[] {
    return selectorsIn(expression).flatMap(({ name, labels }) => {
      // One that is announced and has no number yet, as before the first backup, has no labels either.
      const known = this.#labels.get(name) ?? (this.help.has(name) ? new Set<string>() : undefined)
      if (!known) return [`there is no ${name}`]
      return labels.filter((label) => !known.has(label)).map((label) => `${name} has no label ${label}`)
    })
  }
}

/** What Prometheus itself adds to every line of a target, and its own metric. */
const OF_TARGETS = new Set(['instance', 'job'])
const OF_PROMETHEUS = new Set(['up'])
const GROUPING = /\b(?:by|without|on|ignoring)\s*\(([^)]*)\)/g
const SELECTOR = /\b([a-zA-Z_:][\w:]*)\s*(?:\{((?:[^}"]|"(?:[^"\\]|\\.)*")*)\})?/g

interface Selector {
  readonly name: string
  readonly labels: string[]
}

/** The metrics of an expression with the labels that are asked of them; those of groupings are asked of all. */
function selectorsIn(expression: string): Selector[] {
  const groups = [...expression.matchAll(GROUPING)].flatMap(([, list]) =>
    list!.split(',').map((each) => each.trim()),
  )
  const bare = expression.replace(GROUPING, ' ').replace(/\[[^\]]*\]/g, ' ')
  return [...bare.matchAll(SELECTOR)]
    .filter(([whole, name], i, all) => isMetric(bare, all[i]!.index, whole, name!))
    .map(([, name, matchers = '']) => {
      const own = [...matchers.matchAll(/(\w+)\s*[=!]~?/g)].map(([, label]) => label!)
      return {
        name: name!,
        labels: [...own, ...groups].filter((label) => label !== '' && !OF_TARGETS.has(label)),
      }
    })
}

/** A word before a bracket is a function; `and` and the like have no underscore, and metrics of ours do. */
function isMetric(text: string, index: number, whole: string, name: string): boolean {
  const isCall = /^\s*\(/.test(text.slice(index + whole.length))
  return !isCall && name.includes('_') && !OF_PROMETHEUS.has(name)
}
