import { Button, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import type { ListSource } from '../../lib/list-source.ts'
import styles from './groups.module.css'

type GroupMembersProps<Row> = {
  title: string
  nobody: string
  list: ListSource<Row>
  line: (row: Row) => ReactNode
  /** The way to add members, where that may be done. */
  adding?: ReactNode
}

/** Who is in a group, line by line. */
export function GroupMembers<Row>({ title, nobody, list, line, adding }: GroupMembersProps<Row>) {
  const t = useTexts('groups')
  return (
    <section>
      <h2>{title}</h2>
      {adding}
      {list.state === 'ready' && list.rows.length === 0 && <p className={styles.quiet}>{nobody}</p>}
      <ul className={styles.lines}>{list.rows.map(line)}</ul>
      {list.hasMore && (
        <Button onClick={list.loadMore} loading={list.isLoadingMore}>
          {t('more')}
        </Button>
      )}
    </section>
  )
}

type MemberLineProps = {
  link: ReactNode
  about: ReactNode
  /** Names the member for those who cannot see the line. */
  removeLabel: string
  onRemove?: () => void
}

export function MemberLine({ link, about, removeLabel, onRemove }: MemberLineProps) {
  const t = useTexts('groups')
  return (
    <li>
      <span className={styles.member}>
        {link}
        <span className={styles.quiet}>{about}</span>
      </span>
      {onRemove && (
        <Button type="link" size="small" aria-label={removeLabel} onClick={onRemove}>
          {t('remove')}
        </Button>
      )}
    </li>
  )
}

type AddByNameProps = {
  label: string
  /** Spaces part names too; false where a name may have them. */
  areSpacesBetween?: boolean
  isBusy: boolean
  /** Adds them; `keep` leaves in the field those that nobody has. */
  onAdd: (names: string[], keep: (unknown: readonly string[]) => void) => void
}

/** Names as they come from a table or a letter: one on a line, or by commas. */
export function AddByName({ label, areSpacesBetween = false, isBusy, onAdd }: AddByNameProps) {
  const t = useTexts('groups')
  const [typed, setTyped] = useState('')
  const names = typed
    .split(areSpacesBetween ? /[\s,;]+/ : /[\n,;]+/)
    .map((name) => name.trim())
    .filter(Boolean)
  return (
    <div className={styles.add}>
      <Input.TextArea
        value={typed}
        autoSize={{ minRows: 1, maxRows: 6 }}
        aria-label={label}
        placeholder={label}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button
        loading={isBusy}
        disabled={names.length === 0}
        onClick={() => onAdd(names, (unknown) => setTyped(unknown.join('\n')))}
      >
        {t('add')}
      </Button>
    </div>
  )
}
