/** The themes that tokens.css defines; all three are equals. */
export const themes = ['graphite', 'paper', 'contrast'] as const
export type Theme = (typeof themes)[number]

/** What a person chose: a theme, or to follow the system. */
export type ThemeChoice = Theme | 'system'

const storageKey = 'tallydeck.theme'

const asChoice = (value: string | null): ThemeChoice =>
  themes.find((theme) => theme === value) ?? 'system'

/** The choice kept on this terminal; 'system' where there is none. */
export const themeChoice = (): ThemeChoice => asChoice(localStorage.getItem(storageKey))

const systemTheme = (): Theme => {
  if (matchMedia('(prefers-contrast: more)').matches) return 'contrast'
  return matchMedia('(prefers-color-scheme: light)').matches ? 'paper' : 'graphite'
}

const apply = (choice: ThemeChoice): void => {
  document.documentElement.dataset['theme'] = choice === 'system' ? systemTheme() : choice
}

/** Keeps the choice and shows it at once. */
export const chooseTheme = (choice: ThemeChoice): void => {
  localStorage.setItem(storageKey, choice)
  apply(choice)
}

/** Sets data-theme on <html> before the first paint and follows the system while nothing is chosen. */
export const startTheme = (): void => {
  apply(themeChoice())
  for (const query of ['(prefers-contrast: more)', '(prefers-color-scheme: light)'])
    matchMedia(query).addEventListener('change', () => {
      apply(themeChoice())
    })
}
