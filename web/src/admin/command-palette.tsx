import { SearchOutlined } from '@ant-design/icons'
import { Modal } from 'antd'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { useTexts } from '../lib/i18n.ts'
import { useGo } from '../ui/actions/use-go.ts'
import { AlertLine } from '../ui/feedback/alert-line.tsx'
import styles from './palette.module.css'
import { type PaletteLine, usePaletteLines } from './use-palette-lines.tsx'

/** Finds anything and goes anywhere from the keyboard: objects, deeds and pages in one list. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const t = useTexts('shell')
  const go = useGo()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const { groups, isSearching, failure, note } = usePaletteLines(typed)
  const lines = groups.flatMap((group) => group.lines)
  const current = lines[Math.min(at, lines.length - 1)]
  const choose = (line: PaletteLine) => {
    note(line)
    onClose()
    go(line.path)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && lines.length > 0) {
      event.preventDefault()
      setAt((lines.length + Math.min(at, lines.length - 1) + step) % lines.length)
    }
    if (event.key === 'Enter' && current) choose(current)
  }
  return (
    <Modal
      open
      title={<span className={styles.unseen}>{t('search.open')}</span>}
      footer={null}
      closable={false}
      onCancel={onClose}
      afterOpenChange={(isOpen) => {
        if (isOpen) input.current?.focus()
      }}
      width={620}
      className={styles.palette}
      styles={{ container: { padding: 0, overflow: 'hidden' }, header: { margin: 0 } }}
    >
      <div className={styles.box}>
        <SearchOutlined aria-hidden />
        <input
          ref={input}
          className={styles.input}
          value={typed}
          placeholder={t('search.hint')}
          role="combobox"
          aria-label={t('search.open')}
          aria-expanded
          aria-controls={`${id}-lines`}
          aria-activedescendant={current && `${id}-${current.key}`}
          autoComplete="off"
          spellCheck={false}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setTyped(event.target.value)
            setAt(0)
          }}
        />
        <button
          type="button"
          className={styles.close}
          aria-label={t('search.close')}
          onClick={onClose}
        >
          Esc
        </button>
      </div>
      <div
        id={`${id}-lines`}
        role="listbox"
        aria-label={t('search.found')}
        className={styles.lines}
      >
        {failure && <AlertLine tone="bad" {...failure} />}
        {groups.map((group) => (
          <PaletteGroup
            key={group.title}
            id={id}
            title={group.title}
            lines={group.lines}
            currentKey={current?.key}
            onChoose={choose}
          />
        ))}
        {lines.length === 0 && !failure && (
          <p className={styles.nothing}>{t(isSearching ? 'search.searching' : 'search.nothing')}</p>
        )}
      </div>
    </Modal>
  )
}

type PaletteGroupProps = {
  id: string
  title: string
  lines: readonly PaletteLine[]
  currentKey: string | undefined
  onChoose: (line: PaletteLine) => void
}

function PaletteGroup({ id, title, lines, currentKey, onChoose }: PaletteGroupProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of options has no element of its own.
    <div role="group" aria-label={title}>
      <div className={styles.group} aria-hidden>
        {title}
      </div>
      {lines.map((line) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard stays in the box above, which walks the options.
        // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the box above.
        <div
          key={line.key}
          id={`${id}-${line.key}`}
          role="option"
          aria-selected={line.key === currentKey}
          className={styles.line}
          ref={line.key === currentKey ? showLine : undefined}
          onClick={() => onChoose(line)}
        >
          <span className={styles.icon} aria-hidden>
            {line.icon}
          </span>
          <span className={styles.text}>{line.title}</span>
          {line.subtitle && <span className={styles.subtitle}>{line.subtitle}</span>}
        </div>
      ))}
    </div>
  )
}

function showLine(line: HTMLElement | null): void {
  line?.scrollIntoView({ block: 'nearest' })
}
