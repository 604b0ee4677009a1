// Documents about the settings, made from what the x.config.ts files declare.

/**
 * @typedef {{ name: string, env: string, kind: string, help: string, secret: boolean, required: boolean, default?: string, live?: string }} Setting
 * @typedef {{ section: string, settings: Setting[] }} Section
 */

const ORIGIN = 'Written by `npm run generate` from the x.config.ts files; do not edit.'

/** The example environment file. @param {Section[]} sections */
export function exampleEnvironment(sections) {
  const blocks = sections.map(({ section, settings }) =>
    [`## ${section}`, ...settings.map((setting) => `\n${exampleSetting(setting)}`)].join('\n'),
  )
  const head = [
    '# Every setting of an installation, with its default. A line that stays commented out keeps the default.',
    `# ${ORIGIN.replaceAll('`', '')}`,
  ].join('\n')
  return `${[head, ...blocks].join('\n\n')}\n`
}

function exampleSetting(setting) {
  const about = [...wrap(setting.help), `(${remarks(setting).join('; ')})`].map((line) => `# ${line}`)
  const plain = setting.default !== undefined && /^[^<>; ]*$/.test(setting.default) ? setting.default : ''
  return [...about, `${setting.required ? '' : '#'}${setting.env}=${plain}`].join('\n')
}

function remarks({ kind, required, secret, default: value }) {
  return [
    kind,
    ...(required
      ? ['required']
      : [value === undefined ? 'no default' : `default: ${value === '' ? 'empty' : value}`]),
    ...(secret ? ['secret'] : []),
  ]
}

function wrap(text, width = 105) {
  const lines = ['']
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1)
    if (line && line.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = line ? `${line} ${word}` : word
  }
  return lines
}

/** The page for operators. @param {Section[]} sections */
export function configurationPage(sections) {
  const head = `# Configuration

${ORIGIN}

Settings of the installation are environment variables, read once at start. All problems are reported together, and
the server does not start with one. An empty variable counts as unset. Secrets are never printed; those that are
not given are made at the first start and kept below the data directory, readable by the server's account only.
\`config/pds.example.env\` has every variable as a file to copy. Some can be set by administrators while the server
runs; where the environment sets them, it holds.`
  return `${[head, ...sections.map(sectionTable)].join('\n\n')}\n`
}

function sectionTable({ section, settings }) {
  const rows = settings.map((setting) => {
    const value = setting.required ? 'required' : setting.default === undefined ? '–' : code(setting.default)
    return [code(setting.env), setting.kind, value, setting.help + notes(setting)]
  })
  return `## ${section}\n\n${table(['variable', 'type', 'default', 'meaning'], rows)}`
}

function notes({ secret, live }) {
  return `${secret ? ' Secret.' : ''}${live ? ' Can be set while the server runs.' : ''}`
}

function code(text) {
  return text === '' ? 'empty' : `\`${text}\``
}

/** A Markdown table with cells that cannot break it. @param {string[]} head @param {string[][]} rows */
export function table(head, rows) {
  const line = (cells) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
