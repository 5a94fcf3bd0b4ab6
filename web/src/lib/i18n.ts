import i18next from 'i18next'
import { useCallback } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'
import { readRemembered, remember } from './browser/remembered.ts'

export const LANGUAGES = ['ru', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** Looks a text up by its key inside one file of texts. */
export type Texts = (key: string, values?: Record<string, unknown>) => string

/** The files every page needs; the rest come with the pages that name them. */
const FIRST_FILES = ['shell', 'ui', 'problems']

const files = import.meta.glob<Record<string, unknown>>('../i18n/*/*.json', { import: 'default' })

const backend = {
  type: 'backend' as const,
  init() {},
  read(
    language: string,
    file: string,
    done: (error: unknown, texts: Record<string, unknown> | null) => void,
  ) {
    const load = files[`../i18n/${language}/${file}.json`]
    if (!load) return done(new Error(`No texts ${language}/${file}`), null)
    load().then(
      (texts) => done(null, texts),
      (error: unknown) => done(error, null),
    )
  },
}

/** Loads the texts of the first page in the remembered language; Russian for a Russian browser. */
export async function startTexts(): Promise<void> {
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: firstLanguage(),
      fallbackLng: false,
      ns: FIRST_FILES,
      defaultNS: 'shell',
      interpolation: { escapeValue: false },
      returnNull: false,
      react: { useSuspense: true },
    })
  document.documentElement.lang = i18next.language
}

/** Loads files of texts ahead of the page that shows them. */
export async function loadTexts(...names: string[]): Promise<void> {
  await i18next.loadNamespaces(names)
}

/** The texts of one file `src/i18n/<language>/<file>.json`. Suspends until they are loaded. */
export function useTexts(file: string): Texts {
  const { t } = useTranslation(file)
  return useCallback((key, values = {}) => t(key, values), [t])
}

/** The language in force and the way to change it. */
export function useLanguage(): [Language, (language: Language) => Promise<void>] {
  const { i18n } = useTranslation()
  const change = useCallback(async (language: Language) => {
    remember('language', language)
    await i18next.changeLanguage(language)
    document.documentElement.lang = language
  }, [])
  return [i18n.language === 'ru' ? 'ru' : 'en', change]
}

/** Takes over the language of whoever has signed in, unless another one was chosen in this browser. */
export async function adoptLanguage(language: Language): Promise<void> {
  if (readRemembered('language') !== undefined) return
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}

/** The language in force, where no component is at hand to follow it. */
export function languageNow(): Language {
  return i18next.language === 'ru' ? 'ru' : 'en'
}

/** The text of a key if there is one: for codes that come from the server. */
export function findText(
  file: string,
  key: string,
  values: Record<string, unknown> = {},
): string | undefined {
  const fullKey = `${file}:${key}`
  if (!i18next.exists(fullKey, values)) return undefined
  const text: unknown = i18next.t(fullKey, values)
  // A key that leads to a branch of texts is not a text.
  return typeof text === 'string' ? text : undefined
}

function firstLanguage(): Language {
  const chosen = readRemembered<Language>('language')
  if (chosen && LANGUAGES.includes(chosen)) return chosen
  return /^ru\b/i.test(navigator.language) ? 'ru' : 'en'
}
