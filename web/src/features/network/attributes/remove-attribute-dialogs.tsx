import {
  type AttributeRow,
  type OwnAttribute,
  removeAttributeRow,
  removeOwnAttribute,
} from '@altyn/contract/network/attributes'
import { useTexts } from '../../../lib/i18n.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { ConfirmDialog } from '../../../ui/actions/confirm-dialog.tsx'
import { useLinkWords } from './link-words.ts'

/** Removes a row after saying what it gives and to whom. */
export function RemoveRowDialog({ row, onClose }: { row: AttributeRow; onClose: () => void }) {
  const t = useTexts('attributes')
  const words = useLinkWords()
  const remove = useDeed(removeAttributeRow, { done: t('removed'), isFailureShownByCaller: true })
  return (
    <ConfirmDialog
      isOpen
      title={t('removeTitle', { name: row.attribute })}
      confirmLabel={t('remove')}
      isDanger
      onConfirm={() => remove.mutateAsync({ params: { id: row.id } })}
      onClose={onClose}
    >
      {t('removeEffect', { whom: words(row) })}
    </ConfirmDialog>
  )
}

type RemoveOwnDialogProps = { own: OwnAttribute; onClose: () => void }

/** Removes an attribute of one's own from the dictionary. */
export function RemoveOwnDialog({ own, onClose }: RemoveOwnDialogProps) {
  const t = useTexts('attributes')
  const remove = useDeed(removeOwnAttribute, {
    done: t('dictionary.removed', { name: own.name }),
    isFailureShownByCaller: true,
  })
  return (
    <ConfirmDialog
      isOpen
      title={t('dictionary.removeTitle', { name: own.name })}
      confirmLabel={t('remove')}
      isDanger
      onConfirm={() => remove.mutateAsync({ params: { id: own.id } })}
      onClose={onClose}
    >
      {t('dictionary.removeEffect')}
    </ConfirmDialog>
  )
}
