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

tellLocalTimes()
offerCopies()
closeMenus()
showSection()
document.body.setAttribute('data-alive', '')
