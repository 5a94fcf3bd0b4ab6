import { archiveSubscriber, type Subscriber } from '@altyn/contract/subscribers'
import { useTexts } from '../../lib/i18n.ts'
import { useDeed } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/actions/confirm-dialog.tsx'

type ArchiveDialogProps = { subscriber: Subscriber; onClose: () => void }

/** Puts a card into the archive, or takes it back. */
export function ArchiveDialog({ subscriber, onClose }: ArchiveDialogProps) {
  const t = useTexts('subscribers')
  const { id, name, version, archivedAt } = subscriber
  const isArchived = archivedAt !== null
  const archive = useDeed(archiveSubscriber, {
    done: t(isArchived ? 'archive.taken' : 'archive.done'),
    isFailureShownByCaller: true,
  })
  return (
    <ConfirmDialog
      isOpen
      title={t(isArchived ? 'archive.backTitle' : 'archive.title', { name })}
      confirmLabel={t(isArchived ? 'archive.back' : 'archive.put')}
      onConfirm={() =>
        archive.mutateAsync({
          params: { id },
          ifMatch: version,
          body: { isArchived: !isArchived },
        })
      }
      onClose={onClose}
    >
      {t(isArchived ? 'archive.backText' : 'archive.text')}
    </ConfirmDialog>
  )
}
