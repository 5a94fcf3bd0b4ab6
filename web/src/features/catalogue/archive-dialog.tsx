import { changeTariff, type Tariff } from '@altyn/contract/catalogue'
import { useTexts } from '../../lib/i18n.ts'
import { useDeed } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/actions/confirm-dialog.tsx'

/** Asks before a tariff goes into the archive; those who have it keep it. */
export function ArchiveDialog({ tariff, onClose }: { tariff: Tariff; onClose: () => void }) {
  const t = useTexts('catalogue')
  const change = useDeed(changeTariff, {
    isFailureShownByCaller: true,
    done: t('archiving.done', { name: tariff.name }),
  })
  return (
    <ConfirmDialog
      isOpen
      title={t('archiving.title', { name: tariff.name })}
      confirmLabel={t('archiving.submit')}
      onConfirm={() =>
        change.mutateAsync({
          params: { id: tariff.id },
          ifMatch: tariff.version,
          body: { isArchived: true },
        })
      }
      onClose={onClose}
    >
      <p>{t('archiving.text')}</p>
    </ConfirmDialog>
  )
}
