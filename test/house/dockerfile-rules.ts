import { type Copy, DockerfileParser, type Instruction } from 'dockerfile-ast'

/** A rule that a Dockerfile breaks, and where. */
export interface DockerfileProblem {
  readonly rule: string
  /** counted from 1 */
  readonly line: number
}

type Rule = (instructions: readonly Instruction[]) => (Instruction | undefined)[]

const named = (instructions: readonly Instruction[], keyword: string) =>
  instructions.filter((one) => one.getKeyword() === keyword)
const argumentsOf = (one: Instruction) => one.getArgumentsContent() ?? ''
const isJson = (one: Instruction) =>
  argumentsOf(one)
    .replace(/^(--\S+\s+)*CMD\s+/, '')
    .startsWith('[')
/** The instructions of the last stage: those of the image itself. */
const lastStage = (instructions: readonly Instruction[]) => {
  const from = instructions.map((one) => one.getKeyword()).lastIndexOf('FROM')
  return instructions.slice(from)
}
/** The first one, to point at where something is missing. */
const unless = (isThere: boolean, instructions: readonly Instruction[]) => (isThere ? [] : [instructions[0]])

/** What a linter for Dockerfiles would say, as far as it matters here. */
const RULES: Readonly<Record<string, Rule>> = {
  'base images have a version': (all) =>
    named(all, 'FROM').filter((one) => {
      const image = argumentsOf(one).split(' ')[0]!
      const stages = named(all, 'FROM').map((each) => / AS (\S+)/i.exec(argumentsOf(each))?.[1])
      return (
        !image.startsWith('$') && !stages.includes(image) && (!image.includes(':') || /:latest$/.test(image))
      )
    }),
  'COPY in place of ADD': (all) => named(all, 'ADD'),
  'packages are installed without questions and suggestions': (all) =>
    named(all, 'RUN').filter(
      (one) =>
        /apt-get\s+install/.test(argumentsOf(one)) &&
        !(/\s(-y|--yes)\s/.test(argumentsOf(one)) && argumentsOf(one).includes('--no-install-recommends')),
    ),
  'lists of packages are removed where they were fetched': (all) =>
    named(all, 'RUN').filter(
      (one) =>
        /apt-get\s+update/.test(argumentsOf(one)) && !argumentsOf(one).includes('/var/lib/apt/lists/*'),
    ),
  'no sudo': (all) => named(all, 'RUN').filter((one) => /\bsudo\b/.test(argumentsOf(one))),
  'no secrets': (all) =>
    [...named(all, 'ENV'), ...named(all, 'ARG')].filter((one) =>
      /(PASSWORD|SECRET|TOKEN|_KEY)[A-Z_]*=./.test(argumentsOf(one)),
    ),
  'directories are absolute': (all) =>
    named(all, 'WORKDIR').filter((one) => !/^["']?\//.test(argumentsOf(one))),
  'what runs is a list': (all) =>
    ['CMD', 'ENTRYPOINT', 'HEALTHCHECK'].flatMap((word) => named(all, word)).filter((one) => !isJson(one)),
  'at most one CMD and ENTRYPOINT': (all) =>
    ['CMD', 'ENTRYPOINT', 'HEALTHCHECK'].flatMap((word) => named(lastStage(all), word).slice(1)),
  'runs as a numbered user that is not root': (all) => {
    const user = named(lastStage(all), 'USER').at(-1)
    return unless(/^[1-9]\d*(:[1-9]\d*)?$/.test(user ? argumentsOf(user) : ''), lastStage(all))
  },
  'has a health check without tools of its own': (all) => {
    const [check] = named(lastStage(all), 'HEALTHCHECK')
    return unless(check !== undefined && !/curl|wget/.test(argumentsOf(check)), lastStage(all))
  },
  'says how it is stopped': (all) => unless(named(lastStage(all), 'STOPSIGNAL').length === 1, lastStage(all)),
  'says what it is': (all) =>
    unless(
      ['title', 'version', 'revision', 'licenses'].every((label) =>
        named(lastStage(all), 'LABEL').some((one) =>
          argumentsOf(one).includes(`org.opencontainers.image.${label}=`),
        ),
      ),
      lastStage(all),
    ),
  'copies from stages that exist': (all) => {
    const stages = named(all, 'FROM').map((one) => / AS (\S+)/i.exec(argumentsOf(one))?.[1])
    return named(all, 'COPY').filter((one) => {
      const from = (one as Copy).getFromFlag()?.getValue()
      return from != null && !stages.includes(from)
    })
  },
}

/** Names of all rules. */
export const DOCKERFILE_RULES = Object.keys(RULES)

/** Everything that is wrong with a Dockerfile. */
export function dockerfileProblems(text: string): DockerfileProblem[] {
  const instructions = DockerfileParser.parse(text).getInstructions()
  return Object.entries(RULES).flatMap(([rule, find]) =>
    find(instructions).flatMap((one) => (one ? [{ rule, line: one.getRange().start.line + 1 }] : [])),
  )
}
