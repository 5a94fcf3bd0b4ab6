import { SearchOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useEffect, useEffectEvent, useState } from 'react'
import styles from './list-tools.module.css'

const PAUSE_MILLISECONDS = 250

type SearchBoxProps = { value: string; onChange: (text: string) => void; hint: string }

/** Narrows a list by words; asks after a pause in typing, not at each key. */
export function SearchBox({ value, onChange, hint }: SearchBoxProps) {
  const [typed, setTyped] = useState(value)
  const [seen, setSeen] = useState(value)
  // A view chosen or a link followed meanwhile replaces what stands in the box.
  if (value !== seen) {
    setSeen(value)
    setTyped(value)
  }
  const send = useEffectEvent(() => {
    if (typed.trim() !== value) onChange(typed.trim())
  })
  useEffect(() => {
    const timer = setTimeout(() => send(), typed === '' ? 0 : PAUSE_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <Input
      className={styles.search}
      prefix={<SearchOutlined className={styles.searchIcon} aria-hidden />}
      value={typed}
      allowClear
      placeholder={hint}
      aria-label={hint}
      onChange={(event) => setTyped(event.target.value)}
      onPressEnter={() => onChange(typed.trim())}
    />
  )
}
