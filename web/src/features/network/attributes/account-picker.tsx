import { searchAnything } from '@altyn/contract/reports'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { useCall } from '../../../lib/use-call.ts'
import styles from './attributes.module.css'

const LETTERS_MIN = 2

type AccountPickerProps = {
  value?: number | string | null
  onChange?: (id: number | null) => void
  onBlur?: () => void
  id?: string
  /** The login of the account that was chosen before. */
  login?: string
}

/** Finds an account by its login, or by anything else that the search knows of it. */
export function AccountPicker({ value, onChange, login, ...rest }: AccountPickerProps) {
  const t = useTexts('attributes')
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const isAsked = q.length >= LETTERS_MIN
  const found = useCall(searchAnything, { query: { q } }, { isEnabled: isAsked })
  const chosen = value ? Number(value) : undefined
  const hits = (isAsked ? (found.data?.items ?? []) : [])
    .filter(({ kind }) => kind === 'account')
    .map(({ id, title, subtitle }) => ({
      value: Number(id),
      label: [title, subtitle].filter(Boolean).join(' · '),
    }))
  const kept = chosen === undefined || !login ? [] : [{ value: chosen, label: login }]
  return (
    <Select<number | null>
      {...rest}
      className={styles.wide}
      value={chosen}
      onChange={(next) => onChange?.(next ?? null)}
      allowClear
      showSearch={{ onSearch: setTyped, filterOption: false }}
      loading={isAsked && found.isFetching}
      placeholder={t('form.accountPick')}
      notFoundContent={t(isAsked ? 'form.accountNone' : 'form.accountType')}
      options={hits.length > 0 ? hits : kept}
    />
  )
}
