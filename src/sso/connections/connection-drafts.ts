import { Injectable } from '@nestjs/common'
import { ServiceConfig } from '../../config/index.js'
import { TimedId } from '../../telemetry/index.js'
import { HandleTemplates } from '../handles/handle-templates.js'
import type { Connection, ConnectionKind } from './connection.js'
import { InvalidConnection } from './connections.errors.js'
import { IdentityProviders } from './identity-providers.js'
import { changedPolicy, defaultPolicy, type InputProblem, policyProblems } from './policy-input.js'

type Fields = Readonly<Record<string, unknown>>

const NAME_MAX = 100
const ISSUER_MAX = 1_000

/** What somebody wants of a connection; what is absent stays, or is as by default. */
export interface ConnectionInput {
  readonly name?: string | undefined
  readonly kind?: ConnectionKind | undefined
  readonly issuer?: string | undefined
  readonly settings?: Fields | undefined
  /** any part of a policy */
  readonly policy?: Fields | undefined
}

/** Makes connections of what somebody wants, and looks whether they are right. */
@Injectable()
export class ConnectionDrafts {
  constructor(
    private readonly providers: IdentityProviders,
    private readonly templates: HandleTemplates,
    private readonly service: ServiceConfig,
    private readonly ids: TimedId,
  ) {}

  /** A new connection, which is a draft. @throws {InvalidConnection} */
  async create(input: ConnectionInput, managedBy: Connection['managedBy']): Promise<Connection> {
    const now = new Date(this.ids.nowMs())
    const handleDomain = (this.service.handleDomains[0] ?? '').slice(1)
    const empty: Connection = {
      ...{
        id: this.ids.next(),
        name: '',
        kind: input.kind ?? 'oidc',
        status: 'draft',
        issuer: '',
        settings: {},
      },
      ...{ policy: defaultPolicy(handleDomain), managedBy, revision: 0, health: undefined },
      ...{ createdAt: now, updatedAt: now },
    }
    return this.change(empty, input)
  }

  /** The next revision of a connection. @throws {InvalidConnection} */
  async change(former: Connection, input: ConnectionInput): Promise<Connection> {
    const changed: Connection = {
      ...former,
      name: input.name ?? former.name,
      issuer: input.issuer ?? former.issuer,
      settings: { ...former.settings, ...input.settings },
      policy: changedPolicy(former.policy, input.policy ?? {}),
      revision: former.revision + 1,
      updatedAt: new Date(this.ids.nowMs()),
    }
    const problems = await this.#problems(changed)
    if (problems.length > 0) throw new InvalidConnection(problems)
    return changed
  }

  async #problems({ name, kind, status, issuer, settings, policy }: Connection): Promise<InputProblem[]> {
    const provider = this.providers.of(kind)
    if (!provider) return [{ at: '/kind', message: 'is not known here' }]
    const { template } = policy.provisioning?.handles ?? {}
    const templateProblem =
      typeof template === 'string' ? await this.templates.problemOf(template) : undefined
    return [
      ...(name.trim() === '' || name.length > NAME_MAX
        ? [{ at: '/name', message: `must have 1 to ${NAME_MAX} characters` }]
        : []),
      ...issuerProblems({ kind, status, issuer }),
      ...provider.check(settings).map(({ at, message }) => ({ at: `/settings${at}`, message })),
      ...policyProblems(policy, this.service.handleDomains),
      ...(kind === 'saml' && policy.stepUp?.freshness === 'prompt'
        ? [
            {
              at: '/policy/stepUp/freshness',
              message: 'must be auth_time: SAML always says when it has asked',
            },
          ]
        : []),
      ...(templateProblem === undefined
        ? []
        : [{ at: '/policy/provisioning/handles/template', message: templateProblem }]),
    ]
  }
}

/** Providers of SAML say in their metadata what they are called, which are read before anybody signs in. */
function issuerProblems({
  kind,
  status,
  issuer,
}: Pick<Connection, 'kind' | 'status' | 'issuer'>): InputProblem[] {
  const at = '/issuer'
  if (issuer.length > ISSUER_MAX) return [{ at, message: `must have up to ${ISSUER_MAX} characters` }]
  if (kind === 'oidc' && !isIssuer(issuer))
    return [{ at, message: 'must be the address of the provider, without query and fragment' }]
  if (issuer === '' && status === 'enabled')
    return [{ at, message: 'is not known: this server has to read the metadata of the provider first' }]
  return []
}

function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, search, hash, username, password } = new URL(text)
  return ['https:', 'http:'].includes(protocol) && !(search || hash || username || password)
}
