import type { KeyboardEvent, ReactNode } from 'react'
import styles from './choice-field.module.css'

export type Choice<Value> = {
  value: Value
  title: ReactNode
  /** What choosing it means, in a sentence. */
  note?: ReactNode
  /** Figures at the right. */
  aside?: ReactNode
  /** Why it cannot be chosen. */
  reason?: string
}

type ChoiceFieldProps<Value> = {
  choices: readonly Choice<Value>[]
  value?: Value
  onChange?: (value: Value) => void
  id?: string
  /** What is being chosen, for those who do not see the label above. */
  label: string
}

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }

/** One of a few, each explained where it stands; the arrow keys go from one to the next. */
export function ChoiceField<Value extends string | number>(props: ChoiceFieldProps<Value>) {
  const { choices, value, onChange, id, label } = props
  const current = choices.findIndex((choice) => choice.value === value)
  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const step = STEPS[event.key]
    if (step === undefined) return
    event.preventDefault()
    const buttons = [...event.currentTarget.querySelectorAll('button')]
    const next = (Math.max(current, 0) + step + choices.length) % choices.length
    buttons[next]?.focus()
    choose(choices[next])
  }
  const choose = (choice: Choice<Value> | undefined) => {
    if (choice && !choice.reason) onChange?.(choice.value)
  }
  return (
    <div
      id={id}
      role="radiogroup"
      tabIndex={-1}
      aria-label={label}
      className={styles.choices}
      onKeyDown={walk}
    >
      {choices.map((choice, index) => (
        // biome-ignore lint/a11y/useSemanticElements: a radio input would take the first focus of a form away from its first field.
        <button
          key={choice.value}
          type="button"
          role="radio"
          aria-checked={index === current}
          aria-disabled={choice.reason ? true : undefined}
          tabIndex={index === Math.max(current, 0) ? 0 : -1}
          className={styles.choice}
          onClick={() => choose(choice)}
        >
          <span className={styles.mark} aria-hidden />
          <span className={styles.words}>
            <span className={styles.title}>{choice.title}</span>
            {(choice.reason ?? choice.note) && (
              <span className={styles.note}>{choice.reason ?? choice.note}</span>
            )}
          </span>
          {choice.aside && <span className={styles.aside}>{choice.aside}</span>}
        </button>
      ))}
    </div>
  )
}
