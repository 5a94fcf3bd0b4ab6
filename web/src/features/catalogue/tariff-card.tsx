import { changeTariff, readTariff, type tariffCard } from '@altyn/contract/catalogue'
import { useState } from 'react'
import type { z } from 'zod'
import { useTexts } from '../../lib/i18n.ts'
import { paths } from '../../lib/path-builder.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { usePanel } from '../../lib/url-state.ts'
import { useCall, useDeed } from '../../lib/use-call.ts'
import type { Action } from '../../ui/actions/action-bar.tsx'
import { CardPage } from '../../ui/pages/card-page.tsx'
import { ArchiveDialog } from './archive-dialog.tsx'
import { RenameForm } from './rename-form.tsx'
import { TariffFacts } from './tariff-facts.tsx'
import { TariffStateTag } from './tariff-state.tsx'
import { TermsView } from './terms-view.tsx'
import { VersionForm } from './version-form.tsx'
import { VersionList } from './version-list.tsx'

type Card = z.output<typeof tariffCard>

/** One tariff: what it costs and gives now, how that came about, and what can be done with it. */
export function TariffCard({ id }: { id: number }) {
  const t = useTexts('catalogue')
  const can = usePermissions()
  const mayChange = can('catalogue.change')
  const answer = useCall(readTariff, { params: { id } })
  const { panel, closePanel } = usePanel()
  const [isArchiving, setArchiving] = useState(false)
  const tariff = answer.data?.id === id ? answer.data : undefined
  const actions = useActions(tariff, () => setArchiving(true))
  return (
    <>
      <CardPage
        title={tariff?.name}
        aside={tariff && <TariffStateTag tariff={tariff} />}
        back={{ path: paths.tariffs(), label: t('title') }}
        actions={actions}
        isLoading={!tariff}
        error={tariff ? undefined : answer.error}
        onRetry={() => void answer.refetch()}
        tabs={[
          {
            key: 'terms',
            label: t('tabs.terms'),
            content: () => tariff && <TermsView tariff={tariff} />,
          },
          {
            key: 'versions',
            label: t('tabs.versions'),
            count: tariff?.versions.length,
            content: () => tariff && <VersionList tariff={tariff} />,
          },
        ]}
        facts={tariff && <TariffFacts tariff={tariff} />}
      />
      {tariff && mayChange && panel === 'publish' && (
        <VersionForm tariff={tariff} onClose={closePanel} />
      )}
      {tariff && mayChange && panel === 'rename' && (
        <RenameForm tariff={tariff} onClose={closePanel} />
      )}
      {tariff && isArchiving && (
        <ArchiveDialog tariff={tariff} onClose={() => setArchiving(false)} />
      )}
    </>
  )
}

function useActions(tariff: Card | undefined, onArchive: () => void): Action[] {
  const t = useTexts('catalogue')
  const can = usePermissions()
  const { openPanel } = usePanel()
  const turn = useTurn(tariff)
  if (!tariff || !can('catalogue.change')) return []
  const reason = tariff.archivedAt ? t('isArchived') : undefined
  return [
    {
      key: 'publish',
      label: t('publish.action'),
      isPrimary: true,
      reason,
      onRun: () => openPanel('publish'),
    },
    { key: 'rename', label: t('rename.action'), onRun: () => openPanel('rename') },
    {
      key: 'hide',
      label: t(tariff.isHidden ? 'hiding.show' : 'hiding.hide'),
      reason,
      onRun: () => turn.hide(!tariff.isHidden),
    },
    tariff.archivedAt
      ? { key: 'archive', label: t('archiving.takeBack'), onRun: turn.takeBack }
      : { key: 'archive', label: t('archiving.action'), onRun: onArchive },
  ]
}

/** Deeds that are undone by pressing once more, so they are done without a question. */
function useTurn(tariff: Card | undefined) {
  const t = useTexts('catalogue')
  const change = useDeed(changeTariff, {
    done: ({ isHidden, name }) => t(isHidden ? 'hiding.hidden' : 'hiding.shown', { name }),
  })
  const back = useDeed(changeTariff, {
    done: ({ name }) => t('archiving.takenBack', { name }),
  })
  const edit = { params: { id: tariff?.id ?? 0 }, ifMatch: tariff?.version ?? 0 }
  return {
    hide: (isHidden: boolean) => change.mutate({ ...edit, body: { isHidden } }),
    takeBack: () => back.mutate({ ...edit, body: { isArchived: false } }),
  }
}
