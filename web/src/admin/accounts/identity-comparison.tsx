import type { components } from '../api/generated/schema'
import { useTexts } from '../texts/texts'

type IdentityChange = components['schemas']['IdentityChange']
type State = components['schemas']['IdentityState']

/** What an identity is made of, line by line. */
const PARTS = {
  names: ({ alsoKnownAs }: State) => alsoKnownAs,
  rotationKeys: ({ rotationKeys }: State) => rotationKeys,
  methods: ({ verificationMethods }: State) =>
    Object.entries(verificationMethods).map(([name, key]) => `${name}: ${key}`),
  services: ({ services }: State) =>
    Object.entries(services).map(([name, service]) => `${name}: ${endpointOf(service)}`),
} as const

/** The parts of an identity that an operation changes, as they are and as they will be. */
export function IdentityComparison({ change }: { readonly change: IdentityChange }) {
  const { t } = useTexts()
  const { before, after, isChanged, signedBy } = change
  if (!isChanged) return <p className="panel fine">{t('repair.nothing')}</p>
  const names = Object.keys(PARTS) as (keyof typeof PARTS)[]
  const changed = names.filter((name) => !before || !isSame(PARTS[name](before), PARTS[name](after)))
  return (
    <div className="stack" role="status">
      {!before && <p className="panel warning">{t('repair.ended')}</p>}
      {changed.map((name) => (
        <section key={name} className="comparison" aria-label={t(`identity.${name}`)}>
          <h3>{t(`identity.${name}`)}</h3>
          {before && <Lines label={t('repair.before')} texts={PARTS[name](before)} />}
          <Lines label={t('repair.after')} texts={PARTS[name](after)} />
        </section>
      ))}
      <p className="muted">
        {t('repair.signedBy')} <code>{signedBy}</code>
      </p>
    </div>
  )
}

function Lines({ label, texts }: { readonly label: string; readonly texts: readonly string[] }) {
  return (
    <div>
      <p className="muted">{label}</p>
      <ul className="lines">
        {texts.map((text) => (
          <li key={text}>
            <code>{text}</code>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Where a service is. @param service as the directory has it */
export function endpointOf(service: unknown): string {
  const { endpoint } = (service ?? {}) as { endpoint?: unknown }
  return typeof endpoint === 'string' ? endpoint : JSON.stringify(service)
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, index) => text === other[index])
}
