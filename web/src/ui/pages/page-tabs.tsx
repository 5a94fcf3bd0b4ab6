import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import { formatCount } from '../../lib/format/quantity.ts'
import { useLanguage } from '../../lib/i18n.ts'
import { useGo } from '../actions/use-go.ts'
import styles from './pages.module.css'

export type Tab = {
  key: string
  label: string
  count?: number
  /** Drawn only while the tab is open, so the others ask the server nothing. */
  content: () => ReactNode
}

type PageTabsProps = {
  tabs: readonly Tab[]
  current: string
  onChange: (key: string) => void
  children: ReactNode
}

/** Tabs of a page; the arrow keys walk them. */
export function PageTabs({ tabs, current, onChange, children }: PageTabsProps) {
  const id = useId()
  return (
    <>
      <Strip id={id} tabs={tabs} current={current} onChange={onChange} panelId={`${id}-panel`} />
      <div
        id={`${id}-panel`}
        role="tabpanel"
        aria-labelledby={`${id}-${current}`}
        className={styles.tabPanel}
      >
        {children}
      </div>
    </>
  )
}

type TabStripProps = {
  tabs: readonly Omit<Tab, 'content'>[]
  current: string
  onChange: (key: string) => void
}

/** Only the strip, for lists that stand under one title and fill the page below it themselves. */
export function TabStrip(props: TabStripProps) {
  const id = useId()
  return <Strip id={id} {...props} />
}

type PageStripProps<Key extends string> = {
  /** Each page's place, in the order of the tabs. */
  paths: Readonly<Record<Key, string>>
  labelOf: (key: Key) => string
  current: Key
}

/** The strip of lists that are pages of their own. */
export function PageStrip<Key extends string>({ paths, labelOf, current }: PageStripProps<Key>) {
  const go = useGo()
  const keys = Object.keys(paths) as Key[] // a record has its keys and no others
  return (
    <TabStrip
      tabs={keys.map((key) => ({ key, label: labelOf(key) }))}
      current={current}
      onChange={(key) => go(paths[key as Key])} // one of the keys above
    />
  )
}

function Strip(props: TabStripProps & { id: string; panelId?: string }) {
  const { id, tabs, current, onChange, panelId } = props
  const [language] = useLanguage()
  const strip = useRef<HTMLDivElement>(null)
  // Counts come later than the names and push the tabs aside.
  const words = tabs.map(({ label, count }) => `${label} ${count ?? ''}`).join()
  useEffect(() => {
    if (words) showTab(strip.current, `${id}-${current}`)
  }, [id, current, words])
  const walk = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    const index = tabs.findIndex(({ key }) => key === current)
    const next = tabs[(index + step + tabs.length) % tabs.length]
    if (!next) return
    onChange(next.key)
    strip.current?.querySelector<HTMLElement>(`#${CSS.escape(`${id}-${next.key}`)}`)?.focus()
  }
  return (
    <div ref={strip} role="tablist" className={styles.tabs} onKeyDown={walk}>
      {tabs.map(({ key, label, count }) => (
        <button
          key={key}
          id={`${id}-${key}`}
          type="button"
          role="tab"
          className={styles.tab}
          aria-selected={key === current}
          aria-controls={panelId}
          tabIndex={key === current ? 0 : -1}
          onClick={() => onChange(key)}
        >
          {label}
          {count !== undefined && <span>{formatCount(count, language)}</span>}
        </button>
      ))}
    </div>
  )
}

/** Where the strip is wider than a phone, the open tab is moved into sight; the page itself stays. */
function showTab(strip: HTMLElement | null, tabId: string): void {
  const tab = strip?.querySelector(`#${CSS.escape(tabId)}`)?.getBoundingClientRect()
  if (!(strip && tab)) return
  const edges = strip.getBoundingClientRect()
  if (tab.right > edges.right) strip.scrollLeft += tab.right - edges.right
  else if (tab.left < edges.left) strip.scrollLeft -= edges.left - tab.left
}
