import { execFileSync } from 'node:child_process'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'
import { parse, parseAllDocuments, stringify } from 'yaml'
import { GoTemplates } from '../support/go-template.js'
import { DOCKERFILE_RULES, dockerfileProblems } from './dockerfile-rules.js'
import { ROOT } from './overlay.js'

const CHART = join(ROOT, 'docker/helm/guildhall')
const COMPOSE_FILES = ['compose.yaml', 'compose.cluster.yaml']
/** Settings of ours, in files that name them in some way. */
const SETTING = /\bPDS_[A-Z0-9_]+/g
/** Names that only the files for composing have. */
const OF_COMPOSE = ['PDS_UPSTREAMS', 'PDS_ASK']
/** Served once there are metrics; the chart sets it only when they are asked for. */
const OF_METRICS = ['PDS_METRICS_PORT', 'PDS_METRICS_HOST']

type Tree = Record<string, unknown>

const textOf = (path: string) => readFile(join(ROOT, path), 'utf8')
const yamlOf = async (path: string) => parse(await textOf(path), { merge: true }) as Tree
const jsonOf = async (path: string) => JSON.parse(await textOf(path)) as Tree

/** What makes a schema of the draft that the files name say yes or no. */
const validatorOf = (schema: Tree): ValidateFunction => {
  // What the draft calls itself differs by a slash; formats are of no use without a package for them.
  const { $schema: _draft, $id: _id, ...rest } = schema
  return new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(rest)
}

describe('the Dockerfile', () => {
  /** One that breaks each rule. */
  const BROKEN: Readonly<Record<string, string>> = {
    'base images have a version': 'FROM node',
    'COPY in place of ADD': 'ADD . /app',
    'packages are installed without questions and suggestions': 'RUN apt-get install curl',
    'lists of packages are removed where they were fetched': 'RUN apt-get update',
    'no sudo': 'RUN sudo ls',
    'no secrets': 'ENV PDS_ADMIN_PASSWORD=letmein',
    'directories are absolute': 'WORKDIR app',
    'what runs is a list': 'CMD node main.js',
    'at most one CMD and ENTRYPOINT': 'CMD ["a"]\nCMD ["b"]',
    'runs as a numbered user that is not root': 'USER root',
    'has a health check without tools of its own': 'HEALTHCHECK CMD ["curl", "localhost"]',
    'says how it is stopped': 'EXPOSE 1',
    'says what it is': 'LABEL a="b"',
    'copies from stages that exist': 'COPY --from=nowhere /a /b',
  }

  test('keeps every rule', async () => {
    expect(dockerfileProblems(await textOf('docker/Dockerfile'))).toEqual([])
  })

  test('has a broken sample for every rule', () => {
    expect(Object.keys(BROKEN)).toEqual(DOCKERFILE_RULES)
  })

  test.each(Object.entries(BROKEN))('would be caught: %s', (rule, text) => {
    const whole = text.startsWith('FROM') ? text : `FROM node:24\n${text}`
    expect(dockerfileProblems(whole).map((problem) => problem.rule)).toContain(rule)
  })

  test('copies nothing that its context leaves out', async () => {
    const lines = (await textOf('.dockerignore')).split('\n')
    const layout = await textOf('docker/layout.mjs')
    const allowed = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1))
    const top = (await readdir(ROOT)).filter((name) => new RegExp(`'${name}[/']`).test(layout))
    for (const name of top.filter((each) => !['dist', 'node_modules'].includes(each))) {
      expect(allowed.some((path) => path === name || path.startsWith(`${name}/`))).toBe(true)
    }
    expect(lines).toContain('*')
  })
})

describe.each(COMPOSE_FILES)('%s', (name) => {
  let file: { services: Record<string, Tree>; networks: Tree; volumes: Tree; secrets?: Tree }
  beforeAll(async () => {
    file = (await yamlOf(`docker/${name}`)) as unknown as typeof file
  })

  test('is what the Compose Specification says, which would not take anything', async () => {
    const validate = validatorOf(await jsonOf('test/house/vendor/compose-spec.json'))
    expect(validate(file) ? [] : validate.errors).toEqual([])
    expect(validate({ services: { pds: { image: 1, prots: [] } } })).toBe(false)
  })

  test('names only what it declares', () => {
    for (const service of Object.values(file.services)) {
      const {
        networks = [],
        volumes = [],
        secrets = [],
        depends_on: needed = {},
      } = service as {
        networks?: string[]
        volumes?: string[]
        secrets?: { source: string }[]
        depends_on?: Record<string, { condition: string }>
      }
      for (const network of networks) expect(file.networks).toHaveProperty(network)
      for (const volume of volumes.filter((each) => !/^[./]/.test(each))) {
        expect(file.volumes).toHaveProperty(volume.split(':')[0]!)
      }
      for (const { source } of secrets) expect(file.secrets).toHaveProperty(source)
      for (const [other, { condition }] of Object.entries(needed)) {
        expect(file.services).toHaveProperty(other)
        if (condition === 'service_healthy' && other.startsWith('pds')) continue
        if (condition === 'service_healthy') expect(file.services[other]).toHaveProperty('healthcheck')
      }
    }
  })

  test('lets the server do no more than it needs, and says which releases it takes', () => {
    for (const [service, value] of Object.entries(file.services)) {
      expect(value['image']).toMatch(/\$\{GUILDHALL_IMAGE|:\d/)
      expect(value).not.toHaveProperty('privileged')
      if (!service.startsWith('pds') && service !== 'caddy') continue
      expect(value).toMatchObject({ read_only: true, cap_drop: ['ALL'] })
    }
  })
})

test('three servers are composed, and requests are shared out among all of them', async () => {
  const { services } = (await yamlOf('docker/compose.cluster.yaml')) as {
    services: Record<string, { environment?: Record<string, string> }>
  }
  const nodes = Object.keys(services).filter((name) => name.startsWith('pds-'))
  expect(nodes).toHaveLength(3)
  expect(services['caddy']!.environment!['PDS_UPSTREAMS']).toBe(nodes.map((name) => `${name}:2583`).join(' '))
})

test('every setting that is named in the packaging is one', async () => {
  const files = await readdir(join(ROOT, 'docker'), { recursive: true, withFileTypes: true })
  const settings = new Set((await textOf('config/pds.example.env')).match(SETTING))
  for (const file of files.filter((each) => each.isFile())) {
    const path = join(file.parentPath, file.name)
    for (const name of (await readFile(path, 'utf8')).match(SETTING) ?? []) {
      const known = settings.has(name) || settings.has(name.replace(/_FILE$/, ''))
      const isName = !name.endsWith('_')
      if (isName && !OF_COMPOSE.includes(name) && !OF_METRICS.includes(name)) {
        expect(known ? name : `${name} in ${path}`).toBe(name)
      }
    }
  }
})

describe('the unit for systemd', () => {
  test('starts what the layout puts in place, unprivileged', async () => {
    const text = await textOf('docker/systemd/guildhall.service')
    const valueOf = (key: string) => new RegExp(`^${key}=(.*)$`, 'm').exec(text)?.[1]
    const program = valueOf('ExecStart')!.split(' ')[0]!.replace('/opt/guildhall/', '')
    expect((await stat(join(ROOT, program))).mode & 0o111).toBe(0o111)
    expect(valueOf('User')).toBe('guildhall')
    for (const key of ['NoNewPrivileges', 'ProtectHome', 'PrivateTmp', 'RestrictNamespaces']) {
      expect(valueOf(key)).toBe('true')
    }
    expect(valueOf('ProtectSystem')).toBe('strict')
  })
})

describe('the chart', () => {
  const RELEASE = { Name: 'pds', Namespace: 'default', Service: 'Helm' }
  let defaults: Tree
  let templates: Map<string, string>
  let schema: ValidateFunction

  beforeAll(async () => {
    defaults = await yamlOf('docker/helm/guildhall/values.yaml')
    schema = validatorOf(await jsonOf('docker/helm/guildhall/values.schema.json'))
    const names = await readdir(join(CHART, 'templates'))
    const texts = names.map(async (name) => [name, await readFile(join(CHART, 'templates', name), 'utf8')])
    templates = new Map((await Promise.all(texts)) as [string, string][])
  })

  /** What Kubernetes would get, by kind. */
  async function render(values: Tree): Promise<Record<string, Tree>> {
    const chart = await yamlOf('docker/helm/guildhall/Chart.yaml')
    const Chart = { Name: chart['name'], Version: chart['version'], AppVersion: chart['appVersion'] }
    const dot = { Values: merged(defaults, values), Chart, Release: RELEASE }
    const engine = new GoTemplates((value) => stringify(value))
    engine.define(templates.get('_helpers.tpl')!)
    const made: Record<string, Tree> = {}
    for (const [name, text] of templates) {
      const whole = engine.render(text, dot)
      if (!name.endsWith('.yaml')) continue
      for (const document of parseAllDocuments(whole)) {
        expect(document.errors).toEqual([])
        const value = document.toJS() as Tree | null
        if (value) made[String(value['kind'])] = value
      }
    }
    return made
  }

  const exampleOf = (name: string) => yamlOf(`docker/helm/guildhall/examples/${name}.yaml`)

  test.each(['single', 'cluster'])('takes the values of the example %s', async (name) => {
    const values = await exampleOf(name)
    expect(schema(merged(defaults, values)) ? [] : schema.errors).toEqual([])
  })

  test.each([
    ['no host name', {}],
    ['a slip of the pen', { hostname: 'pds.example.com', replcas: 3 }],
    ['a secret among the settings', { hostname: 'a.example', settings: { PDS_ADMIN_PASSWORD: 'x' } }],
    ['an image without a version', { hostname: 'a.example', image: { repository: 'a', tag: 'latest' } }],
  ])('does not take %s', (_what, values) => {
    expect(schema(merged(defaults, values))).toBe(false)
  })

  test('has every value in its schema', () => {
    const { errors } = { errors: schema({ ...defaults, hostname: 'pds.example.com' }) ? [] : schema.errors }
    expect(errors).toEqual([])
  })

  test('brings one pod with a volume where the database is embedded', async () => {
    const made = await render(await exampleOf('single'))
    expect(Object.keys(made).sort()).toEqual(['Ingress', 'Service', 'ServiceAccount', 'StatefulSet'])
    const pod = podOf(made['StatefulSet']!)
    expect(pod.containers[0]).toMatchObject({
      image: 'guildhall:0.1.0',
      securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false },
      env: [
        { name: 'PDS_HOSTNAME', value: 'pds.example.com' },
        { name: 'PDS_BLOB_UPLOAD_LIMIT', value: '10485760' },
        { name: 'PDS_CRAWLERS', value: 'https://bsky.network' },
      ],
    })
    const { rules } = made['Ingress']!['spec'] as { rules: { host: string }[] }
    expect(rules.map(({ host }) => host)).toEqual(['pds.example.com', '*.pds.example.com'])
  })

  test('brings pods that take turns where the database is external', async () => {
    const made = await render(await exampleOf('cluster'))
    expect(Object.keys(made).sort()).toEqual([
      'Deployment',
      'HorizontalPodAutoscaler',
      'Ingress',
      'NetworkPolicy',
      'PodDisruptionBudget',
      'PrometheusRule',
      'Service',
      'ServiceAccount',
      'ServiceMonitor',
    ])
    const spec = made['Deployment']!['spec'] as Tree
    // The autoscaler says how many.
    expect(spec).not.toHaveProperty('replicas')
    expect(spec['strategy']).toMatchObject({ rollingUpdate: { maxUnavailable: 0 } })
    const pod = podOf(made['Deployment']!)
    expect(pod.containers[0]!['envFrom']).toEqual([{ secretRef: { name: 'pds-secrets' } }])
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 10_001 })
    expect(pod.containers[0]).toMatchObject({ livenessProbe: { tcpSocket: { port: 'http' } } })
    expect(made['PrometheusRule']).toMatchObject({ spec: { groups: [{ name: 'guildhall' }] } })
  })

  test('finds its own pods', async () => {
    for (const name of ['single', 'cluster']) {
      const made = await render(await exampleOf(name))
      const workload = (made['StatefulSet'] ?? made['Deployment'])!
      const { selector, template } = workload['spec'] as {
        selector: { matchLabels: Tree }
        template: { metadata: { labels: Tree } }
      }
      expect(template.metadata.labels).toMatchObject(selector.matchLabels)
      expect((made['Service']!['spec'] as Tree)['selector']).toEqual(selector.matchLabels)
    }
  })

  test('wants the secrets that several pods share', async () => {
    const values = { hostname: 'pds.example.com', database: { embedded: false } }
    await expect(render(values)).rejects.toThrow('existingSecret is required')
  })
})

test('the entrypoint is a shell script without mistakes of the language', () => {
  execFileSync('sh', ['-n', join(ROOT, 'docker/entrypoint.sh')])
})

interface Pod {
  readonly containers: Tree[]
  readonly securityContext: Tree
}

function podOf(workload: Tree): Pod {
  return (workload['spec'] as { template: { spec: Pod } }).template.spec
}

/** As Helm lays values over those of the chart. */
function merged(base: Tree, over: Tree): Tree {
  const isTree = (value: unknown): value is Tree =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
  const result = { ...base }
  for (const [key, value] of Object.entries(over)) {
    const under = base[key]
    result[key] = isTree(value) && isTree(under) ? merged(under, value) : value
  }
  return result
}
