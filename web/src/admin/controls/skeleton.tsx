import { useTexts } from '../texts/texts'

/** The place of a text that is on its way. */
export function Bone({ wide = false }: { readonly wide?: boolean }) {
  return <span className={wide ? 'bone wide' : 'bone'} aria-hidden="true" />
}

/** The place of a screen that is on its way. */
export function ScreenSkeleton() {
  const { t } = useTexts()
  return (
    <section className="screen" aria-busy="true">
      <span className="hidden-text" role="status">
        {t('list.loading')}
      </span>
      <Bone />
      <Bone wide />
      <Bone wide />
    </section>
  )
}
