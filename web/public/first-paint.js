// Runs before the first paint, so that a dark page never flashes white.
// The keys and the fallbacks are the same as in src/lib/browser/theme-choice.ts and src/lib/i18n.ts.
;(() => {
  const read = (key) => {
    try {
      return JSON.parse(localStorage.getItem(`altyn.${key}`) ?? 'null')
    } catch {
      return null
    }
  }
  const isSystemDark = matchMedia('(prefers-color-scheme: dark)').matches
  const theme = read('theme') ?? (isSystemDark ? 'dark' : 'light')
  const page = document.documentElement
  page.dataset.theme = theme
  page.lang = read('language') ?? (/^ru\b/i.test(navigator.language) ? 'ru' : 'en')
  document
    .querySelector('meta[name="theme-color"]')
    ?.setAttribute('content', theme === 'dark' ? '#0f1216' : '#f6f7f9')
})()
