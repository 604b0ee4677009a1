/** Which theme to show; that of the system unless somebody has chosen one. */
export const THEMES = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof THEMES)[number]

const CHOICE = 'guildhall.admin.theme'

/** What somebody has chosen in this browser. */
export function chosenTheme(): ThemeChoice {
  const kept = localStorage.getItem(CHOICE)
  return THEMES.find((theme) => theme === kept) ?? 'system'
}

/** Shows a theme, and remembers it. The style sheet of the organization has both. */
export function showTheme(theme: ThemeChoice): void {
  if (theme === 'system') localStorage.removeItem(CHOICE)
  else localStorage.setItem(CHOICE, theme)
  const { dataset } = document.documentElement
  if (theme === 'system') delete dataset['theme']
  else dataset['theme'] = theme
}
