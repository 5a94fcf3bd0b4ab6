import { archiveNas, type Nas } from '@altyn/contract/network'
import { useTexts } from '../../lib/i18n.ts'
import { useDeed } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/actions/confirm-dialog.tsx'

/** Takes an access server out of service after a question. */
export function ArchiveNasDialog({ nas, onClose }: { nas: Nas; onClose: () => void }) {
  const t = useTexts('network')
  const archive = useDeed(archiveNas, {
    done: t('nas.archived', { name: nas.name }),
    isFailureShownByCaller: true,
  })
  return (
    <ConfirmDialog
      isOpen
      title={t('nas.archiveTitle', { name: nas.name })}
      confirmLabel={t('nas.archive')}
      isDanger
      onConfirm={() => archive.mutateAsync({ params: { id: nas.id }, ifMatch: nas.version })}
      onClose={onClose}
    >
      {t('nas.archiveEffect', { address: nas.address })}
    </ConfirmDialog>
  )
}
