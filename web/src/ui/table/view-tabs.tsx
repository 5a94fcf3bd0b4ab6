import { CloseOutlined, SaveOutlined } from '@ant-design/icons'
import { Button, Input, Popover } from 'antd'
import { useState } from 'react'
import { useRemembered } from '../../lib/browser/remembered.ts'
import { useTexts } from '../../lib/i18n.ts'
import type { UrlState } from '../../lib/url-state.ts'
import styles from './list-tools.module.css'
import type { ListView } from './use-list-view.ts'

/** A named set of filters. */
export type SavedView = { name: string; values: UrlState }

type ViewTabsProps = {
  view: ListView
  /** Views that come with the page: «Должники». */
  given?: readonly SavedView[]
}

/** Everything, the views that come with the list, and the views that somebody saved in this browser. */
export function ViewTabs({ view, given = [] }: ViewTabsProps) {
  const t = useTexts('ui')
  const [saved, setSaved] = useRemembered<readonly SavedView[]>(`views.${view.id}`, [])
  const all = [{ name: t('views.all'), values: {} }, ...given, ...saved]
  const current = all.find(({ values }) => isSame(values, view.values))
  if (all.length === 1 && current) return null
  const save = (name: string) =>
    setSaved([...saved.filter((one) => one.name !== name), { name, values: view.values }])
  const isRemovable = current !== undefined && saved.some(({ name }) => name === current.name)
  return (
    <nav className={styles.views} aria-label={t('views.title')}>
      {all.map(({ name, values }) => (
        <button
          key={name}
          type="button"
          className={styles.view}
          aria-current={name === current?.name ? 'true' : undefined}
          onClick={() => view.replace(values)}
        >
          {name}
        </button>
      ))}
      {!current && <SaveView onSave={save} />}
      {isRemovable && (
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          onClick={() => setSaved(saved.filter(({ name }) => name !== current.name))}
        >
          {t('views.forget')}
        </Button>
      )}
    </nav>
  )
}

function SaveView({ onSave }: { onSave: (name: string) => void }) {
  const t = useTexts('ui')
  const [isOpen, setOpen] = useState(false)
  const save = (name: string) => {
    if (name.trim() === '') return
    onSave(name.trim())
    setOpen(false)
  }
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      destroyOnHidden
      content={
        <Input.Search
          autoFocus
          placeholder={t('views.name')}
          aria-label={t('views.name')}
          enterButton={t('actions.save')}
          onSearch={save}
        />
      }
    >
      <Button type="text" size="small" icon={<SaveOutlined />}>
        {t('views.save')}
      </Button>
    </Popover>
  )
}

function isSame(one: UrlState, other: UrlState): boolean {
  const entries = Object.entries(one)
  return (
    entries.length === Object.keys(other).length &&
    entries.every(([name, value]) => other[name] === value)
  )
}
