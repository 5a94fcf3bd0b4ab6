import { Button } from 'antd'
import { useDraft } from './draft-form.tsx'

type RowButtonProps = {
  label: string
  /** Adds a row to a list of fields, or takes one out. */
  onPress: () => void
  isRemoving?: boolean
}

/** Adds or removes a row of a form; either is a change that would be lost by leaving. */
export function RowButton({ label, onPress, isRemoving }: RowButtonProps) {
  const { noteChange } = useDraft()
  return (
    <Button
      type={isRemoving ? 'text' : 'default'}
      size="small"
      onClick={() => {
        onPress()
        noteChange()
      }}
    >
      {label}
    </Button>
  )
}
