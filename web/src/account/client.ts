import './styles/portal.css'

/**
 * Comfort for pages that are complete without: times in the reader's own time zone, buttons that copy, a password that
 * can be looked at, a menu that closes. There is no React here: nothing of these pages changes by itself.
 */
const COPIED_MS = 2_000

function tellLocalTimes(): void {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, {
    dateStyle: 'medium',
    timeStyle: 'short',
  })
  for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-local]'))
    time.textContent = format.format(new Date(time.dateTime))
}

function offerCopies(): void {
  if (!('clipboard' in navigator)) return
  for (const place of document.querySelectorAll<HTMLElement>('[data-copy]')) {
    const button = place.querySelector('button')!
    const label = button.textContent
    button.hidden = false
    button.addEventListener('click', () => {
      void navigator.clipboard.writeText(place.querySelector('code')!.textContent).then(() => {
        button.textContent = button.dataset['copied']!
        setTimeout(() => (button.textContent = label), COPIED_MS)
      })
    })
  }
}

/** Elsewhere on the page, or with Escape, a menu is closed, as everybody expects. */
function closeMenus(): void {
  const menus = [...document.querySelectorAll<HTMLDetailsElement>('details[data-menu]')]
  document.addEventListener('click', ({ target }) => {
    for (const menu of menus) if (!menu.contains(target as Node)) menu.open = false
  })
  document.addEventListener('keydown', ({ key }) => {
    for (const menu of menus) {
      if (key !== 'Escape' || !menu.open) continue
      menu.open = false
      menu.querySelector('summary')!.focus()
    }
  })
}

/** On a phone the sections are a strip that scrolls; where one is should be seen. */
function showSection(): void {
  const here = document.querySelector<HTMLElement>('.sections [aria-current]')
  const strip = here?.closest('ul')
  if (here && strip) strip.scrollLeft = here.offsetLeft - (strip.clientWidth - here.clientWidth) / 2
}

/** Passkeys are proved and made by scripts only; what it takes is loaded when it is asked for. */
function offerPasskeys(): void {
  if (typeof PublicKeyCredential !== 'function') return
  for (const place of document.querySelectorAll<HTMLElement>('[data-passkey]')) {
    const alarm = place.querySelector<HTMLElement>('[role=alert]')!
    place.hidden = false
    place.querySelector('button')!.addEventListener('click', () => {
      alarm.hidden = true
      usePasskey(place).catch(() => (alarm.hidden = false))
    })
  }
}

async function usePasskey(place: HTMLElement): Promise<void> {
  const { createPasskey, provePasskey } = await import('../passkeys/ceremony')
  const options = JSON.parse(place.dataset['options']!) as never
  const proof = await (place.dataset['passkey'] === 'create'
    ? createPasskey(options)
    : provePasskey(options, { isQuiet: false }))
  const field = place.querySelector('input')!
  field.disabled = false
  field.value = proof
  // The other fields of the form need not be filled in.
  field.form!.noValidate = true
  field.form!.requestSubmit()
}

tellLocalTimes()
offerCopies()
offerPasskeys()
closeMenus()
showSection()
document.body.setAttribute('data-alive', '')
