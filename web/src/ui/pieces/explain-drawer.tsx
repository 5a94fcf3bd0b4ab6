import { QuestionCircleOutlined } from '@ant-design/icons'
import { Drawer, Tooltip } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import { SkeletonLines } from '../feedback/skeleton.tsx'
import figures from './figures.module.css'
import styles from './pieces.module.css'

export type ExplainStep = {
  key: string
  /** One step in plain words: «17 дней из 30 по тарифу „Интернет 100“». */
  text: ReactNode
  note?: ReactNode
  /** What the step adds or gives. */
  result?: ReactNode
}

type ExplainDrawerProps = {
  isOpen: boolean
  onClose: () => void
  /** The question: «Почему списано 340,00 ₽?» */
  title: string
  /** The answer in one sentence. */
  answer?: ReactNode
  /** Undefined while they are being read. */
  steps: readonly ExplainStep[] | undefined
  total?: ReactNode
  children?: ReactNode
}

/** How an amount or a state came about, step by step, so that support can read it out to a caller. */
export function ExplainDrawer(props: ExplainDrawerProps) {
  const { isOpen, onClose, title, answer, steps, total, children } = props
  const t = useTexts('ui')
  return (
    <Drawer open={isOpen} onClose={onClose} title={title} size="min(440px, 100vw)" destroyOnHidden>
      {answer && <p className={figures.answer}>{answer}</p>}
      {steps ? (
        <ol className={figures.steps}>
          {steps.map(({ key, text, note, result }) => (
            <li key={key}>
              <div>
                {text}
                {note && <div className={figures.stepNote}>{note}</div>}
              </div>
              <div className={figures.stepResult}>{result}</div>
            </li>
          ))}
        </ol>
      ) : (
        <SkeletonLines count={5} />
      )}
      {total && (
        <div className={figures.stepTotal}>
          <span>{t('explain.total')}</span>
          {total}
        </div>
      )}
      {children}
    </Drawer>
  )
}

/** Puts «why?» beside a value: pressing it opens the drawer that explains the value. */
export function Explained(props: {
  children: ReactNode
  drawer: Omit<ExplainDrawerProps, 'isOpen' | 'onClose'>
}) {
  const t = useTexts('ui')
  const [isOpen, setOpen] = useState(false)
  return (
    <span className={styles.explained}>
      {props.children}
      <Tooltip title={t('explain.why')}>
        <button
          type="button"
          className={styles.why}
          aria-label={props.drawer.title}
          onClick={(event) => {
            event.stopPropagation()
            setOpen(true)
          }}
        >
          <QuestionCircleOutlined />
        </button>
      </Tooltip>
      <ExplainDrawer {...props.drawer} isOpen={isOpen} onClose={() => setOpen(false)} />
    </span>
  )
}
