import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, Popover } from 'antd'
import { cloneElement, useState } from 'react'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { PeriodField } from '../fields/day-field.tsx'
import { type Filter, filterText, namesOf } from './filter.ts'
import styles from './list-tools.module.css'
import type { ListView } from './use-list-view.ts'

type FilterBarProps = { filters: readonly Filter[]; view: ListView }

/** The filters of a list as chips: dashed while they are free, filled with their value once set. */
export function FilterBar({ filters, view }: FilterBarProps) {
  const t = useTexts('ui')
  const names = filters.flatMap(namesOf)
  const isAnySet = names.some((name) => view.values[name])
  const clear = () => view.change(Object.fromEntries(names.map((name) => [name, undefined])))
  return (
    <div className={styles.filters}>
      {filters.map((filter) => (
        <FilterChip key={filter.name} filter={filter} view={view} />
      ))}
      {isAnySet && (
        <Button type="link" size="small" onClick={clear}>
          {t('filters.clear')}
        </Button>
      )}
    </div>
  )
}

function FilterChip({ filter, view }: { filter: Filter; view: ListView }) {
  const t = useTexts('ui')
  const [language] = useLanguage()
  const [isOpen, setOpen] = useState(false)
  const text = filterText(filter, view.values, language)
  const isSet = text !== undefined
  const set = (changes: Record<string, string | undefined>) => view.change(changes)
  const clear = () => set(Object.fromEntries(namesOf(filter).map((name) => [name, undefined])))
  const face = (
    <button
      type="button"
      className={styles.chipFace}
      aria-pressed={filter.kind === 'flag' ? isSet : undefined}
      aria-haspopup={filter.kind === 'flag' ? undefined : 'dialog'}
      onClick={
        filter.kind === 'flag'
          ? () => set({ [filter.name]: isSet ? undefined : 'true' })
          : undefined
      }
    >
      {!isSet && <PlusOutlined aria-hidden />}
      <span>{filter.label}</span>
      {text && <strong>{text}</strong>}
    </button>
  )
  return (
    <span className={styles.chip} data-set={isSet}>
      {filter.kind === 'flag' ? (
        face
      ) : (
        <Popover
          open={isOpen}
          onOpenChange={setOpen}
          trigger="click"
          placement="bottomLeft"
          arrow={false}
          destroyOnHidden
          content={
            <FilterControl filter={filter} view={view} set={set} close={() => setOpen(false)} />
          }
        >
          {face}
        </Popover>
      )}
      {isSet && (
        <button
          type="button"
          className={styles.chipClear}
          aria-label={t('filters.remove', { label: filter.label })}
          onClick={clear}
        >
          <CloseOutlined aria-hidden />
        </button>
      )}
    </span>
  )
}

type FilterControlProps = {
  filter: Filter
  view: ListView
  set: (changes: Record<string, string | undefined>) => void
  close: () => void
}

function FilterControl({ filter, view, set, close }: FilterControlProps) {
  const value = view.values[filter.name] ?? ''
  if (filter.kind === 'choice') {
    return (
      <div className={styles.options} role="listbox" aria-label={filter.label}>
        {filter.options.map((option) => (
          <button
            key={option.value}
            type="button"
            role="option"
            aria-selected={option.value === value}
            className={styles.option}
            onClick={() => {
              set({ [filter.name]: option.value === value ? undefined : option.value })
              close()
            }}
          >
            {option.label}
          </button>
        ))}
      </div>
    )
  }
  if (filter.kind === 'period') {
    return (
      <div className={styles.control}>
        <PeriodField
          value={{ from: value || undefined, until: view.values[filter.untilName] }}
          onChange={({ from, until }) => set({ [filter.name]: from, [filter.untilName]: until })}
        />
      </div>
    )
  }
  if (filter.kind === 'control') {
    const { control } = filter
    const props = {
      value: value || undefined,
      onChange: (next: unknown) =>
        set({ [filter.name]: next === undefined || next === null ? undefined : String(next) }),
    }
    return <div className={styles.control}>{cloneElement(control, props)}</div>
  }
  return (
    <div className={styles.control}>
      <Input.Search
        autoFocus
        defaultValue={value}
        aria-label={filter.label}
        onSearch={(text) => {
          set({ [filter.name]: text.trim() || undefined })
          close()
        }}
      />
    </div>
  )
}
