import { ConfigProvider } from 'antd'
import type { Locale } from 'antd/es/locale'
import enGb from 'antd/locale/en_GB'
import ruRu from 'antd/locale/ru_RU'
import { type ReactNode, useLayoutEffect, useMemo } from 'react'
import { useMedia } from '../../lib/browser/media.ts'
import { useThemeChoice } from '../../lib/browser/theme-choice.ts'
import { useLanguage } from '../../lib/i18n.ts'
import { antdThemeOf } from './antd-theme.ts'
import { cssOfTokens, TOKENS } from './tokens.ts'
import './page.css'

const TOKEN_STYLES = cssOfTokens()
const LOCALES: Record<'ru' | 'en', Locale> = { ru: ruRu, en: enGb }

/** Gives every page inside it the colours, the type and the language of its parts. */
export function ThemeRoot({ children }: { children: ReactNode }) {
  const [theme] = useThemeChoice()
  const [language] = useLanguage()
  const isMotionReduced = useMedia('(prefers-reduced-motion: reduce)')
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = theme
    const meta = document.querySelector('meta[name="theme-color"]')
    meta?.setAttribute('content', TOKENS[theme].page)
  }, [theme])
  const antdTheme = useMemo(() => antdThemeOf(theme, isMotionReduced), [theme, isMotionReduced])
  return (
    <ConfigProvider
      theme={antdTheme}
      locale={LOCALES[language]}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      <style href="tokens" precedence="tokens">
        {TOKEN_STYLES}
      </style>
      {children}
    </ConfigProvider>
  )
}
