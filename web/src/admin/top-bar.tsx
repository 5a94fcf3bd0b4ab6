import { changeMe } from '@altyn/contract/staff'
import { MoonOutlined, PlusOutlined, SearchOutlined, SunOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { LANGUAGE_NAMES } from '../i18n/measures.ts'
import { usePhone } from '../lib/browser/media.ts'
import { useThemeChoice } from '../lib/browser/theme-choice.ts'
import { LANGUAGES, type Language, useLanguage, useTexts } from '../lib/i18n.ts'
import { useDeed } from '../lib/use-call.ts'
import { ActionMenu } from '../ui/actions/action-menu.tsx'
import { useGo } from '../ui/actions/use-go.ts'
import { MeMenu } from './me-menu.tsx'
import { useCreations } from './sections.tsx'
import styles from './shell.module.css'

type TopBarProps = {
  onSearch: () => void
  /** The button of the rail, where the rail is folded away. */
  menu: ReactNode
}

/** What is at hand on every page: search, creation, language, theme, oneself. */
export function TopBar({ onSearch, menu }: TopBarProps) {
  return (
    <header className={styles.top}>
      {menu}
      <SearchButton onSearch={onSearch} />
      <div className={styles.topEnd}>
        <CreateMenu />
        <LanguageMenu />
        <ThemeSwitch />
        <MeMenu />
      </div>
    </header>
  )
}

function SearchButton({ onSearch }: { onSearch: () => void }) {
  const t = useTexts('shell')
  const isPhone = usePhone()
  return (
    <button
      type="button"
      className={styles.search}
      aria-keyshortcuts="/ Control+K"
      onClick={onSearch}
    >
      <SearchOutlined aria-hidden />
      <span className={styles.searchHint}>{t(isPhone ? 'search.open' : 'search.hint')}</span>
      {!isPhone && <kbd>/</kbd>}
    </button>
  )
}

function CreateMenu() {
  const t = useTexts('shell')
  const go = useGo()
  const creations = useCreations()
  if (creations.length === 0) return null
  return (
    <ActionMenu
      label={t('create.title')}
      lines={creations.map(({ key, path }) => ({
        key,
        label: t(`create.${key}`),
        onRun: () => go(path),
      }))}
    >
      <Button icon={<PlusOutlined />} aria-label={t('create.title')} aria-haspopup="menu" />
    </ActionMenu>
  )
}

function LanguageMenu() {
  const t = useTexts('shell')
  const [language, change] = useLanguage()
  const keep = useDeed(changeMe)
  const choose = (next: Language) => {
    void change(next)
    // The choice also follows the person to other browsers.
    keep.mutate({ body: { language: next } })
  }
  const text = t('language', { code: language.toUpperCase(), name: LANGUAGE_NAMES[language] })
  return (
    <ActionMenu
      label={text}
      lines={LANGUAGES.map((key) => ({
        key,
        label: LANGUAGE_NAMES[key],
        isCurrent: key === language,
        onRun: () => choose(key),
      }))}
    >
      <Button type="text" aria-label={text} aria-haspopup="menu">
        {language.toUpperCase()}
      </Button>
    </ActionMenu>
  )
}

function ThemeSwitch() {
  const t = useTexts('shell')
  const [theme, choose] = useThemeChoice()
  const text = t(theme === 'dark' ? 'theme.light' : 'theme.dark')
  return (
    <Tooltip title={text}>
      <Button
        type="text"
        icon={theme === 'dark' ? <SunOutlined /> : <MoonOutlined />}
        aria-label={text}
        onClick={() => choose(theme === 'dark' ? 'light' : 'dark')}
      />
    </Tooltip>
  )
}
